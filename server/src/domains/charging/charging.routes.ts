import * as contract from '@altyn/contract/charging'
import type { Context } from '#platform/context'
import { answer } from '#platform/http/answer'
import { toApiMoney, toApiTime } from '#platform/http/api-values'
import { toPage, unpackCursor } from '#platform/http/cursor'
import { startRecalculation } from './recalculate.ts'
import {
  type DifferenceCursor,
  type DifferenceRow,
  selectDifferences,
  selectDifferenceTotals,
} from './run-differences.store.ts'
import { type RunKind, type RunRow, selectFailures, selectRuns } from './runs.store.ts'
import { cancelRun, getRun, startRun } from './start-run.ts'

const RUNS_SHOWN = 50
const KINDS: Record<'recurring' | 'recalculation', RunKind[]> = {
  recurring: ['recurring'],
  recalculation: ['recalculation', 'preview'],
}

export const chargingRoutes = [
  answer(contract.listRuns, async (ctx, { query }) => ({
    items: await toApiRuns(
      ctx,
      await selectRuns(ctx, { kinds: KINDS[query.kind], limit: RUNS_SHOWN }),
    ),
  })),
  answer(contract.readRun, async (ctx, { params }) => toApiRun(ctx, await getRun(ctx, params.id))),
  answer(contract.startRun, async (ctx) => toApiRun(ctx, await startRun(ctx))),
  answer(contract.cancelRun, async (ctx, { params }) =>
    toApiRun(ctx, await cancelRun(ctx, params.id)),
  ),
  answer(contract.startRecalculation, async (ctx, { body }) => {
    const { from, until, ...order } = body
    const started = await startRecalculation(ctx, {
      ...order,
      firstMonth: Temporal.PlainYearMonth.from(from),
      lastMonth: Temporal.PlainYearMonth.from(until),
    })
    return toApiRun(ctx, started)
  }),
  answer(contract.listRunDifferences, async (ctx, { params, query }) => {
    await getRun(ctx, params.id)
    const found = await selectDifferences(ctx, params.id, {
      after: toCursor(unpackCursor(query.cursor, 4)),
      limit: query.limit + 1,
    })
    const { rows, nextCursor } = toPage(found, query.limit, (row) => [
      sizeOf(row),
      row.accountId,
      row.component,
      row.periodStart.toString(),
    ])
    return { items: rows.map(toApiDifference), nextCursor }
  }),
  answer(contract.readRunTotals, async (ctx, { params }) => {
    await getRun(ctx, params.id)
    const { dearerMinor, cheaperMinor, ...counts } = await selectDifferenceTotals(ctx, params.id)
    return { ...counts, dearer: toApiMoney(dearerMinor), cheaper: toApiMoney(cheaperMinor) }
  }),
]

function toCursor(key: string[] | undefined): DifferenceCursor | undefined {
  if (!key) return undefined
  const [size = '0', accountId = '0', component = '', day = ''] = key
  return {
    sizeMinor: BigInt(size),
    accountId: Number(accountId),
    component,
    periodStart: Temporal.PlainDate.from(day),
  }
}

function sizeOf({ beforeMinor, dueMinor }: DifferenceRow): bigint {
  return dueMinor > beforeMinor ? dueMinor - beforeMinor : beforeMinor - dueMinor
}

function toApiDifference(row: DifferenceRow): contract.RunDifference {
  const { periodStart, beforeMinor, dueMinor, explanation, ...rest } = row
  return {
    ...rest,
    from: toApiTime(periodStart),
    before: toApiMoney(beforeMinor),
    after: toApiMoney(dueMinor),
    explanation: explanation as Record<string, unknown>, // written by explainCharge
  }
}

async function toApiRun(ctx: Context, row: RunRow): Promise<contract.Run> {
  const [run] = await toApiRuns(ctx, [row])
  return run as contract.Run // one row in, one out
}

async function toApiRuns(ctx: Context, rows: RunRow[]): Promise<contract.Run[]> {
  const failures = await selectFailures(
    ctx,
    rows.map(({ id }) => id),
  )
  return rows.map(({ chargedMinor, ...row }) => ({
    ...row,
    firstMonth: toApiMonth(row.firstMonth),
    lastMonth: toApiMonth(row.lastMonth),
    day: toApiTime(row.day),
    startedAt: toApiTime(row.startedAt),
    updatedAt: toApiTime(row.updatedAt),
    finishedAt: toApiTime(row.finishedAt),
    charged: toApiMoney(chargedMinor),
    failures: failures
      .filter(({ runId }) => runId === row.id)
      .map(({ contractId, message }) => ({ contractId, message })),
  }))
}

function toApiMonth(day: Temporal.PlainDate | null): string | null {
  return day ? day.toPlainYearMonth().toString() : null
}
