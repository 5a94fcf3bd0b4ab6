import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { createPrefixIndex, type IpAddress, type Prefix } from './prefix-index.ts'

const itself = (value: number) => value

// Few different bits, so that prefixes and addresses meet.
const v4 = fc
  .array(fc.constantFrom(0, 1, 10, 128, 255), { minLength: 4, maxLength: 4 })
  .map((octets) => octets.reduce<number>((sum, octet) => sum * 256 + octet, 0))
const v6 = fc
  .array(fc.constantFrom(0n, 1n, 0x8000n, 0xffffn), { minLength: 8, maxLength: 8 })
  .map((groups) => groups.reduce<bigint>((sum, group) => (sum << 16n) | group, 0n))

function prefixOf(address: IpAddress, length: number): Prefix {
  if (typeof address === 'bigint') {
    const rest = BigInt(128 - length)
    return { first: (address >> rest) << rest, length }
  }
  const size = 2 ** (32 - length)
  return { first: Math.floor(address / size) * size, length }
}

function holds({ first, length }: Prefix, address: IpAddress): boolean {
  return typeof first === typeof address && prefixOf(address, length).first === first
}

const anyPrefix = fc.oneof(
  fc.tuple(v4, fc.integer({ min: 0, max: 32 })).map(([at, length]) => prefixOf(at, length)),
  fc.tuple(v6, fc.integer({ min: 0, max: 128 })).map(([at, length]) => prefixOf(at, length)),
)

test('an address is found in the longest network that holds it, as by a look at every one', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(anyPrefix, fc.boolean()), { maxLength: 40 }),
      fc.array(fc.oneof(v4, v6), { minLength: 1, maxLength: 20 }),
      (prefixes, addresses) => {
        const index = createPrefixIndex<number>()
        const plain = new Map<string, { prefix: Prefix; value: number }>()
        prefixes.forEach(([prefix, isDropped], value) => {
          const name = `${typeof prefix.first} ${prefix.first}/${prefix.length}`
          index.set(prefix, value)
          plain.set(name, { prefix, value })
          assert.equal(index.get(prefix), value)
          if (!isDropped) return
          index.delete(prefix)
          plain.delete(name)
          assert.equal(index.get(prefix), undefined)
        })
        for (const address of addresses) {
          const [best] = [...plain.values()]
            .filter(({ prefix }) => holds(prefix, address))
            .sort((a, b) => b.prefix.length - a.prefix.length)
          assert.equal(index.find(address, undefined, itself), best?.value)
        }
      },
    ),
    { numRuns: 300 },
  )
})

test('where the longest network will not do, the next shorter one is asked', () => {
  const index = createPrefixIndex<number>()
  for (const length of [8, 16, 24]) index.set(prefixOf(0x0a_0a_0a_0a, length), length)
  const below = (value: number, limit: number) => (value < limit ? value : undefined)
  assert.equal(index.find(0x0a_0a_0a_01, 25, below), 24)
  assert.equal(index.find(0x0a_0a_0a_01, 20, below), 16)
  assert.equal(index.find(0x0a_0a_0a_01, 8, below), undefined)
})

test('a hundred thousand networks of IPv6 that differ only above are told apart at once', () => {
  const index = createPrefixIndex<number>()
  const count = 100_000
  const addressOf = (i: number) => (0x2001_0db8n << 96n) | (BigInt(i) << 64n) | 1n
  for (let i = 0; i < count; i += 1) index.set({ first: addressOf(i), length: 128 }, i)
  const began = performance.now()
  for (let i = 0; i < count; i += 1) {
    assert.equal(index.find(addressOf(i), undefined, itself), i)
  }
  // Chains of equal hashes would take minutes.
  assert.ok(performance.now() - began < 10_000)
})
