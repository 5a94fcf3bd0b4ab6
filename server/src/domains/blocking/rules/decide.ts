export type Policy = 'none' | 'after-debt' | 'before-charge'
export type MoneyFacts = {
  /** Balance plus credit. */
  availableMinor: bigint
  isNeverBlocked: boolean
  accounts: {
    accountId: number
    policy: Policy
    /** What would be charged today if money did not block. */
    neededMinor: bigint
    isBlockedForMoney: boolean
  }[]
}
export type MoneyDecision = {
  /** `from-today`: a fee that is not covered takes the whole day; `from-now`: a debt that came up. */
  block: { accountId: number; from: 'from-today' | 'from-now' }[]
  lift: number[]
  /** What to pay so that every account works; zero when money keeps none. */
  toPayMinor: bigint
}

/**
 * Which accounts of a contract money lets work. Below zero nobody with a block policy works; else
 * accounts whose fee must be covered first work in their order as far as the money goes.
 */
export function decideBlocks(facts: MoneyFacts): MoneyDecision {
  const decision: MoneyDecision = { block: [], lift: [], toPayMinor: 0n }
  let restMinor = facts.availableMinor
  let isSomebodyBarred = false
  for (const account of facts.accounts) {
    const bar = facts.isNeverBlocked ? undefined : barOf(account, restMinor, facts.availableMinor)
    if (bar) isSomebodyBarred = true
    else if (mustCover(account)) restMinor -= account.neededMinor
    if (bar && !account.isBlockedForMoney) {
      decision.block.push({ accountId: account.accountId, from: bar })
    }
    if (!bar && account.isBlockedForMoney) decision.lift.push(account.accountId)
  }
  return isSomebodyBarred ? { ...decision, toPayMinor: missing(facts) } : decision
}

/** From when money bars an account, if it does. */
function barOf(
  account: MoneyFacts['accounts'][number],
  restMinor: bigint,
  availableMinor: bigint,
): 'from-today' | 'from-now' | undefined {
  const { policy, neededMinor } = account
  if (policy === 'none') return undefined
  if (mustCover(account) && neededMinor > 0n && neededMinor > restMinor) return 'from-today'
  return availableMinor < 0n ? 'from-now' : undefined
}

/**
 * Does what is due today have to be there first? Under `after-debt` only to lift a block: otherwise
 * the fee of the new month would put the account back into debt the moment it is lifted.
 */
function mustCover({ policy, isBlockedForMoney }: MoneyFacts['accounts'][number]): boolean {
  return policy === 'before-charge' || (policy === 'after-debt' && isBlockedForMoney)
}

function missing({ availableMinor, accounts }: MoneyFacts): bigint {
  const needed = accounts.filter(mustCover).reduce((sum, { neededMinor }) => sum + neededMinor, 0n)
  const lack = needed - availableMinor
  return lack > 0n ? lack : 0n
}
