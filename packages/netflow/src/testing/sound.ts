import assert from 'node:assert/strict'
import type { FlowCollector } from '../collector.ts'
import type { FlowRecord } from '../flow-record.ts'
import { FLOW_LIMITS, type FlowLimits } from '../limits.ts'

/** What holds of every record that is told, whatever came from the network. */
export function assertSound(flow: FlowRecord): void {
  assert.ok(flow.octets >= 0n && flow.packets >= 0n)
  assert.ok(flow.firstAtMs <= flow.lastAtMs)
  for (const epochMs of [flow.firstAtMs, flow.lastAtMs])
    Temporal.Instant.fromEpochMilliseconds(epochMs)
  assert.ok(flow.samplingInterval >= 1 && flow.samplingInterval <= 0xffff_ffff)
  const addresses = [flow.source, flow.destination, flow.postNatSource, flow.postNatDestination]
  for (const address of addresses) {
    if (typeof address === 'number') assert.ok(address >= 0 && address <= 0xffff_ffff)
    if (typeof address === 'bigint') assert.ok(address >= 0n && address < 1n << 128n)
  }
  const somebody = [
    ...addresses,
    flow.sourceAs,
    flow.destinationAs,
    flow.sourceMac,
    flow.destinationMac,
  ]
  assert.ok(somebody.some((one) => one !== undefined))
}

/** What holds of a collector at any moment. */
export function assertBounded(collector: FlowCollector, limits: Partial<FlowLimits> = {}): void {
  const { domainsMax, templatesMax, waitingOctetsMax } = { ...FLOW_LIMITS, ...limits }
  const counters = collector.counters()
  const flat = Object.values(counters).flatMap((count) =>
    typeof count === 'number' ? [count] : Object.values<number>(count),
  )
  assert.ok(
    flat.every((count) => Number.isSafeInteger(count) && count >= 0),
    JSON.stringify(counters),
  )
  assert.ok(counters.domains <= domainsMax && counters.exporters <= counters.domains)
  assert.ok(counters.templates <= templatesMax && counters.waitingOctets <= waitingOctetsMax)
  const states = collector.exporters()
  assert.equal(states.length, counters.domains)
  const total = (pick: (state: (typeof states)[number]) => number) =>
    states.reduce((sum, state) => sum + pick(state), 0)
  assert.equal(
    total((state) => state.templates),
    counters.templates,
  )
  assert.equal(
    total((state) => state.waitingSets),
    counters.waitingSets,
  )
}
