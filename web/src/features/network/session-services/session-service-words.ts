import { listTrafficCategories } from '@altyn/contract/catalogue/traffic-categories'
import type { SessionService } from '@altyn/contract/network/session-services'
import { formatBitRate } from '../../../lib/format/quantity.ts'
import { useLanguage, useTexts } from '../../../lib/i18n.ts'
import { usePermissions } from '../../../lib/permissions.ts'
import { useCall } from '../../../lib/use-call.ts'

const NAMES_SHOWN = 3

/** Categories of traffic by their names, those in the archive left out; empty without the right to see them. */
export function useCategoryOptions(): { value: string; label: string }[] {
  const can = usePermissions()
  const [language] = useLanguage()
  const known = useCall(listTrafficCategories, {}, { isEnabled: can('catalogue.read') })
  return (known.data?.items ?? [])
    .filter(({ archivedAt }) => !archivedAt)
    .map(({ code, nameRu, nameEn }) => ({
      value: code,
      label: language === 'ru' ? nameRu : nameEn,
    }))
}

/** Who gets a service and how it counts, in words. */
export function useServiceWords() {
  const t = useTexts('session-services')
  const [language] = useLanguage()
  const categories = useCategoryOptions()
  const rate = (kbps: number) => (kbps === 0 ? t('unlimited') : formatBitRate(kbps, language))
  const named = (names: readonly { name: string }[]) => {
    const shown = names.slice(0, NAMES_SHOWN).map(({ name }) => name)
    const more = names.length - shown.length
    return more > 0 ? t('whose.more', { names: shown.join(', '), count: more }) : shown.join(', ')
  }
  return {
    whose({ isForAll, isForGuests, tariffs, services }: SessionService): string {
      const words = [
        ...(isForAll ? [t('whose.all')] : []),
        ...(tariffs.length > 0 ? [t('whose.tariffs', { names: named(tariffs) })] : []),
        ...(services.length > 0 ? [t('whose.services', { names: named(services) })] : []),
        ...(isForGuests ? [t('whose.guests')] : []),
      ]
      return words.length > 0 ? words.join('; ') : t('whose.nobody')
    },
    counting({ counting, category }: SessionService): string {
      if (counting !== 'category') return t(`counts.${counting}`)
      const name = categories.find(({ value }) => value === category)?.label ?? category
      return t('counts.category', { name })
    },
    speed({ speed }: SessionService): string {
      if (!speed) return ''
      const { downKbps, upKbps } = speed
      return downKbps === upKbps ? rate(downKbps) : `↓ ${rate(downKbps)} ↑ ${rate(upKbps)}`
    },
  }
}
