/** A day as the count of days since 1 January 1970: plain integers, since a run handles millions. */
export type DayNumber = number

const DAYS_PER_ERA = 146_097
const EPOCH_SHIFT = 719_468

/** The number of a day (proleptic Gregorian calendar). */
export function toDayNumber({ year, month, day }: Temporal.PlainDate): DayNumber {
  const shifted = month > 2 ? year : year - 1
  const era = Math.floor(shifted / 400)
  const yearOfEra = shifted - era * 400
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * DAYS_PER_ERA + dayOfEra - EPOCH_SHIFT
}

const EPOCH = Temporal.PlainDate.from('1970-01-01')

/** The day of a number. */
export function fromDayNumber(number: DayNumber): Temporal.PlainDate {
  return EPOCH.add({ days: number })
}

/** A calendar month, or a month counted from the day of connection: its first day and its length. */
export type Month = { label: string; first: DayNumber; days: number }

/** The month that a day lies in. */
export function monthOf(day: Temporal.PlainDate): Month {
  const first = day.with({ day: 1 })
  return {
    label: first.toPlainYearMonth().toString(),
    first: toDayNumber(first),
    days: day.daysInMonth,
  }
}

/** All months from the one of `from` to the one of `to`, both included. */
export function monthsBetween(from: Temporal.PlainDate, to: Temporal.PlainDate): Month[] {
  const months: Month[] = []
  for (
    let first = from.with({ day: 1 });
    Temporal.PlainDate.compare(first, to) <= 0;
    first = first.add({ months: 1 })
  ) {
    months.push(monthOf(first))
  }
  return months
}

/**
 * The months counted from a day of connection that share a day with the given calendar months.
 * Connected on the 31st, a month begins on the last day where there is no 31st.
 */
export function monthsFrom(connected: DayNumber, months: readonly Month[]): Month[] {
  const [earliest] = months
  const latest = months.at(-1)
  if (!earliest || !latest) return []
  const anchor = fromDayNumber(connected)
  const since = fromDayNumber(Math.max(earliest.first, connected))
  const before = anchor.toPlainYearMonth().until(since.toPlainYearMonth(), { largestUnit: 'month' })
  const found: Month[] = []
  for (let count = Math.max(0, before.months - 1); ; count += 1) {
    const begin = anchor.add({ months: count })
    const first = toDayNumber(begin)
    if (first >= latest.first + latest.days) return found
    const days = toDayNumber(anchor.add({ months: count + 1 })) - first
    if (first + days > earliest.first) found.push({ label: begin.toString(), first, days })
  }
}
