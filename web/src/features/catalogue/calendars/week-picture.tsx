import type { TimeBand } from '@altyn/contract/catalogue/calendars'
import { useLanguage, useTexts } from '../../../lib/i18n.ts'
import styles from './calendars.module.css'
import { bandOfHour, HOURS, WEEKDAY_BITS } from './week-minutes.ts'

const TONES = 6

/** An ordinary week hour by hour, each in the colour of its band: people look rather than read. */
export function WeekPicture({ bands }: { bands: readonly TimeBand[] }) {
  const t = useTexts('catalogue')
  const [language] = useLanguage()
  const nameOf = (code: string) => {
    const band = bands.find((row) => row.code === code)
    return language === 'ru' ? band?.nameRu : band?.nameEn
  }
  const toneOf = (code: string) => bands.findIndex((row) => row.code === code) % TONES
  return (
    <figure className={styles.week} aria-label={t('bands.week')}>
      <table>
        <thead>
          <tr>
            <th />
            {HOURS.map((hour) => (
              <th key={hour} scope="col">
                {hour % 3 === 0 ? hour : ''}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {WEEKDAY_BITS.map((bit, day) => (
            <tr key={bit}>
              <th scope="row">{t(`bands.day.${bit}`)}</th>
              {HOURS.map((hour) => {
                const code = bandOfHour(bands, day, hour)
                return (
                  <td
                    key={hour}
                    data-tone={code === undefined ? undefined : toneOf(code)}
                    title={`${hour}:00 ${code === undefined ? t('bands.none') : nameOf(code)}`}
                  />
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
      <figcaption>
        {bands.map(({ code }) => (
          <span key={code}>
            <i data-tone={toneOf(code)} aria-hidden /> {nameOf(code)}
          </span>
        ))}
        <span>
          <i aria-hidden /> {t('bands.none')}
        </span>
      </figcaption>
    </figure>
  )
}
