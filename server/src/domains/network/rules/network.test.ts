import assert from 'node:assert/strict'
import { isIPv6 } from 'node:net'
import { test } from 'node:test'
import fc from 'fast-check'
import { addressToNumber, isAligned, isInside, numberToAddress, parseNetwork } from './network.ts'

test('an address survives the way to a number and back', () => {
  for (const address of ['0.0.0.0', '10.0.12.7', '192.168.255.255', '255.255.255.255'])
    assert.equal(numberToAddress(addressToNumber(address), 4), address)
  for (const address of ['::', '::1', '2001:db8::', '2001:db8:0:1::5', 'fe80::1:0:0:1'])
    assert.equal(numberToAddress(addressToNumber(address), 6), address)
  assert.equal(numberToAddress(addressToNumber('::ffff:10.0.0.1'), 6), '::ffff:a00:1')
})

test('every number of 128 bits is an IPv6 address that means the same number', () => {
  fc.assert(
    fc.property(fc.bigInt(0n, (1n << 128n) - 1n), fc.nat(127), (number, shift) => {
      const shifted = (number >> BigInt(shift)) << BigInt(shift)
      const text = numberToAddress(shifted, 6)
      assert.ok(isIPv6(text), text)
      assert.equal(addressToNumber(text), shifted)
    }),
  )
})

test('a network spans all addresses that begin like it', () => {
  const { first, last } = parseNetwork('10.0.12.0/24')
  assert.deepEqual(
    [numberToAddress(first, 4), numberToAddress(last, 4)],
    ['10.0.12.0', '10.0.12.255'],
  )
  const prefix = parseNetwork('2001:db8::/32')
  assert.ok(isInside('2001:db8:ffff::1', prefix))
  assert.ok(!isInside('2001:db9::', prefix))
  assert.ok(!isInside('10.0.0.1', prefix))
})

test('a network begins at its own first address', () => {
  assert.ok(isAligned('100.64.0.0/10'))
  assert.ok(!isAligned('10.0.12.5/24'))
  assert.ok(isAligned('2001:db8::/32'))
  assert.ok(!isAligned('2001:db8::1/64'))
})
