import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CODE } from '@altyn/radius'
import { settleEmergencies } from '../../src/domains/access/index.ts'
import { eventually } from '../support/api.ts'
import { furnishNetwork } from '../support/network.ts'

const IVANOVA = { login: 'ivanova', password: 'secret123' }

test('in an emergency nobody is refused for money; then money is asked for again, and who was let in is known', async (t) => {
  const { house, admin, signIn, contractId, chargeALot } = await furnishNetwork(t)
  await chargeALot()
  const until = (code: number) =>
    eventually(
      () => signIn(IVANOVA),
      (packet) => packet.code === code,
    )
  assert.equal((await until(CODE['Access-Reject'])).code, CODE['Access-Reject'])

  const declared = await admin('POST', '/api/access/emergencies', {
    hours: 2,
    reason: 'Банк лежит',
  })
  assert.equal(declared.status, 200, JSON.stringify(declared.body))
  const twice = await admin('POST', '/api/access/emergencies', { hours: 2, reason: 'Ещё раз' })
  assert.equal(twice.body.code, 'access.emergency-goes-on')
  assert.equal((await until(CODE['Access-Accept'])).code, CODE['Access-Accept'])

  const { id } = declared.body
  const letIn = await eventually(
    () => admin('GET', `/api/access/emergencies/${id}/leniencies`),
    ({ body }) => JSON.stringify(body).includes('ivanova'),
  )
  assert.match(JSON.stringify(letIn.body), new RegExp(`"contractId":${contractId}`))
  const ended = await admin('POST', `/api/access/emergencies/${id}/end`)
  assert.equal(ended.body.isOn, false)
  assert.equal(ended.body.endedBy, 'Administrator')
  assert.equal((await until(CODE['Access-Reject'])).code, CODE['Access-Reject'])
  const over = await admin('POST', `/api/access/emergencies/${id}/end`)
  assert.equal(over.body.code, 'access.emergency-is-over')
  await settleEmergencies(house.ground)
})
