import type { Language } from '../../lib/i18n.ts'

/** Days of one month as people say them: `17–30 апреля`; `until` is the first day after. */
export function formatDayRange(from: string, until: string, language: Language): string {
  const last = Temporal.PlainDate.from(until).subtract({ days: 1 })
  const formatter = new Intl.DateTimeFormat(language === 'ru' ? 'ru-RU' : 'en-GB', {
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  })
  return formatter.formatRange(noonUtc(from), noonUtc(last.toString()))
}

function noonUtc(day: string): number {
  return Temporal.Instant.from(`${day}T12:00:00Z`).epochMilliseconds
}
