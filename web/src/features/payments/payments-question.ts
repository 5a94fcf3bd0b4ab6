import type { listPayments } from '@altyn/contract/payments'
import type { z } from 'zod'

export type PaymentsQuestion = Partial<z.input<typeof listPayments.query>>

/** People count the last day in; the server asks for the first day after it. */
export function toQuestion(query: PaymentsQuestion): PaymentsQuestion {
  if (!query.until) return query
  return { ...query, until: Temporal.PlainDate.from(query.until).add({ days: 1 }).toString() }
}
