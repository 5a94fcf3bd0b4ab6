import assert from 'node:assert/strict'
import { test } from 'node:test'
import { faultOf, stepTo } from './revision.ts'

const paid = { contractId: 1, amountMinor: 700_00n, isCancelled: false }
const cancelled = { ...paid, isCancelled: true }

test('a cancelled payment can only be restored, and only once', () => {
  assert.equal(faultOf(cancelled, { kind: 'cancelled' }), 'payments.is-cancelled')
  assert.equal(faultOf(cancelled, { kind: 'corrected', amountMinor: 1n }), 'payments.is-cancelled')
  assert.equal(faultOf(cancelled, { kind: 'restored' }), undefined)
  assert.equal(faultOf(paid, { kind: 'restored' }), 'payments.not-cancelled')
})

test('a step that changes nothing is refused', () => {
  assert.equal(faultOf(paid, { kind: 'moved', contractId: 1 }), 'payments.same-contract')
  assert.equal(faultOf(paid, { kind: 'corrected', amountMinor: 700_00n }), 'payments.same-amount')
})

test('a restored payment has the amount that it was cancelled with', () => {
  assert.deepEqual(stepTo(stepTo(paid, { kind: 'cancelled' }), { kind: 'restored' }), paid)
})
