import type { Context } from '#platform/context'
import { lockBalances, selectBalances } from './wallets.store.ts'

/** Balances in minor units by contract, zero for those that have never moved money. */
export async function readBalances(
  ctx: Context,
  contractIds: readonly number[],
): Promise<Map<number, bigint>> {
  return withZeros(contractIds, await selectBalances(ctx, contractIds))
}

/** The same, held until the transaction ends: nobody spends the money in between. */
export async function holdBalances(
  ctx: Context,
  contractIds: readonly number[],
): Promise<Map<number, bigint>> {
  return withZeros(contractIds, await lockBalances(ctx, contractIds))
}

function withZeros(
  contractIds: readonly number[],
  rows: { contract_id: number; balance_minor: bigint }[],
): Map<number, bigint> {
  const balances = new Map(contractIds.map((id) => [id, 0n]))
  for (const row of rows) balances.set(row.contract_id, row.balance_minor)
  return balances
}
