import type { Context } from '#platform/context'
import { type Period, type ReadingOptions, readChargingFacts } from './read-charging-facts.ts'
import { planAccount, policyOn } from './rules/plan-charges.ts'

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
        const due = planAccount(account, facts.tariffs, facts, (month) =>
          facts.chargedIn(account.accountId, month),
        )
        const neededMinor = due.reduce((sum, { differenceMinor }) => sum + differenceMinor, 0n)
        const now = account.assignments.findLast(({ from }) => from <= facts.asOf)
        const tariff = facts.tariffs.get(now?.tariffId ?? 0)
        return {
          accountId: account.accountId,
          contractId: money.contractId,
          policy: tariff ? policyOn(tariff, facts.asOf) : ('none' as const),
          neededMinor: neededMinor > 0n ? neededMinor : 0n,
        }
      }),
  }))
}
