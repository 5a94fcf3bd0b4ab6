import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatAmount, parseAmount } from '@altyn/money'
import type { FeeTerms } from './charge-facts.ts'
import { fromDayNumber, toDayNumber } from './day-number.ts'
import { previewTerms } from './preview-terms.ts'

const PLAIN: Omit<FeeTerms, 'versionNumber' | 'from' | 'until' | 'audience'> = {
  feeMinor: parseAmount('600'),
  feePeriod: 'month',
  feeCharged: 'in-advance',
  feeAnchor: 'calendar',
  firstPeriod: 'by-days',
  lastPeriod: 'by-days',
  blockFees: { money: 0n, staff: 0n, 'own-wish': 0n },
  blockFeeDaysMax: null,
  blockPolicy: 'before-charge',
}

/** Connected on 17 April: `month it is for / day it is taken / how often / sum`. */
function told(terms: Partial<typeof PLAIN>): string[] {
  const connected = toDayNumber(Temporal.PlainDate.from('2026-04-17'))
  return previewTerms({ ...PLAIN, ...terms }, connected, 2).map(
    ({ from, chargedOn, chargesCount, amountMinor }) =>
      [
        fromDayNumber(from).toString().slice(5),
        fromDayNumber(chargedOn).toString().slice(5),
        chargesCount,
        formatAmount(amountMinor),
      ].join(' / '),
  )
}

test('in advance: the rest of April at once, then the first of each month', () => {
  assert.deepEqual(told({}), ['04-01 / 04-17 / 1 / 280.00', '05-01 / 05-01 / 1 / 600.00'])
})

test('at the end: on the last day of each month', () => {
  assert.deepEqual(told({ feeCharged: 'at-end' }), [
    '04-01 / 04-30 / 1 / 280.00',
    '05-01 / 05-31 / 1 / 600.00',
  ])
})

test('in daily parts: a part on each day', () => {
  assert.deepEqual(told({ feeCharged: 'daily-parts' }), [
    '04-01 / 04-17 / 14 / 280.00',
    '05-01 / 05-01 / 31 / 600.00',
  ])
})

test('by the day of connection: whole months from the 17th', () => {
  assert.deepEqual(told({ feeAnchor: 'connection' }), [
    '04-17 / 04-17 / 1 / 600.00',
    '05-17 / 05-17 / 1 / 600.00',
  ])
})

test('the first month in full, or free', () => {
  assert.equal(told({ firstPeriod: 'full' })[0], '04-01 / 04-17 / 1 / 600.00')
  assert.equal(told({ firstPeriod: 'none' })[0], '05-01 / 05-01 / 1 / 600.00')
})
