import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ATTRIBUTE, VALUE } from '@altyn/radius'
import { probeSessions } from '../../src/domains/access/index.ts'
import { furnishNetwork } from '../support/network.ts'

const STATUS = VALUE['Acct-Status-Type']
type Item = { id: string; state: string; promisedSeconds: number | null }

test('a session in doubt is listed as such, with what is known, until it reports', async (t) => {
  const { house, admin, account } = await furnishNetwork(t)
  const list = async (query = '') => {
    const { body } = await admin('GET', `/api/usage/sessions${query}`)
    return body.items as Item[]
  }
  await account(STATUS.Start)
  const [live] = await list()
  assert.deepEqual([live?.state, live?.promisedSeconds], ['live', 300])
  assert.deepEqual(await list('?inDoubt=true'), [])

  await house.ground.pool.query(
    `update usage.open_sessions
    set started_at = started_at - interval '1 hour', updated_at = now() - interval '12 minutes'`,
  )
  await probeSessions(house.ground)
  const [silent, ...more] = await list('?inDoubt=true')
  assert.deepEqual([silent?.id, silent?.state, more.length], [live?.id, 'silent', 0])
  const { body } = await admin('GET', `/api/usage/sessions/${silent?.id}/evidence`)
  const [evidence] = body.items as {
    kind: string
    silentSeconds: number
    promisedSeconds: number
  }[]
  assert.equal(evidence?.kind, 'silent')
  assert.equal(evidence?.promisedSeconds, 300)
  assert.ok(Math.abs(evidence.silentSeconds - 720) < 60, String(evidence.silentSeconds))

  await account(STATUS['Interim-Update'], (request) =>
    request.addInteger(ATTRIBUTE['Acct-Session-Time'], 3600),
  )
  assert.deepEqual(await list('?inDoubt=true'), [], 'at once, before anybody looks again')
  assert.equal((await list())[0]?.state, 'live')
})
