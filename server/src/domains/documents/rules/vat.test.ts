import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { splitVat, totalVat, VAT_RATES, type VatRate, vatRateOn } from './vat.ts'

const RATES_BY_DAY = [
  ['2004-01-01', 1800],
  ['2018-12-31', 1800],
  ['2019-01-01', 2000],
  ['2025-12-31', 2000],
  ['2026-01-01', 2200],
  ['2099-01-01', 2200],
] as const

for (const [day, rate] of RATES_BY_DAY) {
  test(`the rate on ${day} is ${rate / 100} %`, () => {
    assert.equal(vatRateOn(VAT_RATES, Temporal.PlainDate.from(day)), rate)
  })
}

test('a day that the history does not cover is refused, not guessed', () => {
  assert.throws(() => vatRateOn(VAT_RATES, Temporal.PlainDate.from('2003-12-31')), RangeError)
  assert.throws(() => vatRateOn([], Temporal.PlainDate.from('2026-01-01')), RangeError)
})

const SPLITS: readonly (readonly [bigint, VatRate, bigint])[] = [
  [122_00n, 2200, 22_00n],
  [600_00n, 2000, 100_00n],
  [600_00n, 2200, 108_20n],
  [1n, 2200, 0n],
  [3n, 2200, 1n],
  [-600_00n, 2200, -108_20n],
  [105_00n, 500, 5_00n],
  [107_00n, 700, 7_00n],
  [600_00n, 0, 0n],
  [600_00n, 'none', 0n],
]

for (const [grossMinor, rate, vatMinor] of SPLITS) {
  test(`${grossMinor} at ${rate} has ${vatMinor} of VAT inside`, () => {
    assert.deepEqual(splitVat(grossMinor, rate), {
      netMinor: grossMinor - vatMinor,
      vatMinor,
      grossMinor,
    })
  })
}

test('the VAT of a document is the sum of its lines, not the VAT of its sum', () => {
  const lines = [1, 2, 3].map(() => ({ grossMinor: 3n, rate: 2200 }))
  assert.equal(totalVat(lines).total.vatMinor, 3n)
  assert.equal(splitVat(9n, 2200).vatMinor, 2n)
})

test('rates are listed from the highest, without VAT at the end', () => {
  const rates: VatRate[] = [0, 'none', 2200, 500, 2200]
  const { byRate } = totalVat(rates.map((rate) => ({ grossMinor: 100_00n, rate })))
  assert.deepEqual(
    byRate.map(({ rate, grossMinor }) => [rate, grossMinor]),
    [
      [2200, 200_00n],
      [500, 100_00n],
      [0, 100_00n],
      ['none', 100_00n],
    ],
  )
})

test('gross is net and VAT to the kopeck, in every line, rate and document', () => {
  const line = fc.record({
    grossMinor: fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }),
    rate: fc.constantFrom<VatRate>(2200, 2000, 1800, 1000, 700, 500, 0, 'none'),
  })
  fc.assert(
    fc.property(fc.array(line, { maxLength: 60 }), (lines) => {
      const { total, byRate } = totalVat(lines)
      const splits = lines.map(({ grossMinor, rate }) => splitVat(grossMinor, rate))
      for (const split of [total, ...byRate, ...splits]) {
        assert.equal(split.netMinor + split.vatMinor, split.grossMinor)
      }
      for (const field of ['netMinor', 'vatMinor', 'grossMinor'] as const) {
        assert.equal(total[field], sum(splits.map((split) => split[field])))
        assert.equal(total[field], sum(byRate.map((split) => split[field])))
      }
    }),
  )
})

function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((total, amount) => total + amount, 0n)
}
