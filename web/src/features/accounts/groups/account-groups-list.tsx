import { accountGroups } from '@altyn/contract/accounts/groups'
import { useTexts } from '../../../lib/i18n.ts'
import { usePermissions } from '../../../lib/permissions.ts'
import { GroupsList } from '../../../ui/groups/groups-list.tsx'
import { AccountGroupPanel } from './account-group-panel.tsx'

/** Groups of accounts: who is spoken of together, and what is planned for them. */
export function AccountGroupsList() {
  const t = useTexts('accounts')
  const can = usePermissions()
  return (
    <GroupsList
      routes={accountGroups}
      viewName="account-groups"
      mayChange={can('accounts.change')}
      words={{
        title: t('groups.title'),
        nameHint: t('groups.nameHint'),
        members: t('groups.members'),
        emptyTitle: t('groups.empty.title'),
        emptyText: t('groups.empty.text'),
        fileName: t('groups.file'),
      }}
      panel={(group, onClose) => <AccountGroupPanel group={group} onClose={onClose} />}
    />
  )
}
