import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ipv4ToNumber, isAligned, numberToIpv4, spanOf, usableCount } from './network.ts'

test('an address survives the way to a number and back', () => {
  for (const address of ['0.0.0.0', '10.0.12.7', '192.168.255.255', '255.255.255.255'])
    assert.equal(numberToIpv4(ipv4ToNumber(address)), address)
})

test('a /24 has 254 addresses to give', () => {
  assert.deepEqual(spanOf('10.0.12.0/24'), { first: ipv4ToNumber('10.0.12.0'), size: 256 })
  assert.equal(usableCount('10.0.12.0/24'), 254)
  assert.equal(usableCount('10.0.12.1/32'), 0)
})

test('a network begins at its own first address', () => {
  assert.ok(isAligned('100.64.0.0/10'))
  assert.ok(!isAligned('10.0.12.5/24'))
})
