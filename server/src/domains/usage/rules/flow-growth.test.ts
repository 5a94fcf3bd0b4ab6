import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createFlowTotals, flowEndOf, isPlausible } from './flow-growth.ts'

const NOON = 1_795_946_400_000
const HOUR = 3_600_000

test('a flow ended when its router says, unless its clock is wrong: then when it was told', () => {
  assert.equal(flowEndOf(NOON - 23 * HOUR, NOON), NOON - 23 * HOUR)
  assert.equal(flowEndOf(NOON + 60_000, NOON), NOON + 60_000)
  assert.equal(flowEndOf(0, NOON), NOON, 'the clock stands at 1970')
  assert.equal(flowEndOf(NOON + HOUR, NOON), NOON)
})

test('a count that no line can carry is an error', () => {
  assert.ok(isPlausible(100n << 40n))
  assert.ok(!isPlausible(2n ** 63n))
})

const flow = (octets: bigint, firstAtMs = NOON, sourcePort = 1) => ({
  exporter: '192.0.2.1',
  observationDomain: 1,
  source: 1,
  destination: 2,
  protocol: 6,
  sourcePort,
  destinationPort: 443,
  firstAtMs,
  octets,
})

test('of totals that grow from record to record each part counts once', () => {
  const growthOf = createFlowTotals()
  assert.deepEqual(
    [1000n, 1500n, 1500n].map((octets) => growthOf(flow(octets))),
    [1000n, 500n, 0n],
  )
  assert.equal(growthOf(flow(1600n, NOON, 2)), 1600n, 'another flow')
  assert.equal(growthOf(flow(1600n, NOON + 1)), 1600n, 'the same ends, begun anew')
  assert.equal(growthOf(flow(10n, NOON + 1)), 10n, 'less than before is a new flow')
})

test('flows whose totals are remembered are bounded: the one told longest ago is forgotten', () => {
  const growthOf = createFlowTotals(2)
  growthOf(flow(100n, NOON, 1))
  growthOf(flow(100n, NOON, 2))
  growthOf(flow(150n, NOON, 1))
  growthOf(flow(100n, NOON, 3))
  assert.equal(growthOf(flow(200n, NOON, 1)), 50n)
  assert.equal(growthOf(flow(200n, NOON, 2)), 200n)
})
