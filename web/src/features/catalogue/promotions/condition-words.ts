import { listTariffs } from '@altyn/contract/catalogue'
import type { Promotion } from '@altyn/contract/catalogue/promotions'
import { formatDay, formatPeriod } from '../../../lib/format/time.ts'
import { useLanguage, useTexts } from '../../../lib/i18n.ts'
import { useItems } from '../../../lib/use-list.ts'
import { useGroups } from './use-groups.ts'

const ADDRESSES_SHOWN = 3

/** Whom a promotion is for, in words: «тариф „Интернет 100“; группа „Дом 5“». */
export function useConditionWords(): (promotion: Promotion) => string {
  const t = useTexts('catalogue')
  const [language] = useLanguage()
  const tariffs = useItems(listTariffs, { query: {} }).rows
  const { accounts = [], contracts = [] } = useGroups()
  const named = (known: readonly { id: number; name: string }[], ids: readonly number[]) =>
    ids.map((id) => known.find((one) => one.id === id)?.name ?? `№ ${id}`).join(', ')
  const connected = ({ connectedFrom: from, connectedUntil: until }: Promotion) => {
    if (from) return t('promotions.for.connected', { days: formatPeriod(from, until, language) })
    return until && t('promotions.for.connectedBefore', { day: formatDay(until, language) })
  }
  return (row) =>
    [
      row.tariffIds.length > 0 &&
        t('promotions.for.tariffs', { names: named(tariffs, row.tariffIds) }),
      row.accountGroupIds.length > 0 &&
        t('promotions.for.accountGroups', { names: named(accounts, row.accountGroupIds) }),
      row.contractGroupIds.length > 0 &&
        t('promotions.for.contractGroups', { names: named(contracts, row.contractGroupIds) }),
      row.addresses.length > 0 && addressWords(row, (count) => t('promotions.for.more', { count })),
      connected(row),
    ]
      .filter(Boolean)
      .join('; ')
}

function addressWords({ addresses }: Promotion, more: (count: number) => string): string {
  const shown = addresses
    .slice(0, ADDRESSES_SHOWN)
    .map(({ city, street, house }) => [city, street, house].filter(Boolean).join(', '))
  const left = addresses.length - shown.length
  return [...shown, ...(left > 0 ? [more(left)] : [])].join('; ')
}
