import type { SpeedRule } from './speed-rule.ts'
import type { UsageTerms } from './usage-terms.ts'

export type FeePeriod = 'month' | 'day'
export type FeeCharged = 'in-advance' | 'at-end' | 'daily-parts'
export type FeeAnchor = 'calendar' | 'connection'
export type IncompletePeriod = 'by-days' | 'full' | 'none'
export type BlockPolicy = 'none' | 'after-debt' | 'before-charge'
export type Audience = 'everybody' | 'new-accounts'
/** Fees of a period for accounts blocked by money, by staff, at own wish. */
export type BlockFees = { money: bigint; staff: bigint; 'own-wish': bigint }

/** What a tariff costs and gives. Speeds in kbit/s, 0 = unlimited; coefficients in basis points. */
export type Terms = {
  feeMinor: bigint
  feePeriod: FeePeriod
  feeCharged: FeeCharged
  /** Months begin with the calendar, or on the day of connection. */
  feeAnchor: FeeAnchor
  firstPeriod: IncompletePeriod
  lastPeriod: IncompletePeriod
  blockFees: BlockFees
  blockFeeDaysMax: number | null
  /** Bounds of what a personal coefficient may make of the fee. */
  coefficientMin: number
  coefficientMax: number
  blockPolicy: BlockPolicy
  speedDownKbps: number
  speedUpKbps: number
  speedRules: SpeedRule[]
  /** What usage costs; null where only the fee is paid. */
  usage: UsageTerms | null
}

/** Everything of terms that a plain flat fee does not need to say. */
export const PLAIN_TERMS = {
  feeAnchor: 'calendar',
  firstPeriod: 'by-days',
  lastPeriod: 'by-days',
  blockFees: { money: 0n, staff: 0n, 'own-wish': 0n },
  blockFeeDaysMax: null,
  coefficientMin: 10_000,
  coefficientMax: 10_000,
  speedRules: [],
  usage: null,
} satisfies Partial<Terms>

/** Terms in force over a half-open period of days. */
export type TariffVersion = Terms & {
  number: number
  /** Terms for new accounts leave those who had the tariff before with what they had. */
  audience: Audience
  from: Temporal.PlainDate
  until: Temporal.PlainDate | null
}

type Chained = Pick<TariffVersion, 'audience' | 'from' | 'until'>

/** The version in force on a day for an account that has had the tariff since a day. */
export function versionOn<Version extends Chained>(
  versions: readonly Version[],
  day: Temporal.PlainDate,
  heldFrom: Temporal.PlainDate = day,
): Version | undefined {
  return versions.findLast(
    ({ from, audience }) =>
      Temporal.PlainDate.compare(from, day) <= 0 &&
      (audience === 'everybody' || Temporal.PlainDate.compare(heldFrom, from) >= 0),
  )
}

/** What is wrong with terms by themselves: the field and the code of the refusal; nothing when sound. */
export function faultOfTerms(terms: Terms): { field: string; code: string } | undefined {
  const { feePeriod, feeCharged, feeAnchor } = terms
  // A fee by the day is a fee for each day: there is no month to take it for at once.
  if (feePeriod === 'day' && feeCharged !== 'daily-parts') {
    return { field: 'feeCharged', code: 'catalogue.daily-fee-in-advance' }
  }
  if (feePeriod === 'day' && feeAnchor === 'connection') {
    return { field: 'feeAnchor', code: 'catalogue.daily-fee-has-no-months' }
  }
  return undefined
}
