import type { AttributeRow } from '@altyn/contract/network/attributes'
import { formatBitRate } from '../../../lib/format/quantity.ts'
import { useLanguage, useTexts } from '../../../lib/i18n.ts'
import { useCategoryNames } from '../session-services/session-service-words.ts'

/** Whom a row is for, in words, the most specific first: «тариф „Интернет 100“, NAS BRAS-1»; «всем». */
export function useLinkWords(): (row: AttributeRow) => string {
  const t = useTexts('attributes')
  const [language] = useLanguage()
  const categoryName = useCategoryNames()
  const nameOf = (kind: string, id: number | string | null, name: string | null) =>
    id !== null && t(`for.${kind}`, { name: name ?? id })
  return (row) => {
    const speed = row.speedDownKbps
    const links = [
      nameOf('account', row.accountId, row.accountLogin),
      nameOf('category', row.category, categoryName(row.category)),
      nameOf('tariff', row.tariffId, row.tariffName),
      nameOf('group', row.accountGroupId, row.accountGroupName),
      row.isForGuests && t('for.guests'),
      nameOf('nas', row.nasId, row.nasName),
      nameOf('device-group', row.deviceGroupId, row.deviceGroupName),
      nameOf('agent', row.agentId, row.agentName),
      speed !== null &&
        t('for.speed', {
          speed: speed === 0 ? t('for.unlimited') : formatBitRate(speed, language),
        }),
    ].filter((words) => words !== false)
    return links.length > 0 ? links.join(', ') : t('for.everybody')
  }
}
