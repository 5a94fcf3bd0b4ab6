import { sql } from 'kysely'
import type { Context } from '#platform/context'

export type RunRow = {
  id: number
  day: Temporal.PlainDate
  state: 'running' | 'done' | 'failed' | 'cancelled'
  startedAt: Temporal.Instant
  updatedAt: Temporal.Instant
  finishedAt: Temporal.Instant | null
  startedBy: string
  contractsTotal: number
  contractsDone: number
  lastContractId: number
  postingsCount: number
  chargedMinor: bigint
}

const RUN = sql`
  id, day, state, started_at as "startedAt", updated_at as "updatedAt",
  finished_at as "finishedAt", started_by as "startedBy", contracts_total as "contractsTotal",
  contracts_done as "contractsDone", last_contract_id as "lastContractId",
  postings_count as "postingsCount", charged_minor as "chargedMinor"`

export async function selectRuns(ctx: Context, limit: number): Promise<RunRow[]> {
  const { rows } = await sql<RunRow>`
    select ${RUN} from charging.runs order by id desc limit ${limit}`.execute(ctx.tx)
  return rows
}

export async function findRun(ctx: Context, id: number): Promise<RunRow | undefined> {
  const { rows } = await sql<RunRow>`
    select ${RUN} from charging.runs where id = ${id}`.execute(ctx.tx)
  return rows[0]
}

/** Holds a running run for one batch; undefined when it has ended. */
export async function lockRunning(ctx: Context, id: number): Promise<RunRow | undefined> {
  const { rows } = await sql<RunRow>`
    select ${RUN} from charging.runs where id = ${id} and state = 'running' for update`.execute(
    ctx.tx,
  )
  return rows[0]
}

export async function findRunning(ctx: Context): Promise<RunRow | undefined> {
  const { rows } = await sql<RunRow>`
    select ${RUN} from charging.runs where state = 'running'`.execute(ctx.tx)
  return rows[0]
}

/** The last day that was charged to its end, by any run. */
export async function selectLastDoneDay(ctx: Context): Promise<Temporal.PlainDate | undefined> {
  const row = await ctx.tx
    .selectFrom('charging.runs')
    .select(({ fn }) => fn.max('day').as('day'))
    .where('state', '=', 'done')
    .executeTakeFirst()
  return row?.day ?? undefined
}

export async function insertRun(
  ctx: Context,
  run: { day: Temporal.PlainDate; contractsTotal: number },
): Promise<number> {
  const { id } = await ctx.tx
    .insertInto('charging.runs')
    .values({
      day: run.day,
      state: 'running',
      started_at: ctx.now(),
      updated_at: ctx.now(),
      started_by: ctx.actor.name,
      contracts_total: run.contractsTotal,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export async function advanceRun(
  ctx: Context,
  id: number,
  step: { contracts: number; lastContractId: number; postingsCount: number; chargedMinor: bigint },
): Promise<void> {
  await ctx.tx
    .updateTable('charging.runs')
    .set((eb) => ({
      updated_at: ctx.now(),
      contracts_done: eb('contracts_done', '+', step.contracts),
      last_contract_id: step.lastContractId,
      postings_count: eb('postings_count', '+', step.postingsCount),
      charged_minor: eb('charged_minor', '+', step.chargedMinor),
    }))
    .where('id', '=', id)
    .execute()
}

export async function endRun(
  ctx: Context,
  id: number,
  state: 'done' | 'failed' | 'cancelled',
): Promise<void> {
  await ctx.tx
    .updateTable('charging.runs')
    .set({ state, updated_at: ctx.now(), finished_at: ctx.now() })
    .where('id', '=', id)
    .where('state', '=', 'running')
    .execute()
}

export async function insertFailure(
  ctx: Context,
  failure: { runId: number; contractId: number; message: string },
): Promise<void> {
  await ctx.tx
    .insertInto('charging.run_failures')
    .values({ run_id: failure.runId, contract_id: failure.contractId, message: failure.message })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function selectFailures(
  ctx: Context,
  runIds: readonly number[],
): Promise<{ runId: number; contractId: number; message: string }[]> {
  return ctx.tx
    .selectFrom('charging.run_failures')
    .select(['run_id as runId', 'contract_id as contractId', 'message'])
    .where('run_id', 'in', [...runIds, 0])
    .orderBy('contract_id')
    .execute()
}
