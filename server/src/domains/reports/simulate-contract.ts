import { startOfDay } from '#platform/clock'
import type { Context } from '#platform/context'
import { Refusal, refuseField } from '#platform/refusal'
import { rehearse } from '#platform/transaction'
import { type Block, findAccounts, findBlocks, readToday } from '../accounts/index.ts'
import { rehearseActionsOf, reviewContracts } from '../blocking/index.ts'
import { issueInvoice } from '../documents/index.ts'
import { findStatement, readBalances, type StatementRow } from '../ledger/index.ts'
import { getDefaultOperator } from '../settings/index.ts'
import { changeContract, getContract } from '../subscribers/index.ts'
import { applyChange, type Change, paymentsOn } from './simulated-change.ts'

const MONTHS_MAX = 13
const LINES_MAX = 5000
const SECONDS_PAST_MIDNIGHT = 60

export type Simulation = {
  lines: StatementRow[]
  blocks: Block[]
  documents: { month: Temporal.PlainYearMonth; totalMinor: bigint }[]
  chargedMinor: bigint
  paidMinor: bigint
  balanceMinor: bigint
}
export type SimulationOrder = {
  contractId: number
  /** The first day that is not simulated any more. */
  until: Temporal.PlainDate
  changes: readonly Change[]
  /** Nothing is blocked for money. */
  assumesPaid: boolean
}

/**
 * What becomes of a contract until a day, with changes tried out. The real deeds are done day by
 * day under a clock that is moved on, and everything is taken back at the end.
 */
export async function simulateContract(ctx: Context, order: SimulationOrder): Promise<Simulation> {
  const today = await readToday(ctx)
  if (Temporal.PlainDate.compare(order.until, today) <= 0) {
    throw refuseField('reports.simulation-in-the-past', 'until')
  }
  if (Temporal.PlainDate.compare(order.until, today.add({ months: MONTHS_MAX })) > 0) {
    throw refuseField('reports.simulation-too-long', 'until', { months: MONTHS_MAX })
  }
  await getContract(ctx, order.contractId)
  return rehearse(ctx, () => play(ctx, order, today))
}

async function play(
  ctx: Context,
  order: SimulationOrder,
  today: Temporal.PlainDate,
): Promise<Simulation> {
  const { contractId, until, changes, assumesPaid } = order
  const timeZone = (await getDefaultOperator(ctx)).time_zone
  const lastBefore = (await findStatement(ctx, { contractId, limit: 1 }))[0]?.id ?? 0n
  if (assumesPaid) {
    const { id, version } = await getContract(ctx, contractId)
    await changeContract(ctx, { id, version, isNeverBlocked: true })
  }
  for (const [index, change] of changes.entries()) {
    await applyChange(ctx, { contractId, change, index, timeZone })
  }
  const accounts = await findAccounts(ctx, { contractIds: [contractId] })
  const accountIds = accounts.map(({ id }) => id)
  const documents: Simulation['documents'] = []
  for (let day = today; Temporal.PlainDate.compare(day, until) < 0; day = day.add({ days: 1 })) {
    const then = day.equals(today) ? ctx : at(ctx, day, timeZone)
    if (day.day === 1 && !day.equals(today)) {
      documents.push(...(await invoiceOf(then, contractId, day.toPlainYearMonth())))
    }
    await rehearseActionsOf(then, accountIds)
    await paymentsOn(then, { contractId, changes, day })
    await reviewContracts(then, [contractId])
  }
  const statement = await findStatement(ctx, { contractId, limit: LINES_MAX })
  const lines = statement.filter(({ id }) => id > lastBefore).reverse()
  const blocks = await findBlocks(ctx, accountIds, { since: ctx.now() })
  const balances = await readBalances(ctx, [contractId])
  return {
    lines,
    blocks: blocks.toSorted((a, b) => Temporal.Instant.compare(a.from, b.from)),
    documents,
    chargedMinor: -sumOf(lines.filter(({ kind }) => kind === 'charge')),
    paidMinor: sumOf(lines.filter(({ kind }) => kind === 'payment')),
    balanceMinor: balances.get(contractId) ?? 0n,
  }
}

/** The same deed a little after the start of a later day. */
function at(ctx: Context, day: Temporal.PlainDate, timeZone: string): Context {
  const then = startOfDay(day, timeZone).add({ seconds: SECONDS_PAST_MIDNIGHT })
  return { ...ctx, now: () => then }
}

/** The invoice for the month before; none where nothing was charged or it cannot be issued. */
async function invoiceOf(
  ctx: Context,
  contractId: number,
  now: Temporal.PlainYearMonth,
): Promise<Simulation['documents']> {
  const month = now.subtract({ months: 1 })
  try {
    const { totalMinor } = await issueInvoice(ctx, { contractId, month })
    return [{ month, totalMinor }]
  } catch (error) {
    if (error instanceof Refusal) return []
    throw error
  }
}

function sumOf(lines: readonly StatementRow[]): bigint {
  return lines.reduce((sum, { signedMinor }) => sum + signedMinor, 0n)
}
