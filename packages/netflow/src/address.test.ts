import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { formatFlowAddress, ipv6At, parseFlowAddress } from './address.ts'

test('an address is written as RFC 5952 wants it and read back', () => {
  const cases: [string, number | bigint][] = [
    ['0.0.0.0', 0],
    ['192.0.2.1', 0xc0000201],
    ['255.255.255.255', 0xffffffff],
    ['::', 0n],
    ['::1', 1n],
    ['2001:db8::1:0:0:1', 0x20010db8000000000001000000000001n],
    ['2001:db8:0:1:1:1:1:1', 0x20010db8000000010001000100010001n],
  ]
  for (const [text, address] of cases) {
    assert.equal(parseFlowAddress(text), address, text)
    assert.equal(formatFlowAddress(address), text)
  }
})

test('a text that is no address is refused, and a sender of a dual-stack socket is IPv4', () => {
  const wrong = [
    '',
    '1.2.3',
    '1.2.3.4.5',
    '256.1.1.1',
    '01.2.3.4',
    '1.2.3.x',
    'fe80::1%eth0',
    '1::2::3',
    'host',
  ]
  for (const text of wrong) assert.equal(parseFlowAddress(text), undefined, text)
  assert.equal(parseFlowAddress('::ffff:192.0.2.1'), 0xc0000201)
  assert.equal(parseFlowAddress('2001:DB8::C000:201'), 0x20010db80000000000000000c0000201n)
})

test('any sixteen octets are an address that reads back from its text', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (octets) => {
      const address = ipv6At(octets, 0)
      assert.equal(address, BigInt(`0x${Buffer.from(octets).toString('hex')}`))
      fc.pre(address >> 32n !== 0xffffn)
      assert.equal(parseFlowAddress(formatFlowAddress(address)), address)
    }),
  )
})
