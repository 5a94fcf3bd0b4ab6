import type { BlockedDays } from './charge-facts.ts'
import { type DayNumber, toDayNumber } from './day-number.ts'

/** A block as it happened; `until` is null while it lasts. */
export type BlockFact = {
  kind: BlockedDays['kind']
  fromMs: number
  untilMs: number | null
}

/**
 * The whole days of a block in the operator's time zone. The day on which it began counts only if
 * it began with the day; the day on which it ended does not count.
 */
export function wholeDays(blocks: readonly BlockFact[], timeZone: string): BlockedDays[] {
  return blocks
    .map(({ kind, fromMs, untilMs }) => {
      const until = untilMs === null ? null : at(untilMs, timeZone).day
      const from = at(fromMs, timeZone)
      return { kind, from: from.isStart ? from.day : from.day + 1, until }
    })
    .filter(({ from, until }) => until === null || from < until)
}

function at(ms: number, timeZone: string): { day: DayNumber; isStart: boolean } {
  const moment = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timeZone)
  return {
    day: toDayNumber(moment.toPlainDate()),
    isStart: moment.epochMilliseconds === moment.startOfDay().epochMilliseconds,
  }
}
