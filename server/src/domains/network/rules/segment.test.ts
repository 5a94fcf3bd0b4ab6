import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addressToNumber, numberToAddress, parseNetwork, type Span } from './network.ts'
import {
  countUnits,
  faultOf,
  freeUnits,
  type SegmentFacts,
  unitsCount,
  usableSpan,
} from './segment.ts'

const POOL: SegmentFacts = {
  network: '10.0.12.0/24',
  kind: 'ipv4',
  delegatedLength: null,
  purpose: 'subscribers',
  isContainer: false,
  isDynamic: true,
  gateway: null,
  vlanOuter: null,
  vlanInner: null,
}
const DELEGATED = {
  ...POOL,
  kind: 'ipv6-delegated',
  network: '2001:db8::/40',
  delegatedLength: 56,
} as const

const WRONG: [why: string, change: Partial<SegmentFacts>, field: string][] = [
  ['network.wrong-family', { network: '2001:db8::/32' }, 'network'],
  ['network.wrong-family', { kind: 'ipv6' }, 'network'],
  ['network.not-a-network', { network: '10.0.12.5/24' }, 'network'],
  ['network.too-small', { network: '10.0.12.0/31' }, 'network'],
  ['network.too-small', { network: '10.0.12.4/32' }, 'network'],
  ['network.wrong-length', { kind: 'ipv6', network: '2001:db8::/96' }, 'network'],
  ['network.not-delegated', { delegatedLength: 56 }, 'delegatedLength'],
  ['network.wrong-delegated-length', { ...DELEGATED, delegatedLength: null }, 'delegatedLength'],
  ['network.wrong-delegated-length', { ...DELEGATED, delegatedLength: 40 }, 'delegatedLength'],
  ['network.vlan-outer-missing', { vlanInner: 7 }, 'vlanOuter'],
  ['network.leases-nothing', { purpose: 'devices' }, 'isDynamic'],
  ['network.leases-nothing', { isContainer: true }, 'isDynamic'],
  ['network.guests-get-ipv4', { ...DELEGATED, isDynamic: true, purpose: 'guest' }, 'isDynamic'],
  ['network.gateway-outside', { gateway: '10.0.13.1' }, 'gateway'],
  ['network.gateway-outside', { gateway: '2001:db8::1' }, 'gateway'],
  ['network.gateway-not-a-host', { gateway: '10.0.12.255' }, 'gateway'],
  [
    'network.gateway-of-container',
    { gateway: '10.0.12.1', isContainer: true, isDynamic: false },
    'gateway',
  ],
]

for (const [code, change, field] of WRONG) {
  test(`a segment with ${JSON.stringify(change)} is refused: ${code}`, () => {
    assert.deepEqual(faultOf({ ...POOL, ...change }), { code, field })
  })
}

test('a pool, a delegated prefix, a link of two and a container are in order', () => {
  const right: Partial<SegmentFacts>[] = [
    {},
    { gateway: '10.0.12.1', vlanOuter: 100, vlanInner: 7 },
    DELEGATED,
    { network: '10.0.12.0/31', isDynamic: false, purpose: 'devices', gateway: '10.0.12.0' },
    { network: '10.0.0.0/8', isContainer: true, isDynamic: false },
  ]
  for (const change of right) assert.equal(faultOf({ ...POOL, ...change }), undefined)
})

test('a /24 gives 254 addresses, a link of two gives both, a /40 gives prefixes', () => {
  assert.equal(unitsCount(POOL), 254)
  assert.equal(unitsCount({ ...POOL, network: '10.0.12.0/31' }), 2)
  assert.equal(unitsCount({ ...POOL, network: '10.0.12.9/32' }), 1)
  assert.equal(unitsCount(DELEGATED), 65_536)
  assert.equal(unitsCount({ ...POOL, kind: 'ipv6', network: '2001:db8::/48' }), 65_536)
})

test('a prefix that is partly held back is not given at all', () => {
  const span = {
    first: addressToNumber('2001:db8:0:1::5'),
    last: addressToNumber('2001:db8:0:1::5'),
  }
  assert.equal(countUnits(span, DELEGATED), 1)
  const found = freeUnits(DELEGATED, { ...wholeOf(DELEGATED), taken: [span], limit: 2 })
  assert.deepEqual(found, ['2001:db8:0:100::/56', '2001:db8:0:200::/56'])
})

/** Up to a dozen spans somewhere in and around 10.0.12.0/26, in their order. */
const takenSpans = fc
  .array(fc.tuple(fc.integer({ min: -8, max: 70 }), fc.integer({ min: 0, max: 9 })), {
    maxLength: 12,
  })
  .map((pairs) => {
    const base = addressToNumber('10.0.12.0')
    const spans = pairs.map(([start, more]) => {
      const first = base + BigInt(start)
      return { first, last: first + BigInt(more) }
    })
    return spans.sort((one, other) => Number(one.first - other.first))
  })

test('free addresses are exactly those of the network that nobody has, the lowest first', () => {
  const cut = { ...POOL, network: '10.0.12.0/26' }
  fc.assert(
    fc.property(takenSpans, fc.integer({ min: 1, max: 70 }), (taken, limit) => {
      const { first, last } = usableSpan(cut)
      const expected: string[] = []
      for (let address = first; address <= last; address += 1n) {
        const isTaken = taken.some((span: Span) => span.first <= address && address <= span.last)
        if (!isTaken) expected.push(numberToAddress(address, 4))
      }
      const found = freeUnits(cut, { ...wholeOf(cut), taken, limit })
      assert.deepEqual(found, expected.slice(0, limit))
    }),
  )
})

function wholeOf(cut: { network: string }): { from: bigint; until: bigint } {
  const { first, last } = parseNetwork(cut.network)
  return { from: first, until: last }
}
