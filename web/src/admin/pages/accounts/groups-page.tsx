import { GroupsList } from '../../../features/accounts/groups/groups-list.tsx'

/** Groups of accounts. */
export function GroupsPage() {
  return <GroupsList />
}
