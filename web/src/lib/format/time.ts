import { MEASURES } from '../../i18n/measures.ts'
import type { Language } from '../i18n.ts'

const formatters = new Map<string, Intl.DateTimeFormat>()

/** A business day: `17.04.2026`, in English `17 Apr 2026`. */
export function formatDay(day: string, language: Language): string {
  return formatter(language, 'UTC', dayParts(language)).format(noonUtc(day))
}

/** A moment in the given zone: `17.04.2026 09:30`, in English `17 Apr 2026, 09:30`. */
export function formatInstant(instant: string, zone: string, language: Language): string {
  const moment = Temporal.Instant.from(instant).epochMilliseconds
  const day = formatter(language, zone, dayParts(language)).format(moment)
  const separator = language === 'ru' ? ' ' : ', '
  return day + separator + formatter(language, zone, CLOCK).format(moment)
}

/** The same with seconds, for logs and hovered details. */
export function formatInstantExactly(instant: string, zone: string, language: Language): string {
  const moment = Temporal.Instant.from(instant).epochMilliseconds
  const parts = { ...dayParts(language), ...CLOCK, second: '2-digit' } as const
  return formatter(language, zone, parts).format(moment)
}

/** The clock time of a moment: `09:30`. */
export function formatClock(instant: string, zone: string, language: Language): string {
  return formatter(language, zone, CLOCK).format(Temporal.Instant.from(instant).epochMilliseconds)
}

/** A month written out: `октябрь 2026`. */
export function formatMonth(month: string, language: Language): string {
  const text = formatter(language, 'UTC', { month: 'long', year: 'numeric' }).format(
    noonUtc(`${month.slice(0, 7)}-01`),
  )
  return text.replace(/\s?г\.$/, '')
}

/** How long ago or until: `3 часа назад`, `через 2 дня`. */
export function formatRelative(instant: string, now: Temporal.Instant, language: Language): string {
  const seconds = (Temporal.Instant.from(instant).epochMilliseconds - now.epochMilliseconds) / 1000
  return relativeIn(seconds, RELATIVE_STEPS, language)
}

/** The same for days: `вчера`, `через 2 недели`. */
export function formatRelativeDay(day: string, today: string, language: Language): string {
  const { days } = Temporal.PlainDate.from(today).until(day)
  return relativeIn(days * 86_400, RELATIVE_STEPS.slice(3), language)
}

/**
 * A half-open period for people, who count the last day in: `[2026-10-01, 2026-11-01)` is
 * `октябрь 2026`, `[2026-10-05, 2026-10-12)` is `05.10.2026 – 11.10.2026`.
 */
export function formatPeriod(from: string, until: string | null, language: Language): string {
  if (!until) return MEASURES[language].openPeriod.replace('{day}', formatDay(from, language))
  const start = Temporal.PlainDate.from(from)
  if (start.day === 1 && start.add({ months: 1 }).equals(until)) return formatMonth(from, language)
  const last = Temporal.PlainDate.from(until).subtract({ days: 1 }).toString()
  if (last === from) return formatDay(from, language)
  return `${formatDay(from, language)}\u00a0\u2013 ${formatDay(last, language)}`
}

/** A length of time from seconds: `2 д 3 ч`, `14 мин 05 с`; the two biggest units are enough. */
export function formatDuration(seconds: number, language: Language): string {
  const whole = Math.max(0, Math.round(seconds))
  const parts = DURATION_STEPS.map(([unit, size], index) => {
    const above = DURATION_STEPS[index - 1]?.[1]
    return { unit, count: Math.floor((above ? whole % above : whole) / size) }
  })
  const first = parts.findIndex(({ count }) => count > 0)
  const shown = first < 0 ? parts.slice(-1) : parts.slice(first, first + 2)
  return shown
    .filter(({ count }, index) => count > 0 || index === 0)
    .map(({ unit, count }) =>
      new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short' }).format(count),
    )
    .join(' ')
}

const CLOCK = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const

const DURATION_STEPS = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const

const RELATIVE_STEPS = [
  ['second', 1, 45],
  ['minute', 60, 45 * 60],
  ['hour', 3600, 22 * 3600],
  ['day', 86_400, 14 * 86_400],
  ['week', 7 * 86_400, 60 * 86_400],
  ['month', 30.44 * 86_400, 550 * 86_400],
  ['year', 365.25 * 86_400, Number.POSITIVE_INFINITY],
] as const

function relativeIn(
  seconds: number,
  steps: readonly (typeof RELATIVE_STEPS)[number][],
  language: Language,
): string {
  const step = steps.find(([, , below]) => Math.abs(seconds) < below) ?? steps.at(-1)
  if (!step) return ''
  const [unit, size] = step
  return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(
    Math.round(seconds / size),
    unit,
  )
}

function dayParts(language: Language): Intl.DateTimeFormatOptions {
  return { day: '2-digit', month: language === 'ru' ? '2-digit' : 'short', year: 'numeric' }
}

function noonUtc(day: string): number {
  return Temporal.Instant.from(`${day}T12:00:00Z`).epochMilliseconds
}

/** Making a formatter costs a hundred times more than using it, and a list uses it in each row. */
function formatter(
  language: Language,
  timeZone: string,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  const key = `${language} ${timeZone} ${JSON.stringify(options)}`
  const known = formatters.get(key)
  if (known) return known
  const locale = language === 'ru' ? 'ru-RU' : 'en-GB'
  const made = new Intl.DateTimeFormat(locale, { ...options, timeZone })
  formatters.set(key, made)
  return made
}
