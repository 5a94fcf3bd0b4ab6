import { sql } from 'kysely'
import type { Context } from '#platform/context'

export type BatchRow = {
  id: number
  scriptId: number
  scriptName: string
  askedAt: Temporal.Instant
  askedBy: string
  runsCount: number
  waitingCount: number
  runningCount: number
  doneCount: number
  troubledCount: number
  cancelledCount: number
  /** When its last run ended; null while one waits or goes on. */
  finishedAt: Temporal.Instant | null
}

export async function findBatch(ctx: Context, id: number): Promise<BatchRow | undefined> {
  const { rows } = await sql<BatchRow>`
    select b.id, b.script_id as "scriptId", s.name as "scriptName", b.asked_at as "askedAt",
      b.asked_by as "askedBy", b.runs_count as "runsCount", counts.*
    from network.script_batches b
    join network.scripts s on s.id = b.script_id
    cross join lateral (
      select count(*) filter (where r.state = 'queued')::int as "waitingCount",
        count(*) filter (where r.state = 'running')::int as "runningCount",
        count(*) filter (where r.state = 'done')::int as "doneCount",
        count(*) filter (where r.state in ('failed', 'interrupted'))::int as "troubledCount",
        count(*) filter (where r.state = 'cancelled')::int as "cancelledCount",
        case when count(*) filter (where r.state in ('queued', 'running')) = 0
          then max(r.finished_at) end as "finishedAt"
      from network.script_runs r
      where r.batch_id = b.id
    ) counts
    where b.id = ${id}`.execute(ctx.tx)
  return rows[0]
}

export async function insertBatch(
  ctx: Context,
  { scriptId, runsCount }: { scriptId: number; runsCount: number },
): Promise<number> {
  const { id } = await ctx.tx
    .insertInto('network.script_batches')
    .values({
      script_id: scriptId,
      asked_at: ctx.now(),
      asked_by: ctx.actor.name,
      runs_count: runsCount,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export type BatchScope = {
  groupId: number | null
  templateId: number | null
  /** These devices and no others, whatever else is said. */
  deviceIds: number[] | null
}
export type BatchDevice = {
  id: number
  name: string
  address: string | null
  templateId: number | null
  archivedAt: Temporal.Instant | null
  hasLogin: boolean
}

/** Devices that a mass run is about, by their names: those in service of a group and a model. */
export async function selectBatchDevices(
  ctx: Context,
  { groupId, templateId, deviceIds }: BatchScope,
  { templateIds, limit }: { templateIds: readonly number[]; limit: number },
): Promise<BatchDevice[]> {
  const ofGroup = sql`exists (select from network.device_group_members m
    where m.device_id = d.id and m.group_id = ${groupId})`
  const conditions = deviceIds
    ? [sql`d.id = any(${deviceIds}::int[])`]
    : [
        sql`d.archived_at is null`,
        ...(groupId === null ? [] : [ofGroup]),
        ...(templateId === null ? [] : [sql`d.template_id = ${templateId}`]),
        ...(templateIds.length === 0 ? [] : [sql`d.template_id = any(${[...templateIds]}::int[])`]),
      ]
  const { rows } = await sql<BatchDevice>`
    select d.id, d.name, host(d.address) as address, d.template_id as "templateId",
      d.archived_at as "archivedAt",
      exists (select from network.device_login_places p
        where p.device_id = d.id or p.template_id = d.template_id
          or p.group_id in (select m.group_id from network.device_group_members m
            where m.device_id = d.id)) as "hasLogin"
    from network.devices d
    where ${sql.join(conditions, sql` and `)}
    order by lower(d.name), d.id
    limit ${limit}`.execute(ctx.tx)
  return rows
}
