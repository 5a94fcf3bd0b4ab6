import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { createNetworkFinder, plainNetwork } from './network-match.ts'

const NOTATIONS: [written: string, plain: string | undefined][] = [
  ['10.0.0.0/8', '10.0.0.0/8'],
  [' 192.0.2.1 ', '192.0.2.1/32'],
  ['010.000.000.000/8', '10.0.0.0/8'],
  ['0.0.0.0/0', '0.0.0.0/0'],
  ['2001:DB8::/32', '2001:db8::/32'],
  ['2001:0db8:0000:0000:0001:0000:0000:0001', '2001:db8::1:0:0:1/128'],
  ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1/128'],
  ['::1', '::1/128'],
  ['fe80::/10', 'fe80::/10'],
  ['::/0', '::/0'],
  ['10.0.0.1/8', undefined],
  ['10.0.0.0/33', undefined],
  ['10.0.0.0/', undefined],
  ['10.0.0', undefined],
  ['10.0.0.256', undefined],
  ['10.0.0.0/8/8', undefined],
  ['2001:db8::/129', undefined],
  ['2001:db8::1/64', undefined],
  ['2001::db8::/32', undefined],
  ['1:2:3:4:5:6:7:8:9', undefined],
  ['Сеть', undefined],
  ['', undefined],
]

for (const [written, plain] of NOTATIONS) {
  test(`“${written}” is ${plain ?? 'no network'}`, () => {
    assert.equal(plainNetwork(written), plain)
  })
}

const anyV6 = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 0xffff })), {
  minLength: 8,
  maxLength: 8,
})

test('an IPv6 network is written as the standard of URLs writes its address', () => {
  fc.assert(
    fc.property(anyV6, (groups) => {
      const long = groups.map((group) => group.toString(16).padStart(4, '0')).join(':')
      const plain = plainNetwork(long)
      assert.equal(plain, `${new URL(`http://[${long}]`).hostname.slice(1, -1)}/128`)
      assert.equal(plainNetwork(plain ?? ''), plain)
    }),
  )
})

const anyNetwork = fc.tuple(fc.integer({ min: 0, max: 32 }), fc.integer({ min: 0, max: 255 }))

test('of all networks around an address the narrowest tells, whatever their order', () => {
  const textOf = (value: number) => `10.0.${value >>> 8}.${value & 255}`
  fc.assert(
    fc.property(fc.array(anyNetwork), fc.integer({ min: 0, max: 255 }), (drawn, last) => {
      const networks = drawn.map(([length, octet], i) => {
        const bits = Math.max(24, length)
        const value = (octet >> (32 - bits)) << (32 - bits)
        return { network: `${textOf(value)}/${bits}`, category: String(i), bits, value }
      })
      const around = networks.filter(
        ({ bits, value }) => (last >> (32 - bits)) << (32 - bits) === value,
      )
      const narrowest = Math.max(-1, ...around.map(({ bits }) => bits))
      const found = createNetworkFinder(networks)(textOf(last))
      assert.equal(found ? Number(found.network.split('/')[1]) : -1, narrowest)
      assert.ok(!found || around.some(({ category }) => category === found.category))
    }),
  )
})
