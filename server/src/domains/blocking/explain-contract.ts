import type { Context } from '#platform/context'
import { type Account, type Block, findAccounts, findBlocks, readToday } from '../accounts/index.ts'
import { monthOf } from '../charging/index.ts'
import { readBalances } from '../ledger/index.ts'
import { findContracts } from '../subscribers/index.ts'
import { decideContracts } from './review-contracts.ts'

export type ContractExplanation = {
  contractId: number
  currency: string
  balanceMinor: bigint
  creditMinor: bigint
  toPayMinor: bigint
  accounts: { account: Account; blocks: Block[]; neededMinor: bigint | null }[]
}

/** Why accounts do not work and how much to pay, for each contract. */
export async function explainContracts(
  ctx: Context,
  contractIds: readonly number[],
): Promise<ContractExplanation[]> {
  const contracts = await findContracts(ctx, { ids: contractIds })
  const balances = await readBalances(ctx, contractIds)
  const accounts = await findAccounts(ctx, { contractIds })
  const asOf = await readToday(ctx)
  const period = { months: [monthOf(asOf)], asOf }
  const decided = await decideContracts(ctx, contractIds, period, { justLooking: true })
  const open = await findBlocks(
    ctx,
    accounts.map(({ id }) => id),
    { isOpen: true },
  )
  return contracts.map((contract) => {
    const decision = decided.find(({ quote }) => quote.contractId === contract.id)
    return {
      contractId: contract.id,
      currency: contract.currency,
      balanceMinor: balances.get(contract.id) ?? 0n,
      creditMinor: contract.creditMinor,
      toPayMinor: decision?.toPayMinor ?? 0n,
      accounts: accounts
        .filter(({ contractId }) => contractId === contract.id)
        .map((account) => ({
          account,
          blocks: open.filter(({ accountId }) => accountId === account.id),
          neededMinor:
            decision?.quote.accounts.find(({ accountId }) => accountId === account.id)
              ?.neededMinor ?? null,
        })),
    }
  })
}
