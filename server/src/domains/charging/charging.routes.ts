import * as contract from '@altyn/contract/charging'
import type { Context } from '#platform/context'
import { answer } from '#platform/http/answer'
import { toApiMoney, toApiTime } from '#platform/http/api-values'
import { cancelRun, getRun, startRun } from './run-recurring.ts'
import { type RunRow, selectFailures, selectRuns } from './runs.store.ts'

const RUNS_SHOWN = 50

export const chargingRoutes = [
  answer(contract.listRuns, async (ctx) => ({
    items: await toApiRuns(ctx, await selectRuns(ctx, RUNS_SHOWN)),
  })),
  answer(contract.readRun, async (ctx, { params }) => toApiRun(ctx, await getRun(ctx, params.id))),
  answer(contract.startRun, async (ctx) => toApiRun(ctx, await startRun(ctx))),
  answer(contract.cancelRun, async (ctx, { params }) =>
    toApiRun(ctx, await cancelRun(ctx, params.id)),
  ),
]

async function toApiRun(ctx: Context, row: RunRow): Promise<contract.Run> {
  const [run] = await toApiRuns(ctx, [row])
  return run as contract.Run // one row in, one out
}

async function toApiRuns(ctx: Context, rows: RunRow[]): Promise<contract.Run[]> {
  const failures = await selectFailures(
    ctx,
    rows.map(({ id }) => id),
  )
  return rows.map(({ lastContractId: _, chargedMinor, ...row }) => ({
    ...row,
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
