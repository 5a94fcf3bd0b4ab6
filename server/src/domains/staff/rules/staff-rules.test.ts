import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lockSeconds } from './lockout.ts'
import { allows } from './permissions.ts'
import { isPrivateAddress } from './private-address.ts'

test('the administrator may do everything, others what their roles say', () => {
  assert.ok(allows(new Set(['*']), 'payments.correct'))
  assert.ok(allows(new Set(['payments.read']), 'payments.read'))
  assert.ok(!allows(new Set(['payments.read']), 'payments.correct'))
})

test('guessing a password gets slower and slower', () => {
  assert.deepEqual([1, 4, 5, 6, 7, 30].map(lockSeconds), [0, 0, 30, 60, 120, 3600])
})

test('the first sign-in is for the local network only', () => {
  for (const near of [
    '127.0.0.1',
    '::1',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.9',
    '::ffff:10.0.0.1',
  ])
    assert.ok(isPrivateAddress(near), near)
  for (const far of ['8.8.8.8', '172.32.0.1', '2001:db8::1', '::ffff:1.2.3.4', '11.0.0.1'])
    assert.ok(!isPrivateAddress(far), far)
})
