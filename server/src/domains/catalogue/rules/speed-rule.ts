export const SPEED_PERIODS = ['day', 'week', 'month'] as const
export type SpeedPeriod = (typeof SPEED_PERIODS)[number]
/** Kbit/s; 0 = unlimited. Down is towards the subscriber. */
export type Speed = { downKbps: number; upKbps: number }

/** A speed other than the tariff's own, in kbit/s: in a band of time, or from a volume on. */
export type SpeedRule =
  | { kind: 'band'; band: string; downKbps: number; upKbps: number }
  | {
      kind: 'volume'
      fromMegabytes: number
      period: SpeedPeriod
      downKbps: number
      upKbps: number
    }

/** What rules look at: the band of time that it is, and the octets of both directions so far. */
export type SpeedMoment = {
  band: string | null
  usedOctets: (period: SpeedPeriod) => bigint
}

const MEGABYTE = 1n << 20n

/** The first rule that applies; undefined when the speed is the tariff's own. */
export function ruleAt(
  rules: readonly SpeedRule[],
  { band, usedOctets }: SpeedMoment,
): SpeedRule | undefined {
  return rules.find((rule) =>
    rule.kind === 'band'
      ? rule.band === band
      : usedOctets(rule.period) >= BigInt(rule.fromMegabytes) * MEGABYTE,
  )
}
