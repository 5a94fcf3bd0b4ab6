import assert from 'node:assert/strict'
import { test } from 'node:test'
import { caretAfter, formatPhone, readPhone } from './phone-mask.ts'

test('however a Russian number begins, it is one number', () => {
  for (const typed of ['+7 912 345-67-89', '8 (912) 345 67 89', '9123456789', '79123456789']) {
    assert.equal(readPhone(typed), '+79123456789')
  }
})

test('numbers of other countries are let through', () => {
  assert.equal(readPhone('+375 29 123-45-67'), '+375291234567')
})

test('an unfinished number is laid out as far as it goes', () => {
  assert.equal(formatPhone(readPhone('8912')), '+7 912')
  assert.equal(formatPhone(readPhone('89123456')), '+7 912 345-6')
  assert.equal(readPhone(''), '')
})

test('the caret stays behind the digit that was typed', () => {
  assert.equal(caretAfter('+7 912 345-67-89', 4), 6)
  assert.equal(caretAfter('+7 912', 9), 6)
})
