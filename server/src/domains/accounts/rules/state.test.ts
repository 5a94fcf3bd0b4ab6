import assert from 'node:assert/strict'
import { test } from 'node:test'
import { stateOf } from './state.ts'

test('the strongest block names the state; money alone is the weakest', () => {
  assert.equal(stateOf({ isClosed: false, blockKinds: [] }), 'active')
  assert.equal(stateOf({ isClosed: false, blockKinds: ['money'] }), 'money')
  assert.equal(stateOf({ isClosed: false, blockKinds: ['money', 'own-wish'] }), 'own-wish')
  assert.equal(stateOf({ isClosed: false, blockKinds: ['money', 'off', 'staff'] }), 'off')
})

test('a closed account is closed whatever else held', () => {
  assert.equal(stateOf({ isClosed: true, blockKinds: ['money'] }), 'closed')
})
