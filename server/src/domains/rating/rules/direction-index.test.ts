import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { DirectionPrice } from './call-price.ts'
import { indexDirections } from './direction-index.ts'

const price = (prefix: string, band: string | null = null): DirectionPrice => ({
  prefix,
  band,
  name: `${prefix} ${band ?? ''}`,
  class: 'long-distance',
  rate: BigInt(prefix.length),
  callRate: 0n,
  stepSeconds: null,
  freeSeconds: null,
  minimumSeconds: null,
})

const find = indexDirections([
  price('7'),
  price('7495'),
  price('7495', 'night'),
  price('74951', 'night'),
  price('375'),
])
const FOUND: [number: string, band: string | null, name: string | undefined][] = [
  ['74951234567', null, '7495 '],
  ['74951234567', 'night', '74951 night'],
  ['74959234567', 'night', '7495 night'],
  ['74959234567', 'weekend', '7495 '],
  ['78121234567', 'night', '7 '],
  ['375291234567', null, '375 '],
  ['37', null, undefined],
  ['49301234567', null, undefined],
  ['', null, undefined],
]

for (const [number, band, name] of FOUND) {
  test(`${number || 'no number'} at ${band ?? 'any time'} → ${name ?? 'nothing'}`, () => {
    assert.equal(find(number, band)?.name, name)
  })
}

const prefixes = fc.stringMatching(/^[0-4]{1,6}$/)
const bands = fc.constantFrom(null, 'day', 'night')

test('the tree finds what a look at every price finds', () => {
  const list = fc.uniqueArray(fc.tuple(prefixes, bands), {
    maxLength: 60,
    selector: (pair) => pair.join(),
  })
  fc.assert(
    fc.property(list, fc.stringMatching(/^[0-4]{0,9}$/), bands, (pairs, number, band) => {
      const prices = pairs.map(([prefix, at]) => price(prefix, at))
      const naive = prices
        .filter((row) => number.startsWith(row.prefix) && (row.band === null || row.band === band))
        .sort(
          (a, b) =>
            b.prefix.length - a.prefix.length || Number(b.band !== null) - Number(a.band !== null),
        )[0]
      assert.equal(indexDirections(prices)(number, band), naive)
    }),
  )
})
