import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createAddressHolders } from './address-holders.ts'
import { type AttributionRules, attributeFlow, type FlowEnds } from './attribute-flow.ts'

const NOON = 1_795_946_400_000
const ANNA = 1
const BORIS = 2
const FOREIGN = 3
const BLOCKED = 4
const [anna, boris, foreign, blocked] = [0x0a000001, 0x0a000002, 0x0a000003, 0x0a000004]
const WORLD = 0xc0000207

const holders = createAddressHolders()
for (const [accountId, first, agentId] of [
  [ANNA, anna, 2],
  [BORIS, boris, 2],
  [FOREIGN, foreign, 1],
  [BLOCKED, blocked, 2],
] as const) {
  const blocks = accountId === BLOCKED ? [{ fromMs: NOON, untilMs: Number.POSITIVE_INFINITY }] : []
  const key = `fixed ${accountId}`
  const claim = { kind: 'fixed', key, prefix: { first, length: 32 } } as const
  const always = { fromMs: 0, untilMs: Number.POSITIVE_INFINITY }
  holders.hold({ accountId, contractId: 10, agentId, blocks }, [{ ...claim, ...always }], NOON)
}
const ALL: AttributionRules = {
  agentId: 2,
  countsLocal: true,
  countsBlocked: true,
  ignores: () => false,
}

function attribute(ends: Partial<FlowEnds>, rules: Partial<AttributionRules> = {}, atMs = NOON) {
  const counted: string[] = []
  const flow: FlowEnds = {
    source: undefined,
    destination: undefined,
    postNatSource: undefined,
    postNatDestination: undefined,
    ...ends,
  }
  const fate = attributeFlow(flow, atMs, {
    rules: { ...ALL, ...rules },
    holders,
    count: ({ accountId }, direction, other) => counted.push(`${accountId} ${direction} ${other}`),
  })
  return [fate, ...counted]
}

test('what comes to a subscriber is theirs, and what they send, with the far end', () => {
  assert.deepEqual(attribute({ source: WORLD, destination: anna }), ['counted', `1 in ${WORLD}`])
  assert.deepEqual(attribute({ source: anna, destination: WORLD }), ['counted', `1 out ${WORLD}`])
})

test('a flow between strangers, or of nobody, counts for nobody', () => {
  assert.deepEqual(attribute({ source: WORLD, destination: WORLD + 1 }), ['nobody'])
  assert.deepEqual(attribute({}), ['nobody'])
})

test('traffic between two subscribers counts for both, or for none', () => {
  const ends = { source: anna, destination: boris }
  assert.deepEqual(attribute(ends), ['counted', `1 out ${boris}`, `2 in ${anna}`])
  assert.deepEqual(attribute(ends, { countsLocal: false }), ['local'])
})

test('accounts of another agent are not charged a second time, but are subscribers all the same', () => {
  assert.deepEqual(attribute({ source: WORLD, destination: foreign }), ['other-agent'])
  const ends = { source: anna, destination: foreign }
  assert.deepEqual(attribute(ends), ['counted', `1 out ${foreign}`])
  assert.deepEqual(attribute(ends, { countsLocal: false }), ['local'])
})

test('traffic with an ignored network is not counted, that of a subscriber inside of it with others is', () => {
  const ignores = (address: number | bigint) => address === WORLD || address === anna
  assert.deepEqual(attribute({ source: WORLD, destination: anna }, { ignores }), ['ignored'])
  assert.deepEqual(attribute({ source: WORLD + 1, destination: anna }, { ignores }), [
    'counted',
    `1 in ${WORLD + 1}`,
  ])
})

test('traffic of a blocked account counts by the setting, from the moment of the block', () => {
  const ends = { source: WORLD, destination: blocked }
  assert.deepEqual(attribute(ends), ['counted', `4 in ${WORLD}`])
  assert.deepEqual(attribute(ends, { countsBlocked: false }), ['blocked'])
  assert.deepEqual(attribute(ends, { countsBlocked: false }, NOON - 1), [
    'counted',
    `4 in ${WORLD}`,
  ])
})

test('behind a translation the address inside is found, whichever side of it the router tells', () => {
  const outside = { source: WORLD, destination: WORLD + 9, postNatDestination: anna }
  assert.deepEqual(attribute(outside), ['counted', `1 in ${WORLD}`])
  const inside = { source: anna, postNatSource: WORLD + 9, destination: WORLD }
  assert.deepEqual(attribute(inside), ['counted', `1 out ${WORLD}`])
})
