import type { CalendarDay } from '@altyn/contract/catalogue/calendars'
import { formatMonth } from '../../../lib/format/time.ts'
import { useLanguage, useTexts } from '../../../lib/i18n.ts'
import styles from './calendars.module.css'
import { WEEKDAY_BITS } from './week-minutes.ts'

const SATURDAY = 6
const FRIDAY = 5

type MonthProps = {
  month: Temporal.PlainYearMonth
  days: readonly CalendarDay[]
  /** Absent for those who may only look. */
  onChange?: (days: readonly CalendarDay[]) => void
}

/** A small month: ordinary days, holidays, and days off that are worked. */
export function MonthOfDays({ month, days, onChange }: MonthProps) {
  const t = useTexts('catalogue')
  const [language] = useLanguage()
  const name = formatMonth(month.toString(), language)
  const first = month.toPlainDate({ day: 1 })
  const dates = Array.from({ length: month.daysInMonth }, (_, i) => first.add({ days: i }))
  return (
    <section className={styles.month}>
      <h3>{name}</h3>
      <div className={styles.days}>
        {WEEKDAY_BITS.map((bit) => (
          <span key={bit}>{t(`bands.day.${bit}`)}</span>
        ))}
        {dates.map((date) => {
          const special = days.find(({ day }) => day === date.toString())
          const kind = special?.kind ?? 'ordinary'
          return (
            <button
              key={date.toString()}
              type="button"
              className={styles.day}
              style={date.day === 1 ? { gridColumnStart: date.dayOfWeek } : undefined}
              data-kind={kind}
              data-weekend={date.dayOfWeek >= SATURDAY}
              disabled={!onChange}
              // Begins with what is seen, so that whoever speaks to the page can name it.
              aria-label={`${date.day}, ${name}, ${t(`calendar.kind.${kind}`)}`}
              title={special?.name || t(`calendar.kind.${kind}`)}
              onClick={() => onChange?.(withNext(days, date, special))}
            >
              {date.day}
            </button>
          )
        })}
      </div>
    </section>
  )
}

/** A workday becomes a holiday and back; a day off is worked as the Friday before it, or a holiday. */
function withNext(
  days: readonly CalendarDay[],
  date: Temporal.PlainDate,
  special: CalendarDay | undefined,
): CalendarDay[] {
  const rest = days.filter((row) => row !== special)
  const day = date.toString()
  if (!special) return [...rest, { day, kind: 'holiday', worksAs: null, name: '' }]
  if (special.kind === 'holiday' && date.dayOfWeek >= SATURDAY) {
    return [...rest, { day, kind: 'working', worksAs: FRIDAY, name: '' }]
  }
  return rest
}
