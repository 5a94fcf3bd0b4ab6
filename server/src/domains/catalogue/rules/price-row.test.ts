import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatRate } from '@altyn/money'
import { type Mapping, readPriceRow } from './price-row.ts'

const MAPPING: Mapping = {
  columns: ['prefix', 'name', 'price', 'callPrice', 'class', 'band', 'stepSeconds'],
  hasHeadings: false,
  callClass: 'long-distance',
}
const bandOf = (words: string) => (words === 'ночь' ? 'night' : undefined)
const read = (...cells: string[]) => readPriceRow(cells, MAPPING, bandOf)

test('several prefixes in one cell become a row each', () => {
  const { rows, faults } = read('+7495, 7499', 'Москва', '2,40')
  assert.deepEqual(faults, [])
  assert.deepEqual(
    rows.map(({ prefix, price, class: name }) => [prefix, formatRate(price), name]),
    [
      ['7495', '2.40', 'long-distance'],
      ['7499', '2.40', 'long-distance'],
    ],
  )
})

test('classes and hours are understood as operators write them', () => {
  const [row] = read('49', 'Германия', '1 200,5', '0,75', 'МН', 'Ночь', '60').rows
  assert.equal(row?.class, 'international')
  assert.equal(row.band, 'night')
  assert.equal(formatRate(row.price), '1200.50')
  assert.equal(formatRate(row.callPrice), '0.75')
  assert.equal(row.stepSeconds, 60)
})

const FAULTS: [what: string, cells: string[], field: string, rule: string][] = [
  ['no prefix', ['', 'Москва', '2'], 'prefix', 'required'],
  ['letters in a prefix', ['7A95', 'Москва', '2'], 'prefix', 'digits'],
  ['no price', ['7495', 'Москва', ''], 'price', 'required'],
  ['a price below zero', ['7495', 'Москва', '-1'], 'price', 'negative'],
  ['a price with too many decimals', ['7495', 'Москва', '0,1234567'], 'price', 'rate'],
  ['words for a price', ['7495', 'Москва', 'по запросу'], 'price', 'rate'],
  ['unknown hours', ['7495', 'Москва', '2', '', '', 'Утро'], 'band', 'unknown'],
  ['a step of no seconds', ['7495', 'Москва', '2', '', '', '', '0'], 'stepSeconds', 'seconds'],
  ['a step of more than a day', ['7495', '', '2', '', '', '', '90000'], 'stepSeconds', 'seconds'],
]

for (const [what, cells, field, rule] of FAULTS) {
  test(`${what} is a fault of ${field}`, () => {
    const { rows, faults } = read(...cells)
    assert.deepEqual(rows, [])
    assert.deepEqual(
      faults.map((fault) => [fault.field, fault.rule]),
      [[field, rule]],
    )
  })
}

test('every fault of a row is told', () => {
  assert.deepEqual(
    read('x', '', '-1').faults.map(({ field }) => field),
    ['prefix', 'price'],
  )
})
