import { sql } from 'kysely'
import type { Context } from '#platform/context'

/** Enough to keep the database and the arithmetic busy at once. */
const LANES = 3

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
  postingsCount: number
  chargedMinor: bigint
}

const RUN = sql`
  id, kind, first_month as "firstMonth", last_month as "lastMonth", scope, reason, day, state, started_at as "startedAt", updated_at as "updatedAt",
  finished_at as "finishedAt", started_by as "startedBy", contracts_total as "contractsTotal",
  contracts_done as "contractsDone", postings_count as "postingsCount", charged_minor as "chargedMinor"`

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

/** A part of the contracts of a run: those whose ids leave `lane` when divided by `lanes`. */
export type LaneRow = {
  lane: number
  lanes: number
  lastContractId: number
  scope: RunScope
  firstMonth: Temporal.PlainDate | null
}

/** Holds a lane of a running run for one batch; undefined when it has come to its end. */
export async function lockLane(
  ctx: Context,
  { id, lane }: { id: number; lane: number },
): Promise<LaneRow | undefined> {
  const { rows } = await sql<LaneRow>`
    select l.lane, l.lanes, l.last_contract_id as "lastContractId", r.scope,
      r.first_month as "firstMonth"
    from charging.run_lanes l
    join charging.runs r on r.id = l.run_id and r.state = 'running'
    where l.run_id = ${id} and l.lane = ${lane} and not l.is_done
    for update of l`.execute(ctx.tx)
  return rows[0]
}

/** The lanes of a run that are not done yet. */
export async function selectLanes(ctx: Context, id: number): Promise<number[]> {
  const { rows } = await sql<{ lane: number }>`
    select lane from charging.run_lanes where run_id = ${id} and not is_done order by lane`.execute(
    ctx.tx,
  )
  return rows.map(({ lane }) => lane)
}

export async function endLane(
  ctx: Context,
  { id, lane }: { id: number; lane: number },
): Promise<void> {
  await sql`
    update charging.run_lanes set is_done = true
    where run_id = ${id} and lane = ${lane}`.execute(ctx.tx)
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
  const id = rows[0]?.id ?? 0
  await sql`
    insert into charging.run_lanes (run_id, lane, lanes)
    select ${id}, lane, ${LANES} from generate_series(0, ${LANES - 1}) as lane`.execute(ctx.tx)
  return id
}

export type RunStep = {
  lane: number
  contracts: number
  lastContractId: number
  postingsCount: number
  chargedMinor: bigint
}

/** How far a lane has come, and what the run has done in all. */
export async function advanceRun(ctx: Context, id: number, step: RunStep): Promise<void> {
  await sql`
    update charging.run_lanes set last_contract_id = ${step.lastContractId}
    where run_id = ${id} and lane = ${step.lane}`.execute(ctx.tx)
  await ctx.tx
    .updateTable('charging.runs')
    .set((eb) => ({
      updated_at: ctx.now(),
      contracts_done: eb('contracts_done', '+', step.contracts),
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
