import type { Context } from '#platform/context'
import { violates } from '#platform/database-errors'
import { tell } from '#platform/outbox'
import { Refusal, refuseField } from '#platform/refusal'
import { selectContracts } from '../contracts.store.ts'
import {
  deleteMembers,
  findGroup,
  type GroupForm,
  type GroupRow,
  insertGroup,
  insertMembers,
  selectIdsByNumber,
  updateGroup,
} from './groups.store.ts'

/** A group of contracts; refuses with `subscribers.group.not-found`. */
export async function getContractGroup(ctx: Context, id: number): Promise<GroupRow> {
  const group = await findGroup(ctx, id)
  if (!group) throw new Refusal('subscribers.group.not-found', { id })
  return group
}

/** Makes a group of contracts, empty at first. Of those not archived each has a name of its own. */
export async function createContractGroup(ctx: Context, form: GroupForm): Promise<GroupRow> {
  try {
    return await getContractGroup(ctx, await insertGroup(ctx, form))
  } catch (error) {
    throw explained(error)
  }
}

/** Renames a group, archives it or takes it back. Its contracts stay in it. */
export async function changeContractGroup(
  ctx: Context,
  form: GroupForm & { id: number; version: number; isArchived: boolean },
): Promise<GroupRow> {
  await getContractGroup(ctx, form.id)
  try {
    if (!(await updateGroup(ctx, form))) throw new Refusal('platform.version-mismatch')
  } catch (error) {
    throw explained(error)
  }
  return getContractGroup(ctx, form.id)
}

/**
 * Adds contracts to a group: by id, by number, or all open contracts of subscribers. Those that are
 * in it already stay; numbers that no contract has come back.
 */
export async function addContracts(
  ctx: Context,
  order: { id: number; contractIds: number[]; subscriberIds: number[]; numbers: string[] },
): Promise<{ addedCount: number; unknownNumbers: string[] }> {
  const group = await getContractGroup(ctx, order.id)
  if (group.archivedAt) throw new Refusal('subscribers.group-archived', { name: group.name })
  const numbers = [...new Set(order.numbers.map((number) => number.trim()).filter(Boolean))]
  const named = await selectIdsByNumber(ctx, numbers)
  const known = new Set(named.map(({ number }) => number))
  const ids = [
    ...order.contractIds,
    ...named.map(({ id }) => id),
    ...(await openContractsOf(ctx, order.subscriberIds)),
  ]
  const contractIds = await insertMembers(ctx, group.id, [...new Set(ids)])
  if (contractIds.length > 0) await tell(ctx, 'subscribers.contracts-grouped', { contractIds })
  return {
    addedCount: contractIds.length,
    unknownNumbers: numbers.filter((number) => !known.has(number.toLowerCase())),
  }
}

/** Takes contracts out of a group. */
export async function removeContracts(
  ctx: Context,
  { id, contractIds }: { id: number; contractIds: readonly number[] },
): Promise<void> {
  await getContractGroup(ctx, id)
  await deleteMembers(ctx, id, contractIds)
}

async function openContractsOf(ctx: Context, subscriberIds: readonly number[]): Promise<number[]> {
  if (subscriberIds.length === 0) return []
  const contracts = await selectContracts(ctx, { subscriberIds })
  return contracts.filter(({ closedOn }) => closedOn === null).map(({ id }) => id)
}

function explained(error: unknown): unknown {
  return violates(error, 'groups_by_name')
    ? refuseField('subscribers.group-name-taken', 'name')
    : error
}
