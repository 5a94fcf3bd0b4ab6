import type { SpecialDays, TimeBand } from '../../catalogue/rules/time-band.ts'
import { createBandClock, createDayClock } from '../../rating/rules/band-clock.ts'
import type { Moment } from './due-speed.ts'

/** Tells what speeds look at about an instant in milliseconds since 1970. */
export type MomentClock = (epochMs: number) => Moment

const EPOCH = Temporal.PlainDate.from('1970-01-01')

/** Remembers the day that it was asked about last: most questions are of now. */
export function createMomentClock({
  bands,
  days,
  timeZone,
}: {
  bands: readonly TimeBand[]
  days: SpecialDays
  timeZone: string
}): MomentClock {
  const bandOf = createBandClock(bands, { timeZone, days })
  const dayOf = createDayClock(timeZone)
  let known = beginsOf(0)
  return (epochMs) => {
    const day = dayOf(epochMs)
    if (known.day !== day) known = beginsOf(day)
    return { epochMs, band: bandOf(epochMs), begins: known }
  }
}

/** Weeks begin on Monday. */
function beginsOf(day: number): Moment['begins'] {
  const date = EPOCH.add({ days: day })
  return { day, week: day - (date.dayOfWeek - 1), month: day - (date.day - 1) }
}
