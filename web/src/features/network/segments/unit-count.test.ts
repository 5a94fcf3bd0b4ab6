import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatUnits } from './unit-count.ts'

test('few are counted, a power of two is told as one, and what is left of it roughly', () => {
  assert.equal(formatUnits(65_536, 'en'), '65,536')
  assert.equal(formatUnits(2 ** 24, 'ru'), '2²⁴')
  assert.equal(formatUnits(2 ** 24 - 3, 'en'), '≈\u00a016.8M')
  assert.equal(formatUnits(2 ** 48, 'en'), '2⁴⁸')
})
