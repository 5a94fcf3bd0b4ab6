import assert from 'node:assert/strict'
import { test } from 'node:test'
import { brokenRule, type FieldRule, normaliseValue } from './custom-value.ts'

const rows: [kind: FieldRule['kind'], typed: string, kept: string, broken: string | undefined][] = [
  ['text', ' 3 подъезд ', '3 подъезд', undefined],
  ['text', '  ', '', 'required'],
  ['number', '1 234,5', '1234.5', undefined],
  ['number', '-3', '-3', undefined],
  ['number', 'три', 'три', 'decimal'],
  ['number', '1e9', '1e9', 'decimal'],
  ['day', '2026-02-28', '2026-02-28', undefined],
  ['day', '2026-02-29', '2026-02-29', 'date'],
  ['day', '28.02.2026', '28.02.2026', 'date'],
  ['list', 'GPON', 'GPON', undefined],
  ['list', 'gpon', 'gpon', 'unknown'],
]

for (const [kind, typed, kept, broken] of rows) {
  test(`${kind} “${typed}”: ${broken ?? 'is kept'}`, () => {
    const field = { kind, options: ['GPON', 'FTTB'], isRequired: true }
    const value = normaliseValue(field, typed)
    assert.equal(value, kept)
    assert.equal(brokenRule(field, value), broken)
  })
}

test('what is not required may be empty', () => {
  assert.equal(brokenRule({ kind: 'day', options: [], isRequired: false }, ''), undefined)
})
