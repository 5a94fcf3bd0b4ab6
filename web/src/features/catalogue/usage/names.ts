import { listTimeBands } from '@altyn/contract/catalogue/calendars'
import { CALL_CLASSES, listPriceLists } from '@altyn/contract/catalogue/price-lists'
import { listTrafficCategories } from '@altyn/contract/catalogue/traffic-categories'
import { type Language, useLanguage, useTexts } from '../../../lib/i18n.ts'
import { useCall } from '../../../lib/use-call.ts'

type Named = { code: string; nameRu: string; nameEn: string; archivedAt: string | null }

/** Bands of time by their codes, in the order in which they are tried. */
export function useBandNames(): ReadonlyMap<string, string> {
  const [language] = useLanguage()
  return toNames(useCall(listTimeBands).data?.items ?? [], language)
}

/** Categories of traffic by their codes. */
export function useCategoryNames(): ReadonlyMap<string, string> {
  const [language] = useLanguage()
  return toNames(useCall(listTrafficCategories).data?.items ?? [], language)
}

/** Price lists that have prices, by their ids. */
export function usePriceListNames(): ReadonlyMap<number, string> {
  const lists = useCall(listPriceLists, { query: { archived: 'no' } }).data?.items ?? []
  return new Map(lists.map(({ id, name }) => [id, name]))
}

/** A class of calls in words; one of the provider's own is called as it is written. */
export function useClassName(): (name: string) => string {
  const t = useTexts('catalogue')
  return (name) =>
    name === 'incoming' || CALL_CLASSES.some((known) => known === name)
      ? t(`callClass.${name}`)
      : name
}

function toNames(items: readonly Named[], language: Language): ReadonlyMap<string, string> {
  return new Map(
    items
      .filter(({ archivedAt }) => archivedAt === null)
      .map(({ code, nameRu, nameEn }) => [code, language === 'ru' ? nameRu : nameEn]),
  )
}
