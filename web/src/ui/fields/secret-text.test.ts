import assert from 'node:assert/strict'
import { test } from 'node:test'
import { generateSecret } from './secret-text.ts'

test('a secret has the asked length and only letters that are told apart', () => {
  const secret = generateSecret(40)
  assert.match(secret, /^[a-zA-Z2-9]{40}$/)
  assert.doesNotMatch(secret, /[0O1lI]/)
  assert.notEqual(generateSecret(40), secret)
})
