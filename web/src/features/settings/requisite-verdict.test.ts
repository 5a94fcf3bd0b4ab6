import assert from 'node:assert/strict'
import { test } from 'node:test'
import { verdictOn } from './requisite-verdict.ts'

test('a mistyped digit is seen as soon as the last one is typed', () => {
  assert.equal(verdictOn('inn', '770708389', ''), undefined)
  assert.equal(verdictOn('inn', '7707083893', ''), 'right')
  assert.equal(verdictOn('inn', '7707083892', ''), 'wrong')
  assert.equal(verdictOn('ogrn', '1027700132195', ''), 'right')
  assert.equal(verdictOn('bic', '144525225', ''), 'wrong')
})

test('an account waits for the BIC of its bank', () => {
  const account = '30101810400000000225'
  assert.equal(verdictOn('correspondentAccount', account, '0445'), undefined)
  assert.equal(verdictOn('correspondentAccount', account, '044525225'), 'right')
  assert.equal(verdictOn('correspondentAccount', account, '044030653'), 'wrong')
})
