import type { BandInterval } from '@altyn/contract/catalogue/calendars'
import { useTexts } from '../../../lib/i18n.ts'
import { toClock, WEEKDAY_BITS } from './week-minutes.ts'

const EVERY_DAY = 127
const WORKDAYS = 62
const WEEKEND = 65

/** «по будням 22:00–08:00, кроме праздников». */
export function useIntervalWords(): (interval: BandInterval) => string {
  const t = useTexts('catalogue')
  const daysOf = (weekdays: number) => {
    if (weekdays === EVERY_DAY) return t('bands.days.every')
    if (weekdays === WORKDAYS) return t('bands.days.work')
    if (weekdays === WEEKEND) return t('bands.days.weekend')
    return WEEKDAY_BITS.filter((bit) => (weekdays & bit) !== 0)
      .map((bit) => t(`bands.day.${bit}`))
      .join(', ')
  }
  return ({ weekdays, fromMinute, untilMinute, holidays = 'any' }) => {
    const hours = `${daysOf(weekdays)} ${toClock(fromMinute)}–${toClock(untilMinute)}`
    return holidays === 'any' ? hours : `${hours}, ${t(`bands.holidays.${holidays}`)}`
  }
}
