import { type RawBuilder, sql } from 'kysely'
import type { Context } from '#platform/context'

export type FaultSample = { row: number; field: string; value: string }
export type CallFileRow = {
  id: number
  agentId: number
  name: string
  bytes: number
  state: 'waiting' | 'done' | 'failed'
  recordsRead: number
  callsTaken: number
  repeats: number
  faults: number
  failure: string
  faultSamples: FaultSample[]
  takenAt: Temporal.Instant
  takenBy: string
  finishedAt: Temporal.Instant | null
}

const FAULT_SAMPLES_MAX = 20

async function select(ctx: Context, where: RawBuilder<unknown>): Promise<CallFileRow[]> {
  const { rows } = await sql<CallFileRow>`
    select id, agent_id as "agentId", name, bytes, state, records_read as "recordsRead",
      calls_taken as "callsTaken", repeats, faults, failure, fault_samples as "faultSamples",
      taken_at as "takenAt", taken_by as "takenBy", finished_at as "finishedAt"
    from usage.call_files
    where ${where}`.execute(ctx.tx)
  return rows
}

export async function findCallFile(ctx: Context, id: number): Promise<CallFileRow | undefined> {
  return (await select(ctx, sql`id = ${id}`))[0]
}

export function selectCallFiles(
  ctx: Context,
  filter: { agentId?: number; beforeId?: string; limit: number },
): Promise<CallFileRow[]> {
  return select(
    ctx,
    sql`${filter.agentId ? sql`agent_id = ${filter.agentId}` : sql`true`}
      and ${filter.beforeId ? sql`id < ${filter.beforeId}::int` : sql`true`}
    order by id desc
    limit ${filter.limit}`,
  )
}

/** Files that are not finished, the oldest first. */
export async function selectWaitingFileIds(ctx: Context): Promise<number[]> {
  return (await select(ctx, sql`state = 'waiting' order by id`)).map(({ id }) => id)
}

/** Keeps a file; nothing when these bytes came from the agent before. */
export async function insertCallFile(
  ctx: Context,
  file: { agentId: number; name: string; digest: Buffer; content: Buffer },
): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    insert into usage.call_files (agent_id, name, digest, content, bytes, state, taken_at, taken_by)
    values (${file.agentId}, ${file.name}, ${file.digest}, ${file.content},
      ${file.content.length}, 'waiting', ${ctx.now()}, ${ctx.actor.name})
    on conflict (agent_id, digest) do nothing
    returning id`.execute(ctx.tx)
  return rows[0]?.id
}

export async function selectContent(ctx: Context, id: number): Promise<Buffer | undefined> {
  const { rows } = await sql<{ content: Buffer | null }>`
    select content from usage.call_files where id = ${id} and state = 'waiting'`.execute(ctx.tx)
  return rows[0]?.content ?? undefined
}

/** How far a file is, held until the end of the transaction; nothing when it is finished. */
export async function lockProgress(ctx: Context, id: number): Promise<number | undefined> {
  const { rows } = await sql<{ recordsRead: number }>`
    select records_read as "recordsRead" from usage.call_files
    where id = ${id} and state = 'waiting'
    for update`.execute(ctx.tx)
  return rows[0]?.recordsRead
}

export async function advanceFile(
  ctx: Context,
  id: number,
  step: { records: number; calls: number; repeats: number; faults: readonly FaultSample[] },
): Promise<void> {
  await sql`
    update usage.call_files
    set records_read = records_read + ${step.records}, calls_taken = calls_taken + ${step.calls},
      repeats = repeats + ${step.repeats}, faults = faults + ${step.faults.length},
      fault_samples = case when jsonb_array_length(fault_samples) >= ${FAULT_SAMPLES_MAX}
        then fault_samples
        else fault_samples || ${JSON.stringify(step.faults.slice(0, FAULT_SAMPLES_MAX))}::jsonb end
    where id = ${id}`.execute(ctx.tx)
}

/** The bytes are not needed any more: what they said is kept as calls. */
export async function finishFile(
  ctx: Context,
  id: number,
  { state, failure = '' }: { state: 'done' | 'failed'; failure?: string },
): Promise<void> {
  await sql`
    update usage.call_files
    set state = ${state}, failure = ${failure}, content = null, finished_at = ${ctx.now()}
    where id = ${id} and state = 'waiting'`.execute(ctx.tx)
}
