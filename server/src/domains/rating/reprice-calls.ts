import { startOfDay } from '#platform/clock'
import type { Context } from '#platform/context'
import { getDefaultOperator } from '../settings/index.ts'
import { type CallCost, findCallsToPrice, keepCallCosts, type PricedCall } from '../usage/index.ts'
import { readCallPrices } from './call-prices.ts'
import type { CallSide } from './rules/call-sides.ts'
import { findSides } from './take-calls.ts'

const BATCH_CALLS = 5000

/**
 * Prices calls of accounts anew from a day on, after a tariff, prices or numbers have changed for days
 * that have passed. With `findsOwners`, when numbers have changed, calls that were nobody's find theirs. Prices that come out the same are left
 * alone, so it is safe to repeat. Answers with the contracts whose calls cost otherwise now.
 */
export async function repriceCalls(
  ctx: Context,
  accountIds: readonly number[],
  since: Temporal.PlainDate,
  { findsOwners = false }: { findsOwners?: boolean } = {},
): Promise<number[]> {
  const from = startOfDay(since, (await getDefaultOperator(ctx)).time_zone)
  const span = { from, until: ctx.now(), withUnowned: findsOwners, limit: BATCH_CALLS }
  const touched = new Set<number>()
  let after: PricedCall | undefined
  do {
    const batch = await findCallsToPrice(ctx, accountIds, { ...span, after })
    for (const contractId of await repriceBatch(ctx, batch)) touched.add(contractId)
    after = batch.length === BATCH_CALLS ? batch.at(-1) : undefined
  } while (after)
  return [...touched]
}

async function repriceBatch(ctx: Context, batch: readonly PricedCall[]): Promise<number[]> {
  const sides = await ownSides(ctx, batch)
  const priceOf = await readCallPrices(ctx, sides)
  const changed = batch.flatMap((before, i) => {
    const side = sides[i]
    if (!side) return []
    const { owner } = side
    const cost: CallCost = {
      ...priceOf(side),
      accountId: owner?.accountId ?? null,
      contractId: owner?.contractId ?? null,
    }
    return isSame(before, cost) ? [] : [{ before, now: { ...before, ...cost } }]
  })
  if (changed.length === 0) return []
  await keepCallCosts(
    ctx,
    changed.map(({ now }) => now),
  )
  return changed.flatMap(({ before, now }) =>
    [before.contractId, now.contractId].filter((id) => id !== null),
  )
}

/** Each side with whoever owns its number by what is known now. */
async function ownSides(ctx: Context, batch: readonly PricedCall[]): Promise<CallSide[]> {
  const found = await findSides(
    ctx,
    batch.map((call) => ({ ...call, cause: '', trunkIn: '', trunkOut: '' })),
  )
  const owners = new Map(found.map(({ call, side, owner }) => [`${call.key} ${side}`, owner]))
  return batch.map((call) => ({
    side: call.side,
    call: { ...call, cause: '', trunkIn: '', trunkOut: '' },
    owner: owners.get(`${call.key} ${call.side}`) ?? null,
  }))
}

function isSame(before: CallCost, now: CallCost): boolean {
  const fields = Object.keys(now) as (keyof CallCost)[] // the keys of a closed record
  return fields.every((field) => before[field] === now[field])
}
