import type { Context } from '#platform/context'
import { violates } from '#platform/database-errors'
import { tell } from '#platform/outbox'
import { Refusal, refuseField } from '#platform/refusal'
import { findContracts } from '../../subscribers/index.ts'
import { findAccounts } from '../find-account.ts'
import {
  deleteMembers,
  findGroup,
  type GroupForm,
  type GroupRow,
  insertGroup,
  insertMembers,
  selectIdsByLogin,
  updateGroup,
} from './groups.store.ts'

export async function getGroup(ctx: Context, id: number): Promise<GroupRow> {
  const group = await findGroup(ctx, id)
  if (!group) throw new Refusal('accounts.group.not-found', { id })
  return group
}

/** Makes a group of accounts, empty at first. */
export async function createGroup(ctx: Context, form: GroupForm): Promise<GroupRow> {
  try {
    return await getGroup(ctx, await insertGroup(ctx, form))
  } catch (error) {
    throw explained(error)
  }
}

/** Renames a group, archives it or takes it back. What is planned for it stays. */
export async function changeGroup(
  ctx: Context,
  form: GroupForm & { id: number; version: number; isArchived: boolean },
): Promise<GroupRow> {
  await getGroup(ctx, form.id)
  try {
    if (!(await updateGroup(ctx, form))) throw new Refusal('platform.version-mismatch')
  } catch (error) {
    throw explained(error)
  }
  return getGroup(ctx, form.id)
}

/**
 * Adds accounts to a group: by id, by login, or all open accounts of subscribers. Those who are in
 * it already stay; logins that nobody has come back.
 */
export async function addMembers(
  ctx: Context,
  order: { id: number; accountIds: number[]; subscriberIds: number[]; logins: string[] },
): Promise<{ addedCount: number; unknownLogins: string[] }> {
  const group = await getGroup(ctx, order.id)
  if (group.archivedAt) throw new Refusal('accounts.group-archived', { name: group.name })
  const logins = [...new Set(order.logins.map((login) => login.trim()).filter(Boolean))]
  const named = await selectIdsByLogin(ctx, logins)
  const known = new Set(named.map(({ login }) => login))
  const ids = [
    ...order.accountIds,
    ...named.map(({ id }) => id),
    ...(await accountsOfSubscribers(ctx, order.subscriberIds)),
  ]
  const accountIds = await insertMembers(ctx, group.id, [...new Set(ids)])
  if (accountIds.length > 0) await tell(ctx, 'accounts.grouped', { accountIds })
  return {
    addedCount: accountIds.length,
    unknownLogins: logins.filter((login) => !known.has(login.toLowerCase())),
  }
}

/** Takes accounts out of a group. */
export async function removeMembers(
  ctx: Context,
  { id, accountIds }: { id: number; accountIds: readonly number[] },
): Promise<void> {
  await getGroup(ctx, id)
  await deleteMembers(ctx, id, accountIds)
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

function explained(error: unknown): unknown {
  return violates(error, 'groups_by_name')
    ? refuseField('accounts.group-name-taken', 'name')
    : error
}
