import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { formatRate, parseRate, rateToMinor } from './index.ts'

test('a price of a megabyte is finer than a kopeck and keeps its digits', () => {
  assert.equal(parseRate('0.000125'), 125n)
  assert.equal(parseRate('1,2345'), 1_234_500n)
  assert.equal(formatRate(1_234_500n), '1.2345')
  assert.equal(formatRate(-5n), '-0.000005')
  assert.equal(formatRate(600_000_000n), '600.00')
})

test('a rate survives text and back', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), (rate) => {
      assert.equal(parseRate(formatRate(rate)), rate)
    }),
  )
})

test('a sum of rates is rounded to the kopeck once, half away from zero', () => {
  assert.equal(rateToMinor(5_000n), 1n)
  assert.equal(rateToMinor(4_999n), 0n)
  assert.equal(rateToMinor(-5_000n), -1n)
})

test('a price with seven decimals or letters is refused', () => {
  for (const text of ['1.2345678', '1e3', '', '.5', '1 000']) {
    assert.throws(() => parseRate(text), RangeError)
  }
})
