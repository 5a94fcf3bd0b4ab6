import type { Speed } from './speed-rule.ts'
import type { BlockFees, IncompletePeriod } from './tariff-version.ts'

export const SERVICE_KINDS = ['one-off', 'monthly', 'monthly-by-days', 'daily'] as const
export type ServiceKind = (typeof SERVICE_KINDS)[number]

/** What a service costs. A month is taken in advance, or by days as they pass. */
export type ServiceTerms = {
  priceMinor: bigint
  /** Taken once, on the first day. */
  activationMinor: bigint
  firstPeriod: IncompletePeriod
  lastPeriod: IncompletePeriod
  /** So many first days cost the promo price instead. */
  promoDays: number
  promoPriceMinor: bigint
  /** Ended before so many months, the exit fee is due. */
  termMonthsMin: number
  exitFeeMinor: bigint
  blockFees: BlockFees
  /** From so many pieces on a discount in basis points, by rising number of pieces. */
  quantityDiscounts: { from: number; basisPoints: number }[]
  /** A one-off service that makes the access faster for some hours. */
  turbo: (Speed & { hours: number }) | null
}

export type ServiceVersion = ServiceTerms & {
  number: number
  from: Temporal.PlainDate
  until: Temporal.PlainDate | null
}

/** What is wrong with terms for a kind of service: the field and the code of the refusal. */
export function faultOfService(
  kind: ServiceKind,
  terms: ServiceTerms,
): { field: string; code: string } | undefined {
  if (kind === 'one-off' && (terms.promoDays > 0 || terms.termMonthsMin > 0)) {
    const field = terms.promoDays > 0 ? 'promoDays' : 'termMonthsMin'
    return { field, code: 'catalogue.one-off-has-no-term' }
  }
  if (kind !== 'one-off' && terms.turbo) {
    return { field: 'turbo', code: 'catalogue.turbo-is-one-off' }
  }
  if (terms.exitFeeMinor > 0n && terms.termMonthsMin === 0) {
    return { field: 'termMonthsMin', code: 'catalogue.exit-fee-without-term' }
  }
  const froms = terms.quantityDiscounts.map(({ from }) => from)
  if (froms.some((from, i) => i > 0 && from <= (froms[i - 1] ?? 0))) {
    return { field: 'quantityDiscounts', code: 'catalogue.discounts-not-rising' }
  }
  return undefined
}
