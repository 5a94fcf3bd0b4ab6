import { dayOf } from '#platform/clock'
import type { Context } from '#platform/context'
import { getDefaultOperator } from '../settings/index.ts'

/** The business day that it is now. */
export async function readToday(ctx: Context): Promise<Temporal.PlainDate> {
  return dayOf(ctx.now(), (await getDefaultOperator(ctx)).time_zone)
}
