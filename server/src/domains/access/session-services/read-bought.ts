import type { Context } from '#platform/context'
import { findAssignedServices } from '../../accounts/index.ts'
import { getDefaultOperator } from '../../settings/index.ts'
import type { Bought } from '../rules/bought.ts'

/**
 * Services that accounts have now or will have, by account: each from the beginning of a day until the beginning of
 * another, a turbo for its hours.
 */
export async function readBought(
  ctx: Context,
  accountIds: readonly number[],
): Promise<Map<number, Bought[]>> {
  const timeZone = (await getDefaultOperator(ctx)).time_zone
  const startOf = (day: Temporal.PlainDate) => day.toZonedDateTime(timeZone).epochMilliseconds
  const now = ctx.now().epochMilliseconds
  const bought = new Map<number, Bought[]>()
  for (const row of await findAssignedServices(ctx, accountIds)) {
    if (row.cancelledAt) continue
    const fromMs = row.boostedFrom?.epochMilliseconds ?? startOf(row.from)
    const endMs = row.until ? startOf(row.until) : Number.POSITIVE_INFINITY
    const untilMs = row.boostedUntil?.epochMilliseconds ?? endMs
    if (untilMs <= now) continue
    const own = bought.get(row.accountId) ?? []
    own.push({ serviceId: row.serviceId, fromMs, untilMs })
    bought.set(row.accountId, own)
  }
  return bought
}
