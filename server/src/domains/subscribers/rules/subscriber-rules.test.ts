import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addressLine, displayName, phoneDigits } from './card.ts'
import { formatContractNumber, isContractTemplate, paymentCode } from './contract-number.ts'

const day = Temporal.PlainDate.from('2026-04-17')

test('a contract number follows the template of the operator', () => {
  assert.equal(formatContractNumber('{YYYY}-{N:5}', { sequence: 42, day }), '2026-00042')
  assert.equal(formatContractNumber('И-{YY}{MM}/{N}', { sequence: 7, day }), 'И-2604/7')
})

test('a template that cannot count is refused', () => {
  assert.ok(isContractTemplate('А-{N}'))
  for (const bad of ['A-1', '{YYYY}', '{N}-{X}', '{N} {']) assert.ok(!isContractTemplate(bad), bad)
})

test('one mistyped digit never makes another payment code', () => {
  const codes = new Set(Array.from({ length: 2000 }, (_, i) => paymentCode(i + 1)))
  for (const code of codes) {
    const wrong = code.slice(0, -2) + String((Number(code.at(-2)) + 3) % 10) + code.at(-1)
    assert.ok(!codes.has(wrong), `${code} ${wrong}`)
  }
})

test('phones are the same however they are written', () => {
  for (const text of ['+7 912 345-67-89', '8 (912) 345 67 89', '9123456789'])
    assert.equal(phoneDigits(text), '79123456789')
})

test('a sole proprietor is called so on documents', () => {
  const person = { name: '', surname: 'Иванова', givenName: 'Анна', patronymic: 'Петровна' }
  assert.equal(displayName({ kind: 'person', ...person }), 'Иванова Анна Петровна')
  assert.equal(displayName({ kind: 'sole-proprietor', ...person }), 'ИП Иванова Анна Петровна')
})

test('an address is one line without gaps', () => {
  const parts = {
    postcode: '',
    region: '',
    city: 'г. Пермь',
    street: 'ул. Мира',
    house: '5',
    flat: '',
  }
  assert.equal(addressLine(parts), 'г. Пермь, ул. Мира, д. 5')
})
