import type { Context } from '#platform/context'
import type { ServiceHistory } from '../accounts/index.ts'
import { findTimeBands } from '../catalogue/index.ts'
import { createBandClock, type UsageGroup } from '../rating/index.ts'
import { findCallGroups, findUsageByDay, findUsageByHour } from '../usage/index.ts'
import type { FeeTerms, Offer } from './rules/charge-facts.ts'
import type { Offers } from './rules/due.ts'
import type { UsedByDay } from './rules/usage-dues.ts'

type Span = { from: Temporal.Instant; until: Temporal.Instant; timeZone: string }

/** What accounts used whose tariffs price it, from a moment on; others are not asked about. */
export async function readUsed(
  ctx: Context,
  history: readonly ServiceHistory[],
  { tariffs }: Offers,
  { since, timeZone }: { since: Temporal.Instant; timeZone: string },
): Promise<Map<number, UsedByDay>> {
  const span = { from: since, until: ctx.now().add({ hours: 1 }), timeZone }
  const holders = (wanted: (terms: FeeTerms) => unknown) => {
    const ids = new Set([...tariffs.values()].filter(hasTerms(wanted)).map(({ id }) => id))
    if (ids.size === 0) return []
    return history.filter((account) => account.tariffs.some(([id]) => ids.has(id))).map(idOf)
  }
  const metered = holders((terms) => terms.metered)
  const callers = holders((terms) => terms.calls)
  const byBands = holders((terms) => terms.metered?.prices.some(({ band }) => band !== null))
  const traffic = await readTraffic(ctx, metered, { byBands: new Set(byBands), span })
  const calls = Map.groupBy(
    callers.length > 0 ? await findCallGroups(ctx, callers, span) : [],
    idOf,
  )
  const used = new Map<number, UsedByDay>()
  for (const id of metered) used.set(id, { traffic: traffic.get(id) ?? [] })
  for (const id of callers) used.set(id, { ...used.get(id), calls: calls.get(id) ?? [] })
  return used
}

function hasTerms(wanted: (terms: FeeTerms) => unknown) {
  return ({ versions }: Offer) => versions.some(wanted)
}

function idOf({ accountId }: { accountId: number }): number {
  return accountId
}

/** By hours where a band of time has a price of its own, by days elsewhere. */
async function readTraffic(
  ctx: Context,
  metered: readonly number[],
  { byBands, span }: { byBands: ReadonlySet<number>; span: Span },
): Promise<Map<number, UsageGroup[]>> {
  const plain = metered.filter((id) => !byBands.has(id))
  const rows: (UsageGroup & { accountId: number })[] = []
  for (const row of plain.length > 0 ? await findUsageByDay(ctx, plain, span) : []) {
    rows.push({ ...row, band: null })
  }
  if (byBands.size > 0) {
    const { bands, days } = await findTimeBands(ctx)
    const bandOf = createBandClock(bands, { timeZone: span.timeZone, days })
    for (const row of await findUsageByHour(ctx, [...byBands], span)) {
      rows.push({ ...row, band: bandOf(row.hourMs) })
    }
  }
  return Map.groupBy(rows, idOf)
}
