import { accountGroups } from '@altyn/contract/accounts/groups'
import { contractGroups } from '@altyn/contract/subscribers/groups'
import { usePermissions } from '../../../lib/permissions.ts'
import { useCall } from '../../../lib/use-call.ts'

export type Group = { id: number; name: string; archivedAt: string | null }

/** The groups that a promotion may name; undefined where the signed-in person may not see them. */
export function useGroups(): { accounts?: readonly Group[]; contracts?: readonly Group[] } {
  const can = usePermissions()
  const seesAccounts = can('accounts.read')
  const seesContracts = can('subscribers.read')
  const accounts = useCall(accountGroups.list, {}, { isEnabled: seesAccounts })
  const contracts = useCall(contractGroups.list, {}, { isEnabled: seesContracts })
  return {
    accounts: seesAccounts ? (accounts.data?.items ?? []) : undefined,
    contracts: seesContracts ? (contracts.data?.items ?? []) : undefined,
  }
}
