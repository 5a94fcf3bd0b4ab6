import type { Context } from '#platform/context'
import { addTraffic } from '../hours.store.ts'
import type { TrafficSum } from '../rules/traffic-sums.ts'
import { tellTraffic } from '../tell-traffic.ts'
import { type BatchKey, insertBatch } from './flow-batches.store.ts'

/** Traffic that a collector has counted, under a key that no other batch has. */
export type FlowBatch = BatchKey & { sums: TrafficSum[] }

/**
 * Adds what a collector has counted to the hours of accounts, once: a batch that comes again, because nobody knows
 * whether it was committed, adds nothing. Whoever used something is charged at once.
 */
export async function takeBatch(ctx: Context, { sums, ...key }: FlowBatch): Promise<void> {
  if (!(await insertBatch(ctx, key))) return
  const growths = sums.map(({ hourMs, ...sum }) => ({
    ...sum,
    at: Temporal.Instant.fromEpochMilliseconds(hourMs),
  }))
  await addTraffic(ctx, growths)
  await tellTraffic(ctx, growths)
}
