import { contractGroups } from '@altyn/contract/subscribers/groups'
import { useTexts } from '../../../lib/i18n.ts'
import { usePermissions } from '../../../lib/permissions.ts'
import { GroupsList } from '../../../ui/groups/groups-list.tsx'
import { ContractGroupPanel } from './contract-group-panel.tsx'

/** Groups of contracts: whose contracts are spoken of together. */
export function ContractGroupsList() {
  const t = useTexts('subscribers')
  const can = usePermissions()
  return (
    <GroupsList
      routes={contractGroups}
      viewName="contract-groups"
      mayChange={can('subscribers.change')}
      words={{
        title: t('groups.title'),
        nameHint: t('groups.nameHint'),
        members: t('groups.contracts'),
        emptyTitle: t('groups.empty.title'),
        emptyText: t('groups.empty.text'),
        fileName: t('groups.file'),
      }}
      panel={(group, onClose) => <ContractGroupPanel group={group} onClose={onClose} />}
    />
  )
}
