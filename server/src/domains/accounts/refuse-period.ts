import { dayOf } from '#platform/clock'
import type { Context } from '#platform/context'
import { refuseField } from '#platform/refusal'
import { getDefaultOperator } from '../settings/index.ts'

type Span = { from: Temporal.PlainDate; until: Temporal.PlainDate | null }

/** Refuses a half-open span of days in which there is no day. */
export function refuseEmptyPeriod({ from, until }: Span): void {
  if (until && Temporal.PlainDate.compare(until, from) <= 0) {
    throw refuseField('accounts.ends-before-it-begins', 'until', { from: from.toString() })
  }
}

/** Refuses a day on which the account was not there yet. */
export async function refuseBeforeOpening(
  ctx: Context,
  { openedAt }: { openedAt: Temporal.Instant },
  from: Temporal.PlainDate,
): Promise<void> {
  const opened = dayOf(openedAt, (await getDefaultOperator(ctx)).time_zone)
  if (Temporal.PlainDate.compare(from, opened) < 0) {
    throw refuseField('accounts.before-opening', 'from', { opened: opened.toString() })
  }
}
