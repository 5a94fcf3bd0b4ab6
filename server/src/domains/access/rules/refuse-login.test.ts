import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reasonAgainst, replyMessage } from './refuse-login.ts'

const fine = {
  state: 'active',
  hasTariff: true,
  isFromElsewhere: false,
  lineFault: undefined,
  isBarred: false,
  sessionsMax: 1,
  sessionsOpen: 0,
}

test('only an active account with a tariff and a free session is let in', () => {
  assert.equal(reasonAgainst(fine), undefined)
  assert.equal(reasonAgainst({ ...fine, state: 'money' }), 'blocked-money')
  assert.equal(reasonAgainst({ ...fine, state: 'closed' }), 'account-closed')
  assert.equal(reasonAgainst({ ...fine, hasTariff: false }), 'no-tariff')
  assert.equal(reasonAgainst({ ...fine, isFromElsewhere: true }), 'other-station')
  assert.equal(reasonAgainst({ ...fine, lineFault: 'other-line' }), 'other-line')
  assert.equal(reasonAgainst({ ...fine, state: 'money', isBarred: true }), 'station-barred')
  assert.equal(reasonAgainst({ ...fine, sessionsOpen: 1 }), 'too-many-sessions')
  assert.equal(reasonAgainst({ ...fine, sessionsOpen: 1, sessionsMax: 2 }), undefined)
})

test('a stranger cannot tell an unknown login from a wrong password', () => {
  assert.equal(replyMessage('unknown-login'), replyMessage('wrong-password'))
})
