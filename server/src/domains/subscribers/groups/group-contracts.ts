import type { Context } from '#platform/context'
import { addMembers } from '#platform/groups/keep-groups'
import { tell } from '#platform/outbox'
import { selectContracts } from '../contracts.store.ts'
import { CONTRACT_GROUPS } from './contract-groups.ts'
import { selectIdsByNumber } from './groups.store.ts'

/**
 * Adds contracts to a group: by id, by number, or all open contracts of subscribers. Those that are
 * in it already stay; numbers that no contract has come back.
 */
export async function groupContracts(
  ctx: Context,
  order: { id: number; contractIds: number[]; subscriberIds: number[]; numbers: string[] },
): Promise<{ addedCount: number; unknownNumbers: string[] }> {
  const numbers = [...new Set(order.numbers.map((number) => number.trim()).filter(Boolean))]
  const named = await selectIdsByNumber(ctx, numbers)
  const known = new Set(named.map(({ number }) => number))
  const contractIds = await addMembers(ctx, CONTRACT_GROUPS, {
    id: order.id,
    memberIds: [
      ...order.contractIds,
      ...named.map(({ id }) => id),
      ...(await openContractsOf(ctx, order.subscriberIds)),
    ],
  })
  if (contractIds.length > 0) await tell(ctx, 'subscribers.contracts-grouped', { contractIds })
  return {
    addedCount: contractIds.length,
    unknownNumbers: numbers.filter((number) => !known.has(number.toLowerCase())),
  }
}

async function openContractsOf(ctx: Context, subscriberIds: readonly number[]): Promise<number[]> {
  if (subscriberIds.length === 0) return []
  const contracts = await selectContracts(ctx, { subscriberIds })
  return contracts.filter(({ closedOn }) => closedOn === null).map(({ id }) => id)
}
