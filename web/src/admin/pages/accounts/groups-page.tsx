import { AccountGroupsList } from '../../../features/accounts/groups/account-groups-list.tsx'

/** Groups of accounts. */
export function GroupsPage() {
  return <AccountGroupsList />
}
