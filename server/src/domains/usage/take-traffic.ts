import type { Context } from '#platform/context'
import { refuseField } from '#platform/refusal'
import { findAccountsByLogins } from '../accounts/index.ts'
import { createNetworkFinder, findCategoryCodes, findNetworks } from '../catalogue/index.ts'
import { getDefaultOperator } from '../settings/index.ts'
import { addTraffic, type TrafficGrowth } from './hours.store.ts'
import { tellTraffic } from './tell-traffic.ts'

export type TrafficRecord = {
  login: string
  at: Temporal.Instant
  category: string | null
  /** The address at the other end, by which the category is found. */
  remote: string | null
  octetsIn: bigint
  octetsOut: bigint
}
export type TakenTraffic = { taken: number; uncategorised: number; unknownLogins: string[] }

/**
 * Adds traffic that a collector has counted to the hours of accounts, by categories. What is of no
 * account is told and left out. Repeating is the caller's to prevent: each growth counts. Whoever used
 * something is charged at once.
 */
export async function takeTraffic(
  ctx: Context,
  { agentId, records }: { agentId: number; records: readonly TrafficRecord[] },
): Promise<TakenTraffic> {
  await refuseUnknownCategory(ctx, records)
  const logins = [...new Set(records.map(({ login }) => login.toLowerCase()))]
  const accounts = new Map(
    (await findAccountsByLogins(ctx, { agentId, logins })).map((row) => [
      row.login.toLowerCase(),
      row,
    ]),
  )
  const categoryOf = await readCategories(ctx, records)
  const growths = records.flatMap((record): TrafficGrowth[] => {
    const account = accounts.get(record.login.toLowerCase())
    if (!account) return []
    const { id: accountId, contractId } = account
    return [{ ...record, accountId, contractId, category: categoryOf(record) ?? '' }]
  })
  await addTraffic(ctx, growths)
  await tellTraffic(ctx, growths)
  return {
    taken: growths.length,
    uncategorised: growths.filter(({ category }) => category === '').length,
    unknownLogins: logins.filter((login) => !accounts.has(login)),
  }
}

async function refuseUnknownCategory(
  ctx: Context,
  records: readonly TrafficRecord[],
): Promise<void> {
  const known = new Set(await findCategoryCodes(ctx))
  const wrong = records.findIndex(({ category }) => category !== null && !known.has(category))
  if (wrong < 0) return
  throw refuseField('usage.unknown-category', `records.${wrong}.category`, {
    code: records[wrong]?.category,
  })
}

/** Networks of categories are dated: each day is read once. */
async function readCategories(
  ctx: Context,
  records: readonly TrafficRecord[],
): Promise<(record: TrafficRecord) => string | null> {
  const timeZone = (await getDefaultOperator(ctx)).time_zone
  const dayOf = ({ at }: TrafficRecord) => at.toZonedDateTimeISO(timeZone).toPlainDate()
  const asked = records.filter(({ category, remote }) => category === null && remote !== null)
  const finders = new Map<string, ReturnType<typeof createNetworkFinder>>()
  for (const record of asked) {
    const day = dayOf(record)
    if (finders.has(day.toString())) continue
    finders.set(day.toString(), createNetworkFinder(await findNetworks(ctx, day)))
  }
  return (record) => {
    if (record.category !== null || record.remote === null) return record.category
    return finders.get(dayOf(record).toString())?.(record.remote)?.category ?? null
  }
}
