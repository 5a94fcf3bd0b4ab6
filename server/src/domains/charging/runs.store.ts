import { sql } from 'kysely'
import type { Context } from '#platform/context'

export type RunKind = 'recurring' | 'recalculation' | 'preview'
/** Whom a recalculation is about; all contracts when it says nothing. */
export type RunScope = { contractIds?: number[]; tariffId?: number; serviceId?: number }
export type RunRow = {
  id: number
  kind: RunKind
  /** The months gone over, both by their first day; null for a recurring run. */
  firstMonth: Temporal.PlainDate | null
  lastMonth: Temporal.PlainDate | null
  scope: RunScope
  reason: string
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
  id, kind, first_month as "firstMonth", last_month as "lastMonth", scope, reason, day, state, started_at as "startedAt", updated_at as "updatedAt",
  finished_at as "finishedAt", started_by as "startedBy", contracts_total as "contractsTotal",
  contracts_done as "contractsDone", last_contract_id as "lastContractId",
  postings_count as "postingsCount", charged_minor as "chargedMinor"`

/** The latest runs that post, or the latest recalculations with their previews. */
export async function selectRuns(
  ctx: Context,
  { kinds, limit }: { kinds: readonly RunKind[]; limit: number },
): Promise<RunRow[]> {
  const { rows } = await sql<RunRow>`
    select ${RUN}
    from charging.runs
    where kind = any(${[...kinds]}::text[])
    order by id desc
    limit ${limit}`.execute(ctx.tx)
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

/** Runs that go on, or were left half-way. */
export async function selectRunning(ctx: Context): Promise<RunRow[]> {
  const { rows } = await sql<RunRow>`
    select ${RUN} from charging.runs where state = 'running'`.execute(ctx.tx)
  return rows
}

/** Whether a recurring run of this day was started, however it ended. */
export async function hasRunOf(ctx: Context, day: Temporal.PlainDate): Promise<boolean> {
  const { rows } = await sql`
    select 1 from charging.runs where kind = 'recurring' and day = ${day}::date limit 1`.execute(
    ctx.tx,
  )
  return rows.length > 0
}

/** The last day that was charged to its end, by any run. */
export async function selectLastDoneDay(ctx: Context): Promise<Temporal.PlainDate | undefined> {
  const row = await ctx.tx
    .selectFrom('charging.runs')
    .select(({ fn }) => fn.max('day').as('day'))
    .where('state', '=', 'done')
    .where('kind', '=', 'recurring')
    .executeTakeFirst()
  return row?.day ?? undefined
}

export type NewRun = Pick<RunRow, 'kind' | 'firstMonth' | 'lastMonth' | 'scope' | 'reason'> & {
  day: Temporal.PlainDate
  contractsTotal: number
}

export async function insertRun(ctx: Context, run: NewRun): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into charging.runs (kind, first_month, last_month, scope, reason, day, state, started_at,
      updated_at, started_by, contracts_total)
    values (${run.kind}, ${run.firstMonth}, ${run.lastMonth}, ${JSON.stringify(run.scope)}::jsonb,
      ${run.reason}, ${run.day}, 'running', ${ctx.now()}, ${ctx.now()}, ${ctx.actor.name},
      ${run.contractsTotal})
    returning id`.execute(ctx.tx)
  return rows[0]?.id ?? 0
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
