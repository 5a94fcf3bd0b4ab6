import type { AttributeRow } from '@altyn/contract/network/attributes'
import { formatBitRate } from '../../../lib/format/quantity.ts'
import { useLanguage, useTexts } from '../../../lib/i18n.ts'

/** Whom a row is for, in words, the most specific first: «тариф „Интернет 100“, NAS BRAS-1»; «всем». */
export function useLinkWords(): (row: AttributeRow) => string {
  const t = useTexts('attributes')
  const [language] = useLanguage()
  return (row) => {
    const speed = row.speedDownKbps
    const links = [
      row.accountId !== null && t('for.account', { name: row.accountLogin ?? row.accountId }),
      row.tariffId !== null && t('for.tariff', { name: row.tariffName ?? row.tariffId }),
      row.accountGroupId !== null &&
        t('for.group', { name: row.accountGroupName ?? row.accountGroupId }),
      row.nasId !== null && t('for.nas', { name: row.nasName ?? row.nasId }),
      row.agentId !== null && t('for.agent', { name: row.agentName ?? row.agentId }),
      speed !== null &&
        t('for.speed', {
          speed: speed === 0 ? t('for.unlimited') : formatBitRate(speed, language),
        }),
    ].filter((words) => words !== false)
    return links.length > 0 ? links.join(', ') : t('for.everybody')
  }
}
