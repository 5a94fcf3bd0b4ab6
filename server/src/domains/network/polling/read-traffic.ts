import type { Context } from '#platform/context'
import { Refusal } from '#platform/refusal'
import { findPort } from '../devices/ports.store.ts'
import { selectTraffic, type TrafficRow } from './port-states.store.ts'

const MINUTES = 60
const SPANS = {
  day: { hours: 24, stretchSeconds: 5 * MINUTES },
  week: { hours: 168, stretchSeconds: 30 * MINUTES },
}
export type TrafficSpan = keyof typeof SPANS
export type Stretch = { at: Temporal.Instant; traffic: TrafficRow | undefined }

/** What went over a line, in equal stretches up to now; one without a poll has no traffic. */
export async function readTraffic(
  ctx: Context,
  portId: number,
  span: TrafficSpan,
): Promise<{ stretchSeconds: number; stretches: Stretch[] }> {
  if (!(await findPort(ctx, portId))) {
    throw new Refusal('network.device-port.not-found', { id: portId })
  }
  const { hours, stretchSeconds } = SPANS[span]
  // Stretches of equal pages begin at equal times, so that a picture does not jump when it is asked again.
  const now = ctx
    .now()
    .round({ smallestUnit: 'minute', roundingIncrement: 30, roundingMode: 'ceil' })
  const from = now.subtract({ hours })
  const rows = await selectTraffic(ctx, { portId, from, stretchSeconds })
  const byStart = new Map(rows.map((row) => [row.at.epochMilliseconds, row]))
  const count = (hours * MINUTES * MINUTES) / stretchSeconds
  const stretches = Array.from({ length: count }, (_, step) => {
    const at = from.add({ seconds: step * stretchSeconds })
    return { at, traffic: byStart.get(at.epochMilliseconds) }
  })
  return { stretchSeconds, stretches }
}
