import { type RawBuilder, sql } from 'kysely'
import type { Context } from '#platform/context'

export type OnuForm = { portId: number; serial: string; isShared: boolean; note: string }
/** What its OLT told of an ONU; `listedAt` null: it never did. */
type OnuSightColumns = {
  listedAt: Temporal.Instant | null
  onlineAt: Temporal.Instant | null
  isOnline: boolean | null
  rxDbm: number | null
  txDbm: number | null
  distanceM: number | null
}
export type OnuRow = OnuForm &
  OnuSightColumns & {
    id: number
    deviceId: number
    portName: string
    portPosition: number
    createdAt: Temporal.Instant
    version: number
  }

async function select(ctx: Context, rest: RawBuilder<unknown>): Promise<OnuRow[]> {
  const { rows } = await sql<OnuRow>`
    select o.id, o.device_id as "deviceId", o.port_id as "portId", p.name as "portName",
      p.position as "portPosition", o.serial, o.is_shared as "isShared", o.note,
      o.created_at as "createdAt", o.version, s.listed_at as "listedAt", s.online_at as "onlineAt",
      s.is_online as "isOnline", s.rx_dbm as "rxDbm", s.tx_dbm as "txDbm",
      s.distance_m as "distanceM"
    from network.onus o
    join network.device_ports p on p.id = o.port_id
    left join network.onu_states s
      on s.device_id = o.device_id and s.onu_key = network.onu_key(o.serial)
    where o.archived_at is null and ${rest}`.execute(ctx.tx)
  return rows
}

export type OnuFilter = { deviceId: number; portId?: number; q?: string }

function matching({ deviceId, portId, q }: OnuFilter): RawBuilder<unknown> {
  const part = q && `%${q.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`
  const conditions = [
    sql`o.device_id = ${deviceId}`,
    ...(portId ? [sql`o.port_id = ${portId}`] : []),
    ...(part ? [sql`(lower(o.serial) like ${part} or lower(o.note) like ${part})`] : []),
  ]
  return sql.join(conditions, sql` and `)
}

/** ONUs in service by port and serial number, after one of them. */
export function selectOnus(
  ctx: Context,
  filter: OnuFilter,
  { after, limit }: { after: readonly string[] | undefined; limit: number },
): Promise<OnuRow[]> {
  const [position, serial] = after ?? []
  const beyond =
    position === undefined
      ? sql`true`
      : sql`(p.position, o.serial) > (${position}::int, ${serial}::text)`
  return select(
    ctx,
    sql`${matching(filter)} and ${beyond} order by p.position, o.serial limit ${limit}`,
  )
}

export async function countOnus(ctx: Context, filter: OnuFilter): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from network.onus o
    where o.archived_at is null and ${matching(filter)}`.execute(ctx.tx)
  return rows[0]?.count ?? 0
}

export async function findOnu(ctx: Context, id: number): Promise<OnuRow | undefined> {
  return (await select(ctx, sql`o.id = ${id}`))[0]
}

/** The same, and nobody else changes the ONU or puts an account behind it until the transaction ends. */
export async function findOnuLocked(ctx: Context, id: number): Promise<OnuRow | undefined> {
  await sql`select 1 from network.onus where id = ${id} for update`.execute(ctx.tx)
  return findOnu(ctx, id)
}

/** Where an ONU with this serial number is in service. */
export async function findSerialHolder(
  ctx: Context,
  serial: string,
  exceptId: number,
): Promise<{ device: string; port: string } | undefined> {
  const { rows } = await sql<{ device: string; port: string }>`
    select d.name as device, p.name as port
    from network.onus o
    join network.devices d on d.id = o.device_id
    join network.device_ports p on p.id = o.port_id
    where o.serial = ${serial} and o.archived_at is null and o.id <> ${exceptId}`.execute(ctx.tx)
  return rows[0]
}

export async function insertOnu(
  ctx: Context,
  onu: OnuForm & { deviceId: number },
): Promise<number> {
  const { id } = await ctx.tx
    .insertInto('network.onus')
    .values({
      device_id: onu.deviceId,
      port_id: onu.portId,
      serial: onu.serial,
      is_shared: onu.isShared,
      note: onu.note,
      created_at: ctx.now(),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Changes the ONU if it is still of this version; false when it is not. */
export async function updateOnu(
  ctx: Context,
  edit: { id: number; version: number },
  form: OnuForm,
): Promise<boolean> {
  const { numUpdatedRows } = await ctx.tx
    .updateTable('network.onus')
    .set({
      port_id: form.portId,
      serial: form.serial,
      is_shared: form.isShared,
      note: form.note,
      version: edit.version + 1,
    })
    .where('id', '=', edit.id)
    .where('version', '=', edit.version)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export async function archiveOnu(ctx: Context, id: number): Promise<void> {
  await ctx.tx
    .updateTable('network.onus')
    .set({ archived_at: ctx.now() })
    .where('id', '=', id)
    .execute()
}
