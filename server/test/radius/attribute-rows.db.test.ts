import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ATTRIBUTE, CODE } from '@altyn/radius'
import { eventually } from '../support/api.ts'
import { furnishNetwork } from '../support/network.ts'

const IVANOVA = { login: 'ivanova', password: 'secret123' }

test('rows of attributes reach the answers, take the place of our own, and the nearest wins', async (t) => {
  const { admin, accountId, signIn } = await furnishNetwork(t)
  const give = async (row: object) => {
    const answer = await admin('POST', '/api/network/attributes', row)
    assert.equal(answer.status, 200, JSON.stringify(answer.body))
  }
  await give({ packet: 'accept', attribute: 'Session-Timeout', value: '3600' })
  await give({ packet: 'accept', attribute: 'Session-Timeout', value: '1800', accountId })
  await give({ packet: 'accept', attribute: 'Filter-Id', value: 'for {login} {downKbps}' })
  await give({ packet: 'reject', attribute: 'Reply-Message', value: 'Call 100, {login}' })
  const accepted = await eventually(
    () => signIn(IVANOVA),
    (packet) =>
      packet.readInteger(ATTRIBUTE['Session-Timeout']) === 1800 &&
      packet.readString(ATTRIBUTE['Filter-Id'])?.startsWith('for') === true,
  )
  assert.equal(accepted.code, CODE['Access-Accept'])
  assert.equal(accepted.readInteger(ATTRIBUTE['Session-Timeout']), 1800, 'the account’s own row')
  assert.equal(
    accepted.readString(ATTRIBUTE['Filter-Id']),
    'for ivanova 100000',
    'not the speed of ours',
  )
  const refused = await eventually(
    () => signIn({ ...IVANOVA, password: 'wrong' }),
    (packet) => packet.readString(ATTRIBUTE['Reply-Message'])?.startsWith('Call') === true,
  )
  assert.equal(refused.readString(ATTRIBUTE['Reply-Message']), 'Call 100, ivanova')
  const stranger = await signIn({ login: 'nobody', password: 'wrong' })
  assert.equal(stranger.readString(ATTRIBUTE['Reply-Message']), 'Call 100, nobody')
})
