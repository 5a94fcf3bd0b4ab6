/** A day that is not as its weekday says. `worksAs`: 1 = Monday … 5 = Friday. */
export type CalendarDay = {
  day: Temporal.PlainDate
  kind: 'holiday' | 'working'
  worksAs: number | null
  name: string
}
export type CalendarFault = { row: number; rule: string; value: string }
type Row = { number: number; cells: readonly string[] }

const MONTHS = 12
const SATURDAY = 6
const FRIDAY = 5
/** Article 112 of the Labour Code: holidays on whichever weekday they fall. */
const BY_LAW = new Set([
  ...['01-01', '01-02', '01-03', '01-04', '01-05', '01-06', '01-07', '01-08'],
  ...['02-23', '03-08', '05-01', '05-09', '06-12', '11-04'],
])
const HOLIDAY_WORDS = /^(праздни|выходн|нерабоч|holiday|off)/i
const WORKING_WORDS = /^(рабоч|working|work)/i
/** No heading begins so: a year, or a day that there may not be. */
const BEGINS_AS_DATE = /^(\d{4}$|\d{1,4}[.\-/]\d)/
/** Day 0 of Excel's calendar, in which 1900 is a leap year. */
const EXCEL_EPOCH = '1899-12-30'

/**
 * Reads a production calendar in either of two forms: one row a year with the days off of twelve
 * months (`1,2,3,8*`: the form of open state data, `*` marks a shortened working day), or one row a
 * day (`2026-01-09; праздник`). Weekdays off are holidays, weekend days that are not off are worked.
 * A day told twice is a fault.
 */
export function readProductionCalendar(rows: readonly Row[]): {
  days: CalendarDay[]
  faults: CalendarFault[]
} {
  const faults: CalendarFault[] = []
  const told = new Set<string>()
  const days = rows.flatMap(({ number, cells }, i) => {
    const [first = ''] = cells
    const fault = (rule: string, value: string) => faults.push({ row: number, rule, value })
    // The first row may hold headings.
    if (i === 0 && !toDay(first) && !BEGINS_AS_DATE.test(first)) return []
    const read =
      /^\d{4}$/.test(first) && cells.length > MONTHS
        ? daysOfYear(Number(first), cells.slice(1, MONTHS + 1), fault)
        : oneDay(cells, fault)
    const twice = read.map(({ day }) => day.toString()).filter((day) => told.has(day))
    for (const day of twice) fault('twice', day)
    for (const { day } of read) told.add(day.toString())
    return read
  })
  return { days, faults }
}

function oneDay(
  [first = '', second = '', name = '']: readonly string[],
  fault: (rule: string, value: string) => void,
): CalendarDay[] {
  const day = toDay(first)
  const kind = kindOf(second)
  if (!day) fault('day', first)
  else if (!kind) fault('kind', second)
  return day && kind ? [toCalendarDay(day, kind, name.slice(0, 100))] : []
}

function kindOf(words: string): CalendarDay['kind'] | undefined {
  if (HOLIDAY_WORDS.test(words)) return 'holiday'
  return WORKING_WORDS.test(words) ? 'working' : undefined
}

function daysOfYear(
  year: number,
  months: readonly string[],
  fault: (rule: string, value: string) => void,
): CalendarDay[] {
  return months.flatMap((cell, i) => {
    const month = Temporal.PlainYearMonth.from({ year, month: i + 1 })
    const off = new Set<number>()
    for (const mark of cell.split(/[,\s]+/).filter((part) => part !== '')) {
      const match = /^(\d{1,2})([*+]?)$/.exec(mark)
      const day = Number(match?.[1])
      if (!match || day < 1 || day > month.daysInMonth) fault('day-of-month', mark)
      else if (match[2] !== '*') off.add(day)
    }
    // A month without a single day off is a cell that was lost, not a month of work.
    if (off.size === 0) {
      fault('empty-month', month.toString())
      return []
    }
    return Array.from({ length: month.daysInMonth }, (_, n) =>
      month.toPlainDate({ day: n + 1 }),
    ).flatMap((day) => specialDay(day, off.has(day.day)))
  })
}

function specialDay(day: Temporal.PlainDate, isOff: boolean): CalendarDay[] {
  const isWeekend = day.dayOfWeek >= SATURDAY
  if (isOff && (!isWeekend || BY_LAW.has(day.toString().slice(5)))) {
    return [toCalendarDay(day, 'holiday', '')]
  }
  return !isOff && isWeekend ? [toCalendarDay(day, 'working', '')] : []
}

/** A day off that is worked goes on as the Friday before it, unless somebody says otherwise. */
function toCalendarDay(
  day: Temporal.PlainDate,
  kind: 'holiday' | 'working',
  name: string,
): CalendarDay {
  const worksAs = day.dayOfWeek >= SATURDAY ? FRIDAY : day.dayOfWeek
  return { day, kind, worksAs: kind === 'working' ? worksAs : null, name }
}

function toDay(text: string): Temporal.PlainDate | undefined {
  const russian = /^(\d{2})\.(\d{2})\.(\d{4})$/.exec(text)
  if (/^\d{5}$/.test(text)) return Temporal.PlainDate.from(EXCEL_EPOCH).add({ days: Number(text) })
  try {
    return Temporal.PlainDate.from(russian ? `${russian[3]}-${russian[2]}-${russian[1]}` : text)
  } catch {
    return undefined
  }
}
