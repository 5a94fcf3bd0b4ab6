import type { RUN_STATES, RunFailure, SCRIPT_CAUSES } from '@altyn/contract/network/scripts'
import { type RawBuilder, sql } from 'kysely'
import type { Context } from '#platform/context'
import type { LogEntry } from '../rules/scripts/transcript.ts'

export type RunCause = (typeof SCRIPT_CAUSES)[number]
export type RunState = (typeof RUN_STATES)[number]
/** Where a script runs. */
export type Target = {
  deviceId: number
  portId: number | null
  onuId: number | null
  accountId: number | null
}
export type RunRow = Target & {
  id: bigint
  scriptId: number
  scriptName: string
  deviceName: string
  portName: string
  login: string
  batchId: number | null
  cause: RunCause
  state: RunState
  askedAt: Temporal.Instant
  askedBy: string
  attempts: number
  dueAt: Temporal.Instant
  startedAt: Temporal.Instant | null
  finishedAt: Temporal.Instant | null
  failure: RunFailure | null
  failureDetails: Record<string, unknown>
}

const RUN = sql`
  r.id, r.script_id as "scriptId", s.name as "scriptName", r.device_id as "deviceId",
  d.name as "deviceName", r.port_id as "portId", coalesce(p.name, '') as "portName",
  r.onu_id as "onuId", r.account_id as "accountId", coalesce(a.login, '') as login,
  r.batch_id as "batchId", r.cause, r.state, r.asked_at as "askedAt", r.asked_by as "askedBy",
  r.attempts, r.due_at as "dueAt", r.started_at as "startedAt", r.finished_at as "finishedAt",
  r.failure, r.failure_details as "failureDetails"`
const FROM = sql`
  from network.script_runs r
  join network.scripts s on s.id = r.script_id
  join network.devices d on d.id = r.device_id
  left join network.device_ports p on p.id = r.port_id
  left join accounts.accounts a on a.id = r.account_id`

export type RunFilter = {
  scriptId?: number
  deviceId?: number
  portId?: number
  accountId?: number
  batchId?: number
  state?: RunState
  cause?: RunCause
  troubled?: boolean
}

function matching(filter: RunFilter): RawBuilder<unknown> {
  const { scriptId, deviceId, portId, accountId, batchId, state, cause, troubled } = filter
  const conditions = [
    ...(scriptId ? [sql`r.script_id = ${scriptId}`] : []),
    ...(deviceId ? [sql`r.device_id = ${deviceId}`] : []),
    ...(portId ? [sql`r.port_id = ${portId}`] : []),
    ...(accountId ? [sql`r.account_id = ${accountId}`] : []),
    ...(batchId ? [sql`r.batch_id = ${batchId}`] : []),
    ...(state ? [sql`r.state = ${state}`] : []),
    ...(cause ? [sql`r.cause = ${cause}`] : []),
    ...(troubled ? [sql`r.state in ('failed', 'interrupted')`] : []),
  ]
  return conditions.length > 0 ? sql.join(conditions, sql` and `) : sql`true`
}

/** Runs, the newest first, after one of them. */
export async function selectRuns(
  ctx: Context,
  filter: RunFilter,
  { after, limit }: { after: readonly string[] | undefined; limit: number },
): Promise<RunRow[]> {
  const beyond = after ? sql`r.id < ${after[0]}::bigint` : sql`true`
  const { rows } = await sql<RunRow>`
    select ${RUN} ${FROM}
    where ${matching(filter)} and ${beyond}
    order by r.id desc
    limit ${limit}`.execute(ctx.tx)
  return rows
}

export async function countRuns(ctx: Context, filter: RunFilter): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from network.script_runs r where ${matching(filter)}`.execute(
    ctx.tx,
  )
  return rows[0]?.count ?? 0
}

export async function findRun(
  ctx: Context,
  id: bigint,
): Promise<(RunRow & { log: LogEntry[] }) | undefined> {
  const { rows } = await sql<RunRow & { log: LogEntry[] }>`
    select ${RUN}, r.log ${FROM} where r.id = ${id}`.execute(ctx.tx)
  return rows[0]
}

export type NewRun = Target & {
  scriptId: number
  cause: RunCause
  batchId?: number
  newsKey?: string
  speed?: { downKbps: number; upKbps: number }
}

/** Asks for runs, all due now; one whose news has asked already is passed over. */
export async function insertRuns(ctx: Context, runs: readonly NewRun[]): Promise<bigint[]> {
  const column = <Value>(read: (run: NewRun) => Value) => runs.map(read)
  const { rows } = await sql<{ id: bigint }>`
    insert into network.script_runs (script_id, device_id, port_id, onu_id, account_id, batch_id,
      cause, news_key, down_kbps, up_kbps, asked_at, asked_by, due_at)
    select i.*, ${ctx.now()}, ${ctx.actor.name}, ${ctx.now()}
    from unnest(${column((r) => r.scriptId)}::int[], ${column((r) => r.deviceId)}::int[],
      ${column((r) => r.portId)}::int[], ${column((r) => r.onuId)}::int[],
      ${column((r) => r.accountId)}::int[], ${column((r) => r.batchId ?? null)}::int[],
      ${column((r) => r.cause)}::text[], ${column((r) => r.newsKey ?? null)}::text[],
      ${column((r) => r.speed?.downKbps ?? null)}::int[],
      ${column((r) => r.speed?.upKbps ?? null)}::int[]) as i
    on conflict (news_key) do nothing
    returning id`.execute(ctx.tx)
  return rows.map(({ id }) => id)
}

/** Calls off runs that have not begun; answers with how many. */
export async function cancelQueued(
  ctx: Context,
  which: { id: bigint } | { batchId: number },
): Promise<number> {
  const { numAffectedRows } = await sql`
    update network.script_runs
    set state = 'cancelled', finished_at = ${ctx.now()}
    where ${'id' in which ? sql`id = ${which.id}` : sql`batch_id = ${which.batchId}`}
      and state = 'queued'`.execute(ctx.tx)
  return Number(numAffectedRows ?? 0)
}

/**
 * Calls off what waits on ports and has been overtaken by later news of the same place: a block that
 * could not be told must not be told after the account has been let in again. Where a place is one
 * account's, its next account overtakes the one before.
 */
export async function cancelOvertaken(ctx: Context, portIds: readonly number[]): Promise<void> {
  await sql`
    update network.script_runs old
    set state = 'cancelled', failure = 'superseded', failure_details = '{}',
      finished_at = ${ctx.now()}
    where old.state = 'queued' and old.cause <> 'hand' and old.port_id = any(${[...portIds]}::int[])
      and exists (
        select from network.script_runs new
        where new.port_id = old.port_id and new.onu_id is not distinct from old.onu_id
          and new.id > old.id and (new.cause <> old.cause or new.asked_at > old.asked_at)
          and new.state <> 'cancelled'
          and new.cause = any(case old.cause
            when 'bound' then array['bound', 'unbound']
            when 'unbound' then array['bound', 'unbound']
            when 'speed-changed' then array['speed-changed', 'unbound']
            else array['blocked', 'unblocked', 'unbound'] end)
          and (new.account_id = old.account_id or not coalesce(
            (select o.is_shared from network.onus o where o.id = old.onu_id),
            (select p.is_shared from network.device_ports p where p.id = old.port_id))))`.execute(
    ctx.tx,
  )
}

export type Told = {
  accountId: number
  portId: number
  cause: RunCause
  downKbps: number | null
  upKbps: number | null
  /** Not one that failed. */
  isCertain: boolean
}

/** The last news about each account on its port, of those kinds, told or about to be. */
export async function selectLastTold(
  ctx: Context,
  accountIds: readonly number[],
  what: 'state' | 'speed',
): Promise<Told[]> {
  const condition =
    what === 'speed'
      ? sql`r.down_kbps is not null`
      : sql`r.cause in ('blocked', 'unblocked', 'bound')`
  const { rows } = await sql<Told>`
    select distinct on (r.account_id, r.port_id) r.account_id as "accountId",
      r.port_id as "portId", r.cause, r.down_kbps as "downKbps", r.up_kbps as "upKbps",
      r.state in ('queued', 'running', 'done') as "isCertain"
    from network.script_runs r
    where r.account_id = any(${[...accountIds]}::int[]) and r.port_id is not null
      and r.cause <> 'hand' and r.state <> 'cancelled' and ${condition}
    order by r.account_id, r.port_id, r.id desc`.execute(ctx.tx)
  return rows
}

/** At most so many runs go on in the whole system. */
const RUNNING_MAX = 16

/** Takes the next run that is due, on a device where none goes on. */
export async function claimRun(ctx: Context, carrier: string): Promise<bigint | undefined> {
  const { rows } = await sql<{ id: bigint }>`
    update network.script_runs
    set state = 'running', attempts = attempts + 1, started_at = ${ctx.now()},
      beat_at = ${ctx.now()}, carrier = ${carrier}, finished_at = null, failure = null,
      failure_details = '{}', log = '[]'
    where id = (
      select q.id
      from network.script_runs q
      where q.state = 'queued' and q.due_at <= ${ctx.now()}
        and not exists (select from network.script_runs o
          where o.device_id = q.device_id and o.state = 'running')
        and (select count(*) from network.script_runs where state = 'running') < ${RUNNING_MAX}
      order by q.due_at, q.id
      limit 1
      for update skip locked)
    returning id`.execute(ctx.tx)
  return rows[0]?.id
}

type Carried = { id: bigint; carrier: string }

/** How far a run is; false when it is not in the hands of this carrier any more. */
export async function keepProgress(
  ctx: Context,
  { id, carrier }: Carried,
  log: readonly LogEntry[],
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update network.script_runs
    set log = ${JSON.stringify(log)}::jsonb, beat_at = ${ctx.now()}
    where id = ${id} and carrier = ${carrier} and state = 'running'`.execute(ctx.tx)
  return numAffectedRows === 1n
}

export type RunEnd = {
  state: RunState
  log: readonly LogEntry[]
  failure?: RunFailure
  details?: Record<string, unknown>
  /** When it is tried again; it is queued until then. */
  dueAt?: Temporal.Instant
}

/** Writes down how a run ended, if it is still in the hands of this carrier. */
export async function endRun(ctx: Context, { id, carrier }: Carried, end: RunEnd): Promise<void> {
  await sql`
    update network.script_runs
    set state = ${end.state}, log = ${JSON.stringify(end.log)}::jsonb,
      failure = ${end.failure ?? null},
      failure_details = ${JSON.stringify(end.details ?? {})}::jsonb,
      finished_at = ${ctx.now()}, due_at = coalesce(${end.dueAt ?? null}, due_at), carrier = null
    where id = ${id} and carrier = ${carrier} and state = 'running'`.execute(ctx.tx)
}

/**
 * Settles runs whose carrier has not been heard of since a moment: one that may be repeated is queued
 * again while it has attempts left, any other is interrupted.
 */
export async function settleAbandoned(
  ctx: Context,
  { since, attemptsMax }: { since: Temporal.Instant; attemptsMax: number },
): Promise<number> {
  const { numAffectedRows } = await sql`
    update network.script_runs r
    set state = case when s.is_repeatable and r.attempts < ${attemptsMax}
        then 'queued' else 'interrupted' end,
      finished_at = ${ctx.now()}, carrier = null
    from network.scripts s
    where s.id = r.script_id and r.state = 'running' and r.beat_at < ${since}`.execute(ctx.tx)
  return Number(numAffectedRows ?? 0)
}

/** Forgets runs that ended before a moment, and the mass runs that nothing is left of. */
export async function deleteRunsBefore(ctx: Context, moment: Temporal.Instant): Promise<void> {
  await sql`
    delete from network.script_runs
    where asked_at < ${moment} and state not in ('queued', 'running')`.execute(ctx.tx)
  await sql`
    delete from network.script_batches b
    where b.asked_at < ${moment}
      and not exists (select from network.script_runs r where r.batch_id = b.id)`.execute(ctx.tx)
}
