import { listTrafficCategories } from '@altyn/contract/catalogue/traffic-categories'
import type { SessionService } from '@altyn/contract/network/session-services'
import { formatBitRate } from '../../../lib/format/quantity.ts'
import { useLanguage, useTexts } from '../../../lib/i18n.ts'
import { usePermissions } from '../../../lib/permissions.ts'
import { useCall } from '../../../lib/use-call.ts'

const NAMES_SHOWN = 3

/** Categories of traffic by their names, those in the archive left out; empty without the right to see them. */
export function useCategoryOptions(): { value: string; label: string }[] {
  return useCategories().filter(({ isArchived }) => !isArchived)
}

/** The name of a category by its code, in the archive or not; the code itself without the right to see it. */
export function useCategoryNames(): (code: string | null) => string | null {
  const categories = useCategories()
  return (code) => categories.find(({ value }) => value === code)?.label ?? code
}

function useCategories() {
  const can = usePermissions()
  const [language] = useLanguage()
  const known = useCall(listTrafficCategories, {}, { isEnabled: can('catalogue.read') })
  return (known.data?.items ?? []).map(({ code, nameRu, nameEn, archivedAt }) => ({
    value: code,
    label: language === 'ru' ? nameRu : nameEn,
    isArchived: archivedAt !== null,
  }))
}

/** Who gets a service and how it counts, in words. */
export function useServiceWords() {
  const t = useTexts('session-services')
  const [language] = useLanguage()
  const categoryName = useCategoryNames()
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
      return t('counts.category', { name: categoryName(category) })
    },
    speed({ speed }: SessionService): string {
      if (!speed) return ''
      const { downKbps, upKbps } = speed
      return downKbps === upKbps ? rate(downKbps) : `↓ ${rate(downKbps)} ↑ ${rate(upKbps)}`
    },
  }
}
