import assert from 'node:assert/strict'
import { test } from 'node:test'
import { normalizeOption } from './device-option.ts'

test('a MAC is the same in every spelling of the trade', () => {
  const forms = ['AABB.CCDD.EEFF', 'aa-bb-cc-dd-ee-ff', 'AA:BB:CC:DD:EE:FF', 'aabbccddeeff']
  for (const form of forms) assert.equal(normalizeOption('mac', form), 'aa:bb:cc:dd:ee:ff')
  assert.equal(normalizeOption('mac', 'aa:bb:cc:dd:ee'), undefined)
  assert.equal(normalizeOption('mac', 'aa:bb:cc:dd:ee:gg'), undefined)
})

test('a number is the same with a comma, leading zeros and zeros at the end', () => {
  assert.equal(normalizeOption('number', '007,50'), '7.5')
  assert.equal(normalizeOption('number', ' 10 '), '10')
  assert.equal(normalizeOption('number', '-0.0'), '0')
  assert.equal(normalizeOption('number', '-3,20'), '-3.2')
  assert.equal(normalizeOption('number', '999999999999999.000001'), '999999999999999.000001')
  assert.equal(normalizeOption('number', 'ten'), undefined)
  assert.equal(normalizeOption('number', '1e5'), undefined)
})

test('a text loses only the spaces around it', () => {
  assert.equal(normalizeOption('text', ' Узел 1 '), 'Узел 1')
})
