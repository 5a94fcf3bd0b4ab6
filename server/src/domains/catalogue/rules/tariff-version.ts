export type FeePeriod = 'month' | 'day'
export type FeeCharged = 'in-advance' | 'daily-parts'
export type BlockPolicy = 'none' | 'after-debt' | 'before-charge'

/** What a tariff costs and gives. Speeds in kbit/s, 0 = unlimited. */
export type Terms = {
  feeMinor: bigint
  feePeriod: FeePeriod
  feeCharged: FeeCharged
  blockPolicy: BlockPolicy
  speedDownKbps: number
  speedUpKbps: number
}

/** Terms in force over a half-open period of days. */
export type TariffVersion = Terms & {
  number: number
  from: Temporal.PlainDate
  until: Temporal.PlainDate | null
}

/** The version in force on a day. */
export function versionOn<Version extends TariffVersion>(
  versions: readonly Version[],
  day: Temporal.PlainDate,
): Version | undefined {
  return versions.find(
    ({ from, until }) =>
      Temporal.PlainDate.compare(from, day) <= 0 &&
      (until === null || Temporal.PlainDate.compare(day, until) < 0),
  )
}

/** A fee by the day is a fee for each day: there is no month to take it for in advance. */
export function isCoherent({ feePeriod, feeCharged }: Terms): boolean {
  return feePeriod === 'month' || feeCharged === 'daily-parts'
}
