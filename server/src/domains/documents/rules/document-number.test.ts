import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  formatDocumentNumber,
  type NumberTemplate,
  numberScope,
  parseNumberTemplate,
} from './document-number.ts'

const day = Temporal.PlainDate.from('2026-04-09')
const facts = {
  counter: 123,
  day,
  operatorCode: 'АЛТ',
  contractNumber: '17-А',
  documentType: 'СЧ',
}

function read(text: string): NumberTemplate {
  const result = parseNumberTemplate(text)
  assert.equal(result.kind, 'parsed', text)
  return result.kind === 'parsed' ? result.template : []
}

const PRINTED = [
  ['{N}', '123'],
  ['{N:6}', '000123'],
  ['{N:2}', '123'],
  ['СЧ-{YYYY}/{N:4}', 'СЧ-2026/0123'],
  ['{YY}{MM}{DD}-{N}', '260409-123'],
  ['{OPER}-{TYPE}-{AGRM}-{N}', 'АЛТ-СЧ-17-А-123'],
] as const

for (const [template, number] of PRINTED) {
  test(`${template} prints as ${number}`, () => {
    assert.equal(formatDocumentNumber(read(template), facts), number)
  })
}

const REFUSED = [
  ['', 'counter-missing', '{N}', 0],
  ['счёт', 'counter-missing', '{N}', 0],
  ['{N}-{N:4}', 'counter-repeated', '{N:4}', 4],
  ['№{n}', 'unknown-token', '{n}', 1],
  ['{N}/{YEAR}', 'unknown-token', '{YEAR}', 4],
  ['{N}{YYYY:4}', 'unknown-token', '{YYYY:4}', 3],
  ['{N:6:6}', 'unknown-token', '{N:6:6}', 0],
  ['{}{N}', 'unknown-token', '{}', 0],
  ['{N:0}', 'counter-width', '{N:0}', 0],
  ['{N:13}', 'counter-width', '{N:13}', 0],
  ['{N:}', 'counter-width', '{N:}', 0],
  ['{N:-3}', 'counter-width', '{N:-3}', 0],
  ['A{N', 'brace-not-closed', '{', 1],
  ['A}{N}', 'brace-not-opened', '}', 1],
  ['{{N}', 'brace-not-closed', '{', 0],
  [`{N}${'x'.repeat(100)}`, 'too-long', 'xxx', 100],
] as const

for (const [text, rule, token, position] of REFUSED) {
  test(`${JSON.stringify(text.slice(0, 12))} is refused: ${rule}`, () => {
    assert.deepEqual(parseNumberTemplate(text), { kind: 'refused', rule, token, position })
  })
}

test('a counter is a whole number from 1', () => {
  for (const counter of [0, -1, 1.5, Number.NaN, 2 ** 53]) {
    assert.throws(() => formatDocumentNumber(read('{N}'), { ...facts, counter }), RangeError)
  }
})

test('a template with the year restarts with it, one without runs on', () => {
  assert.equal(numberScope(read('{YYYY}-{N}'), day), '2026')
  assert.equal(numberScope(read('{N}/{YY}'), day), '2026')
  assert.equal(numberScope(read('{MM}-{N}'), day), 'all')
})

test('the setting of the operator decides over the template', () => {
  assert.equal(numberScope(read('{N}'), day, 'yearly'), '2026')
  assert.equal(numberScope(read('{YYYY}-{N}'), day, 'never'), 'all')
})

test('31 December and 1 January take their numbers from different counters', () => {
  const template = read('{YY}-{N}')
  assert.equal(numberScope(template, Temporal.PlainDate.from('2026-12-31')), '2026')
  assert.equal(numberScope(template, Temporal.PlainDate.from('2027-01-01')), '2027')
})

test('any text is either read or refused, and different counters print differently', () => {
  const piece = fc.constantFrom(
    '{N}',
    '{N:6}',
    '{YYYY}',
    '{MM}',
    '{AGRM}',
    'СЧ',
    '-',
    '{',
    '}',
    '1',
  )
  fc.assert(
    fc.property(fc.array(piece), fc.nat(), fc.nat(), (pieces, one, other) => {
      const result = parseNumberTemplate(pieces.join(''))
      if (result.kind === 'refused') return
      const [first, second] = [one, other].map((counter) =>
        formatDocumentNumber(result.template, { ...facts, counter: counter + 1 }),
      )
      assert.equal(first === second, one === other)
    }),
  )
})
