import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { counterGrowth, type PortCounters, portGrowth } from './counter-growth.ts'

const word = (bits: 32 | 64) => fc.bigInt({ min: 0n, max: (1n << BigInt(bits)) - 1n })

test('whatever a counter stood at, what it grew by is found, also across its end', () => {
  for (const bits of [32, 64] as const) {
    fc.assert(
      fc.property(word(bits), word(bits), (before, growth) => {
        const after = BigInt.asUintN(bits, before + growth)
        const most = (1n << BigInt(bits)) - 1n
        assert.equal(counterGrowth({ before, after, bits, most }), growth)
      }),
    )
  }
})

test('a counter never seems to have grown by more than it can have', () => {
  fc.assert(
    fc.property(word(32), word(32), word(32), (before, after, most) => {
      const growth = counterGrowth({ before, after, bits: 32, most })
      assert.ok(growth === undefined || (growth >= 0n && growth <= most))
    }),
  )
})

const at = (inOctets: bigint, bits: 32 | 64, errors = 0n): PortCounters => ({
  inOctets,
  outOctets: 0n,
  errors,
  discards: 0n,
  bits,
})
const MINUTE = { seconds: 60, speedMbps: 100 }

test('a line of 100 Mbit/s carries 750 MB in a minute and no more', () => {
  assert.equal(portGrowth(at(0n, 64), at(700_000_000n, 64), MINUTE)?.inOctets, 700_000_000n)
  assert.equal(portGrowth(at(0n, 64), at(1_000_000_000n, 64), MINUTE), undefined)
  assert.equal(portGrowth(at(4_294_967_000n, 32), at(704n, 32), MINUTE)?.inOctets, 1000n, 'wrapped')
})

test('counters that were cleared are not taken for a flood', () => {
  assert.equal(portGrowth(at(5_000_000n, 64), at(10n, 64), MINUTE), undefined)
  assert.equal(portGrowth(at(5n, 32), at(10n, 64), MINUTE), undefined, 'other counters than before')
  const cleared = portGrowth(at(0n, 64, 90n), at(1n, 64, 2n), MINUTE)
  assert.equal(cleared?.errors, 0n)
})
