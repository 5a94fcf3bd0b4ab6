import { ContractGroupsList } from '../../../features/subscribers/groups/contract-groups-list.tsx'

/** Groups of contracts. */
export function ContractGroupsPage() {
  return <ContractGroupsList />
}
