import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  divideRounded,
  formatAmount,
  formatMinor,
  parseAmount,
  prorate,
  splitByWeights,
  vatInside,
  vatOnTop,
} from './index.ts'

test('half a kopeck goes away from zero', () => {
  assert.equal(divideRounded(5n, 10n), 1n)
  assert.equal(divideRounded(-5n, 10n), -1n)
  assert.equal(divideRounded(4n, 10n), 0n)
  assert.equal(divideRounded(15n, -10n), -2n)
})

test('a service switched on on 17 April costs 14 of 30 days', () => {
  assert.equal(prorate(600_00n, 14, 30), 280_00n)
})

test('an amount survives text and back', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), (minor) => {
      assert.equal(parseAmount(formatAmount(minor)), minor)
    }),
  )
})

test('a wrong amount is refused, not guessed', () => {
  for (const text of ['', '1,5', '1.234', 'NaN', '1e3', '--1']) {
    assert.throws(() => parseAmount(text), RangeError)
  }
})

test('people see groups, a comma and a real minus', () => {
  assert.equal(formatMinor(-1_234_567_50n), '\u22121\u00a0234\u00a0567,50')
  assert.equal(formatMinor(1_234_50n, 'en'), '1,234.50')
})

test('parts of a split always sum to the whole', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }),
      fc.array(fc.bigInt({ min: 0n, max: 1000n }), { minLength: 1, maxLength: 40 }),
      (amount, weights) => {
        const parts = splitByWeights(amount, weights)
        assert.equal(
          parts.reduce((sum, part) => sum + part, 0n),
          amount,
        )
      },
    ),
  )
})

test('VAT of 122 roubles at 22 % is 22 roubles, inside and on top', () => {
  assert.equal(vatInside(122_00n, 2200), 22_00n)
  assert.equal(vatOnTop(100_00n, 2200), 22_00n)
  assert.equal(vatInside(600_00n, 2000), 100_00n)
})
