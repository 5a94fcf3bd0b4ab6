import assert from 'node:assert/strict'
import { test } from 'node:test'
import { contractOf, kindOf, moneyCode, revenueCode, walletCode } from './book.ts'
import { faultOf, mirrorOf, type NewPosting } from './posting.ts'

const charge: NewPosting = {
  key: 'recurring:1:2026-04:1',
  kind: 'charge',
  day: Temporal.PlainDate.from('2026-04-17'),
  from: walletCode(17),
  to: revenueCode('internet'),
  amountMinor: 280_00n,
  contractId: 17,
  title: 'Интернет 100',
  explanation: {},
}

test('the code of a book says what it is and whose', () => {
  assert.equal(kindOf(walletCode(17)), 'wallet')
  assert.equal(contractOf(walletCode(17)), 17)
  assert.equal(contractOf(moneyCode('cash', 1)), null)
})

test('a mirror puts the money back where it was', () => {
  const mirror = mirrorOf(charge, { day: charge.day, reason: 'mistake' })
  assert.deepEqual(
    [mirror.from, mirror.to, mirror.amountMinor, mirror.reverses],
    [charge.to, charge.from, charge.amountMinor, charge.key],
  )
})

test('a batch with twins, zero amounts or money going nowhere is a fault', () => {
  assert.equal(faultOf([charge]), undefined)
  assert.ok(faultOf([charge, charge]))
  assert.ok(faultOf([{ ...charge, amountMinor: 0n }]))
  assert.ok(faultOf([{ ...charge, to: charge.from }]))
})
