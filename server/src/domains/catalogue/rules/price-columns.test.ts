import assert from 'node:assert/strict'
import { test } from 'node:test'
import { guessColumns } from './price-columns.ts'

const NOTHING_KNOWN = new Map<string, string>()

test('usual headings of Russian price lists are understood', () => {
  const rows = [
    ['Код', 'Направление', 'Цена, руб/мин', 'За соединение', 'Шаг, с', 'Комментарий'],
    ['7495', 'Москва', '2,40', '0', '60', ''],
  ]
  assert.deepEqual(guessColumns(rows, NOTHING_KNOWN), {
    columns: ['prefix', 'name', 'price', 'callPrice', 'stepSeconds', null],
    hasHeadings: true,
  })
})

test('a heading that this house has explained before is known', () => {
  const rows = [
    ['DC', 'Dest', 'RUB'],
    ['7495', 'Moscow', '2.40'],
  ]
  const known = new Map([
    ['dc', 'prefix'],
    ['rub', 'price'],
  ])
  assert.deepEqual(guessColumns(rows, known).columns, ['prefix', null, 'price'])
})

test('without headings the cells themselves tell what they are', () => {
  assert.deepEqual(guessColumns([['7495, 7499', 'Москва', '2,40']], NOTHING_KNOWN), {
    columns: ['prefix', 'name', 'price'],
    hasHeadings: false,
  })
})
