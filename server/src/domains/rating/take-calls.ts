import type { Context } from '#platform/context'
import { tell } from '#platform/outbox'
import { findNumberOwners } from '../accounts/index.ts'
import { getDefaultOperator } from '../settings/index.ts'
import { keepCalls, type NewCall } from '../usage/index.ts'
import { type PriceSide, readCallPrices } from './call-prices.ts'
import { createDayClock } from './rules/band-clock.ts'
import {
  asNumber,
  type CallRecord,
  type CallSide,
  indexOwners,
  sidesOf,
} from './rules/call-sides.ts'

/**
 * Keeps what an exchange says of calls: finds whose they are, prices each side by the tariff and the
 * prices of its time, and tells who has to be charged. A call that is told again is kept once.
 */
export async function takeCalls(
  ctx: Context,
  source: { agentId: number; fileId: number | null },
  records: readonly CallRecord[],
): Promise<{ taken: number; repeats: number }> {
  const sides = await findSides(ctx, records)
  const priceOf = await readCallPrices(ctx, sides)
  const calls = sides.map((side) => toNewCall(side, priceOf))
  const kept = await keepCalls(ctx, source, calls)
  await tellPriced(ctx, kept)
  return { taken: kept.length, repeats: calls.length - kept.length }
}

/** Who of us speaks in each of the calls. */
export async function findSides(ctx: Context, records: readonly CallRecord[]): Promise<CallSide[]> {
  const numbers = new Set(
    records.flatMap(({ numberFrom, numberTo }) => [
      asNumber(numberFrom) ?? 0,
      asNumber(numberTo) ?? 0,
    ]),
  )
  const findOwner = indexOwners(await findNumberOwners(ctx, [...numbers]))
  const dayOf = createDayClock((await getDefaultOperator(ctx)).time_zone)
  return records.flatMap((call) => sidesOf(call, dayOf(call.startedAtMs), findOwner))
}

function toNewCall(side: CallSide, priceOf: PriceSide): NewCall {
  const { call, owner } = side
  return {
    ...call,
    ...priceOf(side),
    side: side.side,
    accountId: owner?.accountId ?? null,
    contractId: owner?.contractId ?? null,
  }
}

/** Late calls may be of a month that was charged already: the earliest day tells from when on. */
async function tellPriced(
  ctx: Context,
  kept: readonly { contractId: number | null; startedAt: Temporal.Instant }[],
): Promise<void> {
  const owned = kept.filter(({ contractId }) => contractId !== null)
  const contractIds = [...new Set(owned.flatMap(({ contractId }) => contractId ?? []))]
  if (contractIds.length === 0) return
  const timeZone = (await getDefaultOperator(ctx)).time_zone
  const [earliest] = owned.map(({ startedAt }) => startedAt).sort(Temporal.Instant.compare)
  const since = (earliest ?? ctx.now()).toZonedDateTimeISO(timeZone).toPlainDate()
  await tell(ctx, 'rating.calls-priced', { contractIds, since: since.toString() })
}
