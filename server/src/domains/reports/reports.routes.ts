import * as contract from '@altyn/contract/reports'
import type { Context } from '#platform/context'
import { answer } from '#platform/http/answer'
import { toApiMoney, toApiTime } from '#platform/http/api-values'
import { toPage, unpackCursor } from '#platform/http/cursor'
import { readToday, stateOf } from '../accounts/index.ts'
import { selectFound } from './search.report.ts'
import { readCard } from './subscriber-card.ts'
import {
  countSubscriberRows,
  type SubscriberFilter,
  type SubscriberListRow,
  selectSubscriberRows,
} from './subscribers.report.ts'
import {
  countPaymentsOn,
  countRejections,
  STEPS,
  selectCounters,
  selectMoneyByDay,
  selectStepsDone,
} from './today.report.ts'

const DAYS_SHOWN = 30
const FOUND_MAX = 200

export const reportsRoutes = [
  answer(contract.readToday, (ctx) => readStartPage(ctx)),
  answer(contract.listSubscribers, async (ctx, { query }) => {
    const { q, cursor, limit, total, ...plain } = query
    const ids = q ? await subscribersFoundBy(ctx, q) : undefined
    const filter: SubscriberFilter = {
      ...plain,
      ids,
      after: unpackCursor(cursor, 2),
      limit: limit + 1,
    }
    const found = await selectSubscriberRows(ctx, filter)
    const { rows, nextCursor } = toPage(found, limit, (row) => [row.sortName, row.id])
    const items = rows.map(toApiRow)
    return total
      ? { items, nextCursor, total: await countSubscriberRows(ctx, filter) }
      : { items, nextCursor }
  }),
  answer(contract.searchAnything, async (ctx, { query }) => ({
    items: query.q.length < 2 ? [] : (await selectFound(ctx, query.q)).slice(0, FOUND_MAX),
  })),
  answer(contract.readSubscriberCard, (ctx, { params }) => readCard(ctx, params.id)),
]

async function subscribersFoundBy(ctx: Context, q: string): Promise<number[]> {
  const found = await selectFound(ctx, q)
  return [...new Set(found.flatMap(({ subscriberId }) => subscriberId ?? []))].slice(0, FOUND_MAX)
}

async function readStartPage(ctx: Context) {
  const today = await readToday(ctx)
  const span = { from: today.subtract({ days: DAYS_SHOWN - 1 }), until: today.add({ days: 1 }) }
  const [{ debtMinor, ...counters }, days, count, rejections, done] = await Promise.all([
    selectCounters(ctx),
    selectMoneyByDay(ctx, span),
    countPaymentsOn(ctx, today),
    countRejections(ctx, ctx.now().subtract({ hours: 1 })),
    selectStepsDone(ctx),
  ])
  const last = days.at(-1)
  return {
    counters,
    debtTotal: toApiMoney(debtMinor),
    paymentsToday: { count, sum: toApiMoney(last?.paymentsMinor ?? 0n) },
    chargesToday: toApiMoney(last?.chargesMinor ?? 0n),
    days: days.map(({ day, paymentsMinor, chargesMinor }) => ({
      day: toApiTime(day),
      payments: toApiMoney(paymentsMinor),
      charges: toApiMoney(chargesMinor),
    })),
    rejections,
    firstSteps: STEPS.map((step) => ({ step, isDone: done[step] })),
  }
}

function toApiRow({ sortName: _, ...row }: SubscriberListRow): contract.SubscriberRow {
  return {
    ...row,
    contracts: row.contracts.map(({ id, number, balanceMinor, currency }) => ({
      id,
      number,
      balance: toApiMoney(BigInt(balanceMinor), currency),
    })),
    accounts: row.accounts.map((account) => ({
      id: account.id,
      login: account.login,
      isOnline: account.isOnline,
      state: stateOf(account),
    })),
  }
}
