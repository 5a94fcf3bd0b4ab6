import type { DeviceLine } from '@altyn/contract/network/devices'
import type { PortLine } from '@altyn/contract/network/polling'
import { type Language, useLanguage, useTexts } from '../../../../lib/i18n.ts'
import { Instant } from '../../../../ui/pieces/moment.tsx'
import { StatusTag, type StatusTone } from '../../../../ui/pieces/status-tag.tsx'

const REACH_TONES: Record<DeviceLine['reach'], StatusTone> = {
  off: 'quiet',
  waiting: 'note',
  reachable: 'ok',
  unreachable: 'bad',
}
export const LINE_TONES: Record<PortLine['state'], StatusTone> = {
  up: 'ok',
  errors: 'warn',
  down: 'quiet',
  disabled: 'note',
}
const LEVEL_TONES = { good: 'ok', weak: 'warn', bad: 'bad' } as const

/** A level with one decimal, which is as well as modules measure. */
export function formatDbm(dbm: number, language: Language): string {
  const digits = { minimumFractionDigits: 1, maximumFractionDigits: 1 }
  return new Intl.NumberFormat(language, digits).format(dbm)
}

/** Whether a device answers. */
export function ReachTag({ reach, isBare }: { reach: DeviceLine['reach']; isBare?: boolean }) {
  const t = useTexts('polling')
  return <StatusTag tone={REACH_TONES[reach]} label={t(`reach.${reach}`)} isBare={isBare} />
}

type Sight = {
  isOnline: boolean
  rxDbm: number | null
  txDbm: number | null
  level: 'good' | 'weak' | 'bad' | null
}

/** Whether an ONU works, and how well it hears its OLT. */
export function SightTags({ sight }: { sight: Sight & { onlineAt?: string | null } }) {
  const t = useTexts('polling')
  const [language] = useLanguage()
  const { isOnline, rxDbm, level, onlineAt } = sight
  if (!isOnline) {
    return (
      <>
        <StatusTag tone="bad" label={t('onu.offline')} isBare />{' '}
        {onlineAt && (
          <>
            {t('onu.worked')} <Instant value={onlineAt} isRelative />
          </>
        )}
      </>
    )
  }
  if (level === null || rxDbm === null) {
    return <StatusTag tone="ok" label={t('onu.online')} isBare />
  }
  const words = `${t('dbm', { value: formatDbm(rxDbm, language) })} · ${t(`level.${level}`)}`
  return <StatusTag tone={LEVEL_TONES[level]} label={words} isBare />
}
