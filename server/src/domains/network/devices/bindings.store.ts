import { type RawBuilder, sql } from 'kysely'
import type { Context } from '#platform/context'

/** An account on a port, or behind an ONU of it, from one instant until another. */
export type BindingRow = {
  id: number
  accountId: number
  login: string
  deviceId: number
  deviceName: string
  portId: number
  portName: string
  onuId: number | null
  onuSerial: string
  from: Temporal.Instant
  until: Temporal.Instant | null
  author: string
  endedBy: string
}

async function select(ctx: Context, rest: RawBuilder<unknown>): Promise<BindingRow[]> {
  const { rows } = await sql<BindingRow>`
    select b.id, b.account_id as "accountId", a.login, p.device_id as "deviceId",
      d.name as "deviceName", b.port_id as "portId", p.name as "portName", b.onu_id as "onuId",
      coalesce(o.serial, '') as "onuSerial", lower(b.valid) as "from", upper(b.valid) as until,
      b.author, b.ended_by as "endedBy"
    from network.port_bindings b
    join accounts.accounts a on a.id = b.account_id
    join network.device_ports p on p.id = b.port_id
    join network.devices d on d.id = p.device_id
    left join network.onus o on o.id = b.onu_id
    where not isempty(b.valid) and ${rest}`.execute(ctx.tx)
  return rows
}

/** `portIds`: on the port itself and behind its ONUs. */
export type BindingFilter = {
  ids?: readonly number[]
  accountIds?: readonly number[]
  portIds?: readonly number[]
  onuIds?: readonly number[]
  deviceId?: number
  isCurrent?: boolean
}

function matching(filter: BindingFilter): RawBuilder<unknown> {
  const { ids, accountIds, portIds, onuIds, deviceId, isCurrent } = filter
  const conditions = [
    ...(ids ? [sql`b.id = any(${[...ids]}::int[])`] : []),
    ...(accountIds ? [sql`b.account_id = any(${[...accountIds]}::int[])`] : []),
    ...(portIds ? [sql`b.port_id = any(${[...portIds]}::int[])`] : []),
    ...(onuIds ? [sql`b.onu_id = any(${[...onuIds]}::int[])`] : []),
    ...(deviceId ? [sql`p.device_id = ${deviceId}`] : []),
    ...(isCurrent ? [sql`upper(b.valid) is null`] : []),
  ]
  return conditions.length > 0 ? sql.join(conditions, sql` and `) : sql`true`
}

/** Bindings in the order they began. */
export function selectBindings(ctx: Context, filter: BindingFilter): Promise<BindingRow[]> {
  return select(ctx, sql`${matching(filter)} order by lower(b.valid), b.id`)
}

/** The newest first, after one of them. */
export function selectBindingHistory(
  ctx: Context,
  filter: BindingFilter,
  { after, limit }: { after: readonly string[] | undefined; limit: number },
): Promise<BindingRow[]> {
  const beyond = after ? sql`b.id < ${after[0]}::int` : sql`true`
  return select(ctx, sql`${matching(filter)} and ${beyond} order by b.id desc limit ${limit}`)
}

export async function countBindings(ctx: Context, filter: BindingFilter): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count
    from network.port_bindings b
    join network.device_ports p on p.id = b.port_id
    where not isempty(b.valid) and ${matching(filter)}`.execute(ctx.tx)
  return rows[0]?.count ?? 0
}

export async function findBinding(ctx: Context, id: number): Promise<BindingRow | undefined> {
  return (await select(ctx, sql`b.id = ${id}`))[0]
}

export async function insertBinding(
  ctx: Context,
  binding: { accountId: number; portId: number; onuId: number | null; isShared: boolean },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into network.port_bindings (account_id, port_id, onu_id, is_shared, valid, author)
    values (${binding.accountId}, ${binding.portId}, ${binding.onuId}, ${binding.isShared},
      tstzrange(${ctx.now()}::timestamptz, null), ${ctx.actor.name})
    returning id`.execute(ctx.tx)
  return rows[0]?.id ?? 0
}

/** Ends those of these bindings that go on. */
export async function endBindings(ctx: Context, ids: readonly number[]): Promise<void> {
  await sql`
    update network.port_bindings
    set valid = tstzrange(lower(valid), greatest(${ctx.now()}::timestamptz, lower(valid))),
      ended_by = ${ctx.actor.name}
    where id = any(${[...ids]}::int[]) and upper(valid) is null`.execute(ctx.tx)
}

/** Whoever is on the place now is there as the place is: alone, or with others. */
export async function updateSharing(
  ctx: Context,
  place: { portId: number } | { onuId: number },
  isShared: boolean,
): Promise<void> {
  const at =
    'onuId' in place
      ? sql`onu_id = ${place.onuId}`
      : sql`port_id = ${place.portId} and onu_id is null`
  await sql`
    update network.port_bindings
    set is_shared = ${isShared}
    where ${at} and upper(valid) is null`.execute(ctx.tx)
}
