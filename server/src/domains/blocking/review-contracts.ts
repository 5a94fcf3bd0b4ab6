import { startOfDay } from '#platform/clock'
import type { Context } from '#platform/context'
import { findBlocks, liftBlocks, placeBlocks, readToday } from '../accounts/index.ts'
import {
  type ContractQuote,
  chargeContracts,
  monthOf,
  monthsBetween,
  quoteDues,
} from '../charging/index.ts'
import { getDefaultOperator } from '../settings/index.ts'
import { decideBlocks, type MoneyDecision } from './rules/decide.ts'

const NO_MONEY = 'money-short'
// What changes further back than this is for a recalculation that somebody asks for.
const LOOK_BACK_MONTHS_MAX = 36

/**
 * Brings money blocks in line with the money: charges what is due and covered, blocks what is not,
 * lifts what a payment has made good and charges that too. What changed `since` a day in the past is
 * charged anew from that month on. Safe to repeat at any time.
 */
export async function reviewContracts(
  ctx: Context,
  contractIds: readonly number[],
  { since }: { since?: Temporal.PlainDate } = {},
): Promise<{ blocked: number[]; lifted: number[] }> {
  const ids = [...new Set(contractIds)].sort((a, b) => a - b)
  const asOf = await readToday(ctx)
  const period = { months: [monthOf(asOf)], asOf }
  await chargeContracts(ctx, ids, since ? { months: monthsSince(since, asOf), asOf } : period)
  const decisions = await decideContracts(ctx, ids, period)
  const lifted = decisions.flatMap(({ lift }) => lift)
  const blocks = decisions.flatMap(({ block }) => block)
  if (lifted.length > 0) {
    await liftBlocks(ctx, { accountIds: lifted, kind: 'money', reason: 'covered' })
    await chargeContracts(ctx, ids, period)
  }
  await block(ctx, blocks, asOf)
  return { blocked: blocks.map(({ accountId }) => accountId), lifted }
}

function monthsSince(since: Temporal.PlainDate, asOf: Temporal.PlainDate) {
  const earliest = asOf.subtract({ months: LOOK_BACK_MONTHS_MAX })
  const days = [since, earliest].sort(Temporal.PlainDate.compare)
  const from = Temporal.PlainDate.compare(since, asOf) < 0 ? (days[1] ?? asOf) : asOf
  return monthsBetween(from, asOf)
}

type Decided = MoneyDecision & { quote: ContractQuote }

/** What money says of each contract now. Holds the wallets unless one is just looking. */
export async function decideContracts(
  ctx: Context,
  contractIds: readonly number[],
  period: Parameters<typeof quoteDues>[2],
  options: Parameters<typeof quoteDues>[3] = {},
): Promise<Decided[]> {
  const quotes = await quoteDues(ctx, contractIds, period, options)
  const accountIds = quotes.flatMap(({ accounts }) => accounts.map(({ accountId }) => accountId))
  const open = await findBlocks(ctx, accountIds, { isOpen: true })
  const isBlocked = new Set(
    open.filter(({ kind }) => kind === 'money').map(({ accountId }) => accountId),
  )
  return quotes.map((quote) => {
    const accounts = quote.accounts.map((account) => ({
      ...account,
      isBlockedForMoney: isBlocked.has(account.accountId),
    }))
    return { ...decideBlocks({ ...quote, accounts }), quote }
  })
}

async function block(
  ctx: Context,
  blocks: MoneyDecision['block'],
  today: Temporal.PlainDate,
): Promise<void> {
  const dayBegan = startOfDay(today, (await getDefaultOperator(ctx)).time_zone)
  for (const [kind, from] of [
    ['from-today', dayBegan],
    ['from-now', ctx.now()],
  ] as const) {
    const accountIds = blocks.filter((item) => item.from === kind).map((item) => item.accountId)
    if (accountIds.length === 0) continue
    await placeBlocks(ctx, { accountIds, kind: 'money', from, reason: NO_MONEY })
  }
}
