import { formatAmount } from '@altyn/money'

/** Money for JSON. */
export function toApiMoney(minor: bigint, currency = 'RUB'): { amount: string; currency: string } {
  return { amount: formatAmount(minor), currency }
}

/** An instant or a day for JSON, null kept. */
export function toApiTime(value: Temporal.Instant | Temporal.PlainDate): string
export function toApiTime(
  value: Temporal.Instant | Temporal.PlainDate | null | undefined,
): string | null
export function toApiTime(
  value: Temporal.Instant | Temporal.PlainDate | null | undefined,
): string | null {
  return value ? value.toString() : null
}
