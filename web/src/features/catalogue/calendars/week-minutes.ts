import type { BandInterval } from '@altyn/contract/catalogue/calendars'

/** Monday first, as people here read a week; each as a bit, Sunday = 1 … Saturday = 64. */
export const WEEKDAY_BITS = [2, 4, 8, 16, 32, 64, 1] as const
export const HOURS = Array.from({ length: 24 }, (_, hour) => hour)
const DAYS = 7

type Band = { code: string; intervals: readonly BandInterval[] }

/** The band of an hour of an ordinary week, `day` 0 = Monday; nothing where none covers it. */
export function bandOfHour(bands: readonly Band[], day: number, hour: number): string | undefined {
  const minute = hour * 60
  const bit = WEEKDAY_BITS[day] ?? 0
  const before = WEEKDAY_BITS[(day + DAYS - 1) % DAYS] ?? 0
  const covers = ({ weekdays, fromMinute, untilMinute, holidays }: BandInterval) => {
    if (holidays === 'only') return false
    if (fromMinute < untilMinute) {
      return (weekdays & bit) !== 0 && minute >= fromMinute && minute < untilMinute
    }
    return (
      ((weekdays & bit) !== 0 && minute >= fromMinute) ||
      ((weekdays & before) !== 0 && minute < untilMinute)
    )
  }
  return bands.find(({ intervals }) => intervals.some(covers))?.code
}

/** `22:30` ↔ 1350; the end of a day is `24:00`. */
export function toClock(minute: number): string {
  const two = (value: number) => String(value).padStart(2, '0')
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`
}

export function fromClock(text: string): number | undefined {
  const match = /^(\d{1,2}):(\d{2})$/.exec(text.trim())
  if (!match) return undefined
  const minute = Number(match[1]) * 60 + Number(match[2])
  return Number(match[2]) < 60 && minute <= 1440 ? minute : undefined
}
