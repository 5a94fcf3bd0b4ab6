import { listTrafficCategories } from '@altyn/contract/catalogue/traffic-categories'
import type { SessionService } from '@altyn/contract/network/session-services'
import { useLanguage, useTexts } from '../../../lib/i18n.ts'
import { usePermissions } from '../../../lib/permissions.ts'
import { useCall } from '../../../lib/use-call.ts'
import { useSpeedText } from '../../accounts/speed-text.ts'

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

/** Where the traffic of a service goes, in words. */
export function useCountingText(): (
  service: Pick<SessionService, 'counting' | 'category'>,
) => string {
  const t = useTexts('session-services')
  const categories = useCategoryOptions()
  return ({ counting, category }) => {
    if (counting !== 'category') return t(`counts.${counting}`)
    const name = categories.find(({ value }) => value === category)?.label ?? category
    return t('counts.category', { name })
  }
}

/** Who gets a service and how it counts, in words. */
export function useServiceWords() {
  const t = useTexts('session-services')
  const counting = useCountingText()
  const speedText = useSpeedText()
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
    counting,
    speed: ({ speed }: SessionService): string =>
      speed ? speedText({ speedDownKbps: speed.downKbps, speedUpKbps: speed.upKbps }) : '',
  }
}
