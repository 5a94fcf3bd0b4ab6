import assert from 'node:assert/strict'
import { test } from 'node:test'
import { feeExample } from './fee-example.ts'

const monthly = { fee: '600', feePeriod: 'month', feeCharged: 'in-advance' } as const

test('connected on 17 April at 600 a month pays 280 for April', () => {
  const { day, firstMonth, daysLeft } = feeExample(monthly, '2026-04-01')
  assert.equal(day.toString(), '2026-04-17')
  assert.equal(daysLeft, 14)
  assert.equal(firstMonth, '280.00')
})

test('a tariff from the end of a month is shown by the next month', () => {
  assert.equal(feeExample(monthly, '2026-04-20').day.toString(), '2026-05-17')
})

test('a fee by the day is paid for each day that is left', () => {
  const daily = { fee: '20', feePeriod: 'day', feeCharged: 'daily-parts' } as const
  const { firstMonth, wholeMonth, oneDay } = feeExample(daily, '2026-04-01')
  assert.deepEqual([firstMonth, wholeMonth, oneDay], ['280.00', '600.00', '20.00'])
})
