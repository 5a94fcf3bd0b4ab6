import { dayOf } from '#platform/clock'
import type { Context } from '#platform/context'
import { Refusal, refuseField } from '#platform/refusal'
import { getDefaultOperator } from './find-operator.ts'
import { insertPeriodClosing, selectOpenFrom } from './periods.store.ts'

type Closing = { month: Temporal.PlainYearMonth; reason: string }

/**
 * Closes the books up to and including a month that is over: nothing dated in it is posted any
 * more, what comes to light later lands in the first open month as a correction.
 */
export async function closePeriod(ctx: Context, { month, reason }: Closing): Promise<void> {
  const today = dayOf(ctx.now(), (await getDefaultOperator(ctx)).time_zone)
  const openFrom = month.add({ months: 1 }).toPlainDate({ day: 1 })
  if (Temporal.PlainDate.compare(openFrom, today) > 0) {
    throw refuseField('settings.month-not-over', 'month', { month: month.toString() })
  }
  const before = await selectOpenFrom(ctx)
  if (before && Temporal.PlainDate.compare(openFrom, before) <= 0) {
    throw refuseField('settings.month-closed', 'month', { month: month.toString() })
  }
  await insertPeriodClosing(ctx, { openFrom, reason })
}

/** Opens the books again from a closed month on. */
export async function reopenPeriod(ctx: Context, { month, reason }: Closing): Promise<void> {
  const openFrom = month.toPlainDate({ day: 1 })
  const before = await selectOpenFrom(ctx)
  if (!before || Temporal.PlainDate.compare(openFrom, before) >= 0) {
    throw refuseField('settings.month-open', 'month', { month: month.toString() })
  }
  await insertPeriodClosing(ctx, { openFrom, reason })
}

/** Refuses a fact that would begin in a month whose books are closed. */
export async function refuseClosedDay(
  ctx: Context,
  day: Temporal.PlainDate,
  field: string,
): Promise<void> {
  const openFrom = await selectOpenFrom(ctx)
  if (!openFrom || Temporal.PlainDate.compare(day, openFrom) >= 0) return
  const details = { day: day.toString(), openFrom: openFrom.toString() }
  throw new Refusal('settings.day-closed', details, [{ field, rule: 'day-closed' }])
}
