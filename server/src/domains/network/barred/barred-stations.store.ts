import { type RawBuilder, sql } from 'kysely'
import type { Context } from '#platform/context'

/** Where a device is barred: at one access server, or at all of an agent; and whom it may not bring in. */
export type BarredWhere = {
  nasId: number | null
  agentId: number | null
  accountId: number | null
  accountGroupId: number | null
  tariffId: number | null
}
export type BarredForm = BarredWhere & { station: string; note: string }
export type BarredRow = BarredForm & {
  id: number
  nasName: string | null
  agentName: string | null
  barredAt: Temporal.Instant
  barredBy: string
  endedAt: Temporal.Instant | null
  endedBy: string | null
}

async function select(
  ctx: Context,
  where: RawBuilder<unknown>,
  rest = sql``,
): Promise<BarredRow[]> {
  const { rows } = await sql<BarredRow>`
    select b.id, b.station, b.nas_id as "nasId", n.name as "nasName", b.agent_id as "agentId",
      a.name as "agentName", b.account_id as "accountId", b.account_group_id as "accountGroupId",
      b.tariff_id as "tariffId", b.note, b.barred_at as "barredAt", b.barred_by as "barredBy",
      b.ended_at as "endedAt", b.ended_by as "endedBy"
    from network.barred_stations b
    left join network.nas n on n.id = b.nas_id
    left join network.agents a on a.id = b.agent_id
    where ${where}
    ${rest}`.execute(ctx.tx)
  return rows
}

export async function findBarred(ctx: Context, id: number): Promise<BarredRow | undefined> {
  return (await select(ctx, sql`b.id = ${id}`))[0]
}

/** What is barred now, not more than a number of rows. */
export function selectBarredNow(ctx: Context, max: number): Promise<BarredRow[]> {
  return select(ctx, sql`b.ended_at is null`, sql`order by b.id limit ${max}`)
}

export type BarredFilter = Partial<{ [Link in keyof BarredWhere]: number }> & {
  q?: string
  isOver?: boolean
  isPattern?: boolean
}

/** The newest first, before one of them. */
export function selectBarred(
  ctx: Context,
  filter: BarredFilter,
  { beforeId, limit }: { beforeId: string | undefined; limit: number },
): Promise<BarredRow[]> {
  const isBefore = beforeId ? sql`b.id < ${beforeId}::int` : sql`true`
  return select(
    ctx,
    sql`${matching(filter)} and ${isBefore}`,
    sql`order by b.id desc limit ${limit}`,
  )
}

export async function countBarred(ctx: Context, filter: BarredFilter): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from network.barred_stations b where ${matching(filter)}`.execute(
    ctx.tx,
  )
  return rows[0]?.count ?? 0
}

function matching(filter: BarredFilter): RawBuilder<unknown> {
  const { q, nasId, agentId, accountId, accountGroupId, tariffId } = filter
  const { isOver, isPattern } = filter
  const conditions = [
    // What is barred at all servers of an agent is barred at this one too.
    nasId &&
      sql`(b.nas_id = ${nasId} or b.agent_id = (select agent_id from network.nas where id = ${nasId}))`,
    agentId && sql`b.agent_id = ${agentId}`,
    accountId && sql`b.account_id = ${accountId}`,
    accountGroupId && sql`b.account_group_id = ${accountGroupId}`,
    tariffId && sql`b.tariff_id = ${tariffId}`,
    isOver !== undefined && sql`(b.ended_at is not null) = ${isOver}`,
    isPattern !== undefined && sql`(strpos(b.station, '*') > 0) = ${isPattern}`,
    // Found as it is written: a percent sign is one.
    q && sql`strpos(b.station || ' ' || lower(b.note), lower(${q})) > 0`,
  ].filter((condition) => typeof condition === 'object')
  return conditions.length > 0 ? sql.join(conditions, sql` and `) : sql`true`
}

/** Writes it down; nothing when the same is barred already. */
export async function insertBarred(ctx: Context, form: BarredForm): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    insert into network.barred_stations (station, nas_id, agent_id, account_id, account_group_id,
      tariff_id, note, barred_at, barred_by)
    values (${form.station}, ${form.nasId}, ${form.agentId}, ${form.accountId},
      ${form.accountGroupId}, ${form.tariffId}, ${form.note}, ${ctx.now()}, ${ctx.actor.name})
    on conflict do nothing
    returning id`.execute(ctx.tx)
  return rows[0]?.id
}

/** Ends it now; false when it had ended before. */
export async function endBarred(ctx: Context, id: number): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update network.barred_stations
    set ended_at = ${ctx.now()}, ended_by = ${ctx.actor.name}
    where id = ${id} and ended_at is null`.execute(ctx.tx)
  return numAffectedRows === 1n
}
