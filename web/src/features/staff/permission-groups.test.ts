import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PERMISSION_GROUPS, withReading } from './permission-groups.ts'

test('a right to change brings the right to see', () => {
  assert.deepEqual(withReading(['payments.accept']), ['payments.read', 'payments.accept'])
  assert.deepEqual(withReading(['blocking.change']), ['blocking.change'])
  assert.deepEqual(withReading([]), [])
})

test('every right stands in one group', () => {
  const all = PERMISSION_GROUPS.flatMap(([, permissions]) => permissions)
  assert.equal(new Set(all).size, all.length)
})
