import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  fillValue,
  findUnknownPlaceholder,
  PLACEHOLDERS,
  SAMPLE_FACTS,
  splitValues,
} from './attribute-value.ts'

const FACTS = {
  login: 'ivanova',
  accountId: 17,
  contractId: 12,
  address: '10.9.0.2',
  speed: { downKbps: 100_000, upKbps: 50_000 },
}

test('a value is filled in with what is known about the sign-in', () => {
  assert.deepEqual(fillValue('{upKbps}k/{downKbps}k 200M/200M', FACTS), {
    text: '50000k/100000k 200M/200M',
  })
  assert.deepEqual(fillValue('{login}@{account}.{contract} {address}', FACTS), {
    text: 'ivanova@17.12 10.9.0.2',
  })
  assert.deepEqual(fillValue('lcp:interface-config={}', FACTS), { text: 'lcp:interface-config={}' })
  assert.deepEqual(fillValue('<{login}>', { ...FACTS, login: '$& $1' }), { text: '<$& $1>' })
})

test('a value whose facts are not there is not sent, and an unlimited speed is a fact', () => {
  assert.deepEqual(fillValue('{address}', { ...FACTS, address: null }), { missing: 'address' })
  assert.deepEqual(fillValue('{account}', { login: 'stranger' }), { missing: 'account' })
  assert.deepEqual(fillValue('{login}', { login: '' }), { missing: 'login' })
  const speed = { downKbps: 0, upKbps: 0 }
  assert.deepEqual(fillValue('{downKbps}', { ...FACTS, speed }), { text: '0' })
})

test('words in braces that nobody knows are found, and every known one can be tried out', () => {
  assert.equal(findUnknownPlaceholder('{login} {tariff}'), 'tariff')
  assert.equal(findUnknownPlaceholder('{Login}'), 'Login', 'they are written as they are written')
  assert.equal(findUnknownPlaceholder('{constructor}'), 'constructor')
  for (const word of PLACEHOLDERS) {
    assert.equal(findUnknownPlaceholder(`{${word}}`), undefined)
    assert.ok('text' in fillValue(`{${word}}`, SAMPLE_FACTS))
  }
})

test('each line that is not empty is a value', () => {
  assert.deepEqual(splitValues('ip:inacl=guest\r\n\n  ip:dns=10.0.0.1 \n'), [
    'ip:inacl=guest',
    'ip:dns=10.0.0.1',
  ])
})
