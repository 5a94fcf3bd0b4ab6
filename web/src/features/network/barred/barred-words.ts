import type { BarredStation } from '@altyn/contract/network/barred'
import { useTexts } from '../../../lib/i18n.ts'

/** Where a device is barred and whom it may not bring in, in words. */
export function useBarredWords() {
  const t = useTexts('barred')
  return {
    where: ({ nasName, nasId, agentName, agentId }: BarredStation) =>
      nasId === null
        ? t('where.agent', { name: agentName ?? agentId })
        : t('where.nas', { name: nasName ?? nasId }),
    whom: (row: BarredStation) => {
      if (row.accountId !== null)
        return t('whom.account', { name: row.accountLogin ?? row.accountId })
      if (row.accountGroupId !== null) {
        return t('whom.group', { name: row.accountGroupName ?? row.accountGroupId })
      }
      if (row.tariffId !== null) return t('whom.tariff', { name: row.tariffName ?? row.tariffId })
      return t('whom.everybody')
    },
  }
}
