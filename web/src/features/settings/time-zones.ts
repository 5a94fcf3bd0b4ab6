import type { Language } from '../../lib/i18n.ts'

/** The zones where most of our operators live come first. */
const FIRST = [
  'Europe/Kaliningrad',
  'Europe/Moscow',
  'Europe/Samara',
  'Asia/Yekaterinburg',
  'Asia/Omsk',
  'Asia/Novosibirsk',
  'Asia/Krasnoyarsk',
  'Asia/Irkutsk',
  'Asia/Yakutsk',
  'Asia/Vladivostok',
  'Asia/Magadan',
  'Asia/Kamchatka',
]

export type ZoneOption = { value: string; label: string }

/** Every zone that this browser knows, as a name, a city and the present offset. */
export function zoneOptions(language: Language, current: string): ZoneOption[] {
  const rest = Intl.supportedValuesOf('timeZone').filter((zone) => !FIRST.includes(zone))
  const zones = new Set([...FIRST, ...rest, current])
  const now = Temporal.Now.instant()
  return [...zones].map((zone) => {
    const { offset } = now.toZonedDateTimeISO(zone)
    return { value: zone, label: `UTC${offset} · ${zoneName(zone, language)} · ${zone}` }
  })
}

function zoneName(timeZone: string, timeLanguage: Language): string {
  const parts = new Intl.DateTimeFormat(timeLanguage, {
    timeZone,
    timeZoneName: 'longGeneric',
  }).formatToParts(Temporal.Now.instant().epochMilliseconds)
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone
}
