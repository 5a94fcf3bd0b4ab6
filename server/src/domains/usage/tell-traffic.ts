import type { Context } from '#platform/context'
import { tell } from '#platform/outbox'
import { getDefaultOperator } from '../settings/index.ts'
import type { TrafficGrowth } from './hours.store.ts'

/** Tells whose traffic was taken, and since when: what came late may be of a month that was charged already. */
export async function tellTraffic(
  ctx: Context,
  growths: readonly Pick<TrafficGrowth, 'contractId' | 'at'>[],
): Promise<void> {
  const [earliest] = growths.map(({ at }) => at).sort(Temporal.Instant.compare)
  if (!earliest) return
  const timeZone = (await getDefaultOperator(ctx)).time_zone
  await tell(ctx, 'usage.traffic-taken', {
    contractIds: [...new Set(growths.map(({ contractId }) => contractId))],
    since: earliest.toZonedDateTimeISO(timeZone).toPlainDate().toString(),
  })
}
