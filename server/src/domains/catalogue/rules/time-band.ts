/**
 * Hours of some weekdays (a mask, Sunday = 1 … Saturday = 64). An end that is not later than the
 * beginning passes midnight; the hours after midnight belong to the day that they began on.
 */
export type BandInterval = {
  weekdays: number
  fromMinute: number
  untilMinute: number
  /** `any`: a holiday is as any day of its weekday. */
  holidays: 'any' | 'only' | 'never'
}
export type TimeBand = { code: string; intervals: readonly BandInterval[] }

/** Days that are not as their weekday says, by ISO day. */
export type SpecialDays = ReadonlyMap<
  string,
  { kind: 'holiday' } | { kind: 'working'; worksAs: number }
>

const WEEK_DAYS = 7
const DAY_MINUTES = 1440

type DayNature = { weekdayBit: number; isHoliday: boolean }

/** The first band that covers an instant in the operator's zone; null when none does. */
export function bandAt(
  bands: readonly TimeBand[],
  { at, timeZone, days }: { at: Temporal.Instant; timeZone: string; days: SpecialDays },
): string | null {
  const local = at.toZonedDateTimeISO(timeZone)
  const today = local.toPlainDate()
  return bandOn(bands, {
    minute: local.hour * 60 + local.minute,
    today: natureOf(today, days),
    yesterday: natureOf(today.subtract({ days: 1 }), days),
  })
}

function bandOn(
  bands: readonly TimeBand[],
  when: { minute: number; today: DayNature; yesterday: DayNature },
): string | null {
  const found = bands.find(({ intervals }) => intervals.some((interval) => covers(interval, when)))
  return found?.code ?? null
}

function covers(
  interval: BandInterval,
  { minute, today, yesterday }: { minute: number; today: DayNature; yesterday: DayNature },
): boolean {
  const { fromMinute, untilMinute } = interval
  if (fromMinute < untilMinute) {
    return minute >= fromMinute && minute < untilMinute && suits(interval, today)
  }
  return (
    (minute >= fromMinute && suits(interval, today)) ||
    (minute < untilMinute && suits(interval, yesterday))
  )
}

function suits(
  { weekdays, holidays }: BandInterval,
  { weekdayBit, isHoliday }: DayNature,
): boolean {
  if (holidays === 'only' && !isHoliday) return false
  if (holidays === 'never' && isHoliday) return false
  return (weekdays & weekdayBit) !== 0
}

/**
 * May an instant be of both bands, whatever the calendar says? Then their order decides whose it is.
 * Weekdays of an evening and of the early hours that go on from another are not compared: where days
 * off are worked, any of them may follow any other.
 */
export function canMeet(one: TimeBand, other: TimeBand): boolean {
  return one.intervals.some((a) => other.intervals.some((b) => intervalsMeet(a, b)))
}

function intervalsMeet(a: BandInterval, b: BandInterval): boolean {
  const areDaysShared =
    (a.weekdays & b.weekdays) !== 0 &&
    (a.holidays === 'any' || b.holidays === 'any' || a.holidays === b.holidays)
  return partsOf(a).some((first) =>
    partsOf(b).some(
      (second) =>
        first.from < second.until &&
        second.from < first.until &&
        (areDaysShared || first.isNextDay !== second.isNextDay),
    ),
  )
}

/** The hours of an interval before and after midnight. */
function partsOf({ fromMinute, untilMinute }: BandInterval) {
  if (fromMinute < untilMinute) {
    return [{ from: fromMinute, until: untilMinute, isNextDay: false }]
  }
  return [
    { from: fromMinute, until: DAY_MINUTES, isNextDay: false },
    { from: 0, until: untilMinute, isNextDay: true },
  ]
}

function natureOf(day: Temporal.PlainDate, days: SpecialDays): DayNature {
  const special = days.get(day.toString())
  const weekday = special?.kind === 'working' ? special.worksAs : day.dayOfWeek
  return { weekdayBit: 1 << (weekday % WEEK_DAYS), isHoliday: special?.kind === 'holiday' }
}
