import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findColumns, readUnit } from './unit-columns.ts'
import type { Identification } from './unit-identity.ts'

const MODEL: Identification = {
  serialNeed: 'required',
  serialFormat: '',
  macNeed: 'optional',
  chipNeed: 'none',
  chipFormat: '',
}

test('columns are known by the headings of suppliers and by those of our own list', () => {
  const columns = (...headings: string[]) => Object.fromEntries(findColumns(headings))
  assert.deepEqual(columns('№', 'S/N', 'MAC-адрес', 'Model', 'Примечание'), {
    serial: 1,
    mac: 2,
    model: 3,
    note: 4,
  })
  const own = ['Модель', 'Серийный номер', 'MAC', 'Состояние', 'Гарантия до', 'Номер чипа']
  assert.deepEqual(columns(...own), { model: 0, serial: 1, mac: 2, warrantyUntil: 4, chipId: 5 })
  assert.deepEqual(columns('A1', 'B2'), {})
})

test('a row tells all that is wrong with it at once', () => {
  const columns = findColumns(['Серийный номер', 'MAC', 'Гарантия', 'Инвентарное название'])
  const read = (...cells: string[]) => readUnit(MODEL, cells, columns)
  const right = read(' a1 ', 'AABB.CC00.0001', '31.05.2027', 'Инв. 1')
  assert.deepEqual(right.faults, [])
  assert.deepEqual(
    [right.unit.serial, right.unit.mac, right.unit.warrantyUntil?.toString()],
    ['A1', 'aa:bb:cc:00:00:01', '2027-05-31'],
  )
  assert.deepEqual(
    read('', 'aa:bb', '2027-02-30', 'x'.repeat(101)).faults.map(({ field, rule }) => [field, rule]),
    [
      ['serial', 'missing'],
      ['mac', 'format'],
      ['warrantyUntil', 'day'],
      ['name', 'long'],
    ],
  )
})
