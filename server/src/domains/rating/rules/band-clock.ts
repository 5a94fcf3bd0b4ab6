import { bandAt, type SpecialDays, type TimeBand } from '../../catalogue/rules/time-band.ts'

const MINUTE_MS = 60_000
const QUARTER_MS = 15 * MINUTE_MS
const DAY_MS = 24 * 60 * MINUTE_MS
// Two months of minutes: calls of one file are near each other.
const KEPT_MAX = 90_000

/** The band of time of an instant in milliseconds since 1970; null when none covers it. */
export type BandClock = (epochMs: number) => string | null
/** The business day of an instant: days since 1970-01-01. */
export type DayClock = (epochMs: number) => number

/** Remembers what it was asked: the band of a minute is looked for once. */
export function createBandClock(
  bands: readonly TimeBand[],
  { timeZone, days }: { timeZone: string; days: SpecialDays },
): BandClock {
  if (bands.length === 0) return () => null
  return remembering(MINUTE_MS, (at) => bandAt(bands, { at, timeZone, days }))
}

/** Remembers what it was asked: no zone changes its day but at a quarter of an hour. */
export function createDayClock(timeZone: string): DayClock {
  return remembering(QUARTER_MS, (at) => {
    const day = at.toZonedDateTimeISO(timeZone).toPlainDate()
    return day.toZonedDateTime('UTC').epochMilliseconds / DAY_MS
  })
}

function remembering<Value>(
  stepMs: number,
  find: (at: Temporal.Instant) => Value,
): (epochMs: number) => Value {
  const known = new Map<number, Value>()
  return (epochMs) => {
    const step = Math.floor(epochMs / stepMs)
    const seen = known.get(step)
    if (seen !== undefined) return seen
    if (known.size >= KEPT_MAX) known.clear()
    const value = find(Temporal.Instant.fromEpochMilliseconds(step * stepMs))
    known.set(step, value)
    return value
  }
}
