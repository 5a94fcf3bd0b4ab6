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

/** A calendar month as its first day and its length. */
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
