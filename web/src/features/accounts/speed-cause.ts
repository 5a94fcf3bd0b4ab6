import type { SpeedCause } from '@altyn/contract/access'
import { listTimeBands } from '@altyn/contract/catalogue/calendars'
import { formatBytes } from '../../lib/format/quantity.ts'
import { formatInstant } from '../../lib/format/time.ts'
import { useLanguage, useTexts } from '../../lib/i18n.ts'
import { useZone } from '../../lib/operator.ts'
import { usePermissions } from '../../lib/permissions.ts'
import { useCall } from '../../lib/use-call.ts'

const MEGABYTE = 1024 * 1024

/** Why a speed is not the tariff's own: `ночь`, `после 300 ГБ за месяц`, `турбо до 15:00`. */
export function useSpeedCause(cause: SpeedCause | null): string | undefined {
  const t = useTexts('accounts')
  const [language] = useLanguage()
  const zone = useZone()
  const can = usePermissions()
  const isEnabled = cause?.kind === 'band' && can('catalogue.read')
  const bands = useCall(listTimeBands, {}, { isEnabled }).data?.items
  if (!cause || cause.kind === 'tariff') return undefined
  if (cause.kind === 'turbo') {
    return t('speed.cause.turbo', { until: formatInstant(cause.until, zone, language) })
  }
  if (cause.kind === 'volume') {
    const amount = formatBytes(cause.fromMegabytes * MEGABYTE, language)
    return t(`speed.cause.${cause.period}`, { amount })
  }
  const band = bands?.find(({ code }) => code === cause.band)
  return t('speed.cause.band', {
    band: band ? (language === 'ru' ? band.nameRu : band.nameEn) : cause.band,
  })
}
