import type { Context } from '#platform/context'
import { addMembers } from '#platform/groups/keep-groups'
import { tell } from '#platform/outbox'
import { findContracts } from '../../subscribers/index.ts'
import { findAccounts } from '../find-account.ts'
import { ACCOUNT_GROUPS } from './account-groups.ts'
import { selectIdsByLogin } from './groups.store.ts'

/**
 * Adds accounts to a group: by id, by login, or all open accounts of subscribers. Those who are in
 * it already stay; logins that nobody has come back.
 */
export async function groupAccounts(
  ctx: Context,
  order: { id: number; accountIds: number[]; subscriberIds: number[]; logins: string[] },
): Promise<{ addedCount: number; unknownLogins: string[] }> {
  const logins = [...new Set(order.logins.map((login) => login.trim()).filter(Boolean))]
  const named = await selectIdsByLogin(ctx, logins)
  const known = new Set(named.map(({ login }) => login))
  const accountIds = await addMembers(ctx, ACCOUNT_GROUPS, {
    id: order.id,
    memberIds: [
      ...order.accountIds,
      ...named.map(({ id }) => id),
      ...(await accountsOfSubscribers(ctx, order.subscriberIds)),
    ],
  })
  if (accountIds.length > 0) await tell(ctx, 'accounts.grouped', { accountIds })
  return {
    addedCount: accountIds.length,
    unknownLogins: logins.filter((login) => !known.has(login.toLowerCase())),
  }
}

async function accountsOfSubscribers(
  ctx: Context,
  subscriberIds: readonly number[],
): Promise<number[]> {
  if (subscriberIds.length === 0) return []
  const contracts = await findContracts(ctx, { subscriberIds })
  const accounts = await findAccounts(ctx, { contractIds: contracts.map(({ id }) => id) })
  return accounts.filter(({ closedAt }) => closedAt === null).map(({ id }) => id)
}
