import type { Context } from '#platform/context'
import { type Period, type ReadingOptions, readChargingFacts } from './read-charging-facts.ts'
import { policyOf } from './rules/due.ts'
import { planAccount } from './rules/plan-charges.ts'

export type AccountQuote = {
  accountId: number
  contractId: number
  policy: 'none' | 'after-debt' | 'before-charge'
  /** What would be charged today if no money block held; never negative. */
  neededMinor: bigint
}
export type ContractQuote = {
  contractId: number
  availableMinor: bigint
  isNeverBlocked: boolean
  accounts: AccountQuote[]
}

/** What each account needs to work today, and what each contract has for it. */
export async function quoteDues(
  ctx: Context,
  contractIds: readonly number[],
  period: Period,
  options: Pick<ReadingOptions, 'justLooking'> = {},
): Promise<ContractQuote[]> {
  const asked = { ...options, asIfLifted: true }
  const facts = await readChargingFacts(ctx, contractIds, period, asked)
  return facts.money.map((money) => ({
    ...money,
    accounts: facts.accounts
      .filter(({ contractId }) => contractId === money.contractId)
      .map((account) => {
        const due = planAccount(account, facts.offers, facts, facts.chargedTo(account.accountId))
        const neededMinor = due.reduce((sum, { differenceMinor }) => sum + differenceMinor, 0n)
        return {
          accountId: account.accountId,
          contractId: money.contractId,
          policy: policyOf(account, facts.offers.tariffs, facts.asOf),
          neededMinor: neededMinor > 0n ? neededMinor : 0n,
        }
      }),
  }))
}
