import type { LineFormat } from '@altyn/contract/network/lines/line-format'
import { type RawBuilder, sql } from 'kysely'
import type { Context } from '#platform/context'
import type { DeviceKind } from './templates.store.ts'

export type DeviceReach = 'off' | 'waiting' | 'reachable' | 'unreachable'
export type DeviceRow = {
  id: number
  kind: DeviceKind
  templateId: number | null
  templateName: string
  name: string
  address: string | null
  serial: string
  mac: string
  relayId: string
  lineFormat: LineFormat | null
  location: string
  entrance: string
  parentDeviceId: number | null
  parentPortId: number | null
  parentName: string
  parentPortName: string
  options: Record<string, string>
  note: string
  groupIds: number[]
  /** Access servers in service that are this device. */
  servers: { id: number; name: string }[]
  childrenCount: number
  portsCount: number
  boundCount: number
  reach: DeviceReach
  reachSince: Temporal.Instant | null
  createdAt: Temporal.Instant
  archivedAt: Temporal.Instant | null
  version: number
}

/**
 * Until the transaction ends nobody else changes a device: what has to hold among all of them (one
 * tree, unique values) is looked at and written as one. Reading goes on.
 */
export async function lockDevices(ctx: Context): Promise<void> {
  await sql`lock table network.devices in share row exclusive mode`.execute(ctx.tx)
}

/** Whether a device `d` answers, by its state `s`; one that nobody asks is off whatever it once said. */
const REACH = sql`
  case
    when not exists (select 1 from network.polled_devices q where q.device_id = d.id) then 'off'
    when s.is_reachable then 'reachable'
    when s.is_reachable is null then 'waiting'
    else 'unreachable'
  end`
const STATE_OF_DEVICE = sql`left join network.device_states s on s.device_id = d.id`

async function select(ctx: Context, rest: RawBuilder<unknown>): Promise<DeviceRow[]> {
  const { rows } = await sql<DeviceRow>`
    select d.id, d.kind, d.template_id as "templateId", coalesce(t.name, '') as "templateName",
      d.name, host(d.address) as address, d.serial, d.mac, d.relay_id as "relayId",
      d.line_format as "lineFormat", d.location, d.entrance,
      d.parent_device_id as "parentDeviceId", d.parent_port_id as "parentPortId",
      coalesce(parent.name, '') as "parentName", coalesce(parent_port.name, '') as "parentPortName",
      d.options, d.note, d.created_at as "createdAt", d.archived_at as "archivedAt", d.version,
      array(select m.group_id from network.device_group_members m
        where m.device_id = d.id order by m.group_id) as "groupIds",
      (select coalesce(json_agg(json_build_object('id', n.id, 'name', n.name)
          order by lower(n.name), n.id), '[]'::json)
        from network.nas n
        where n.device_id = d.id and n.archived_at is null) as servers,
      (select count(*)::int from network.devices child
        where child.parent_device_id = d.id and child.archived_at is null) as "childrenCount",
      (select count(*)::int from network.device_ports p where p.device_id = d.id) as "portsCount",
      (select count(*)::int from network.port_bindings b
        join network.device_ports p on p.id = b.port_id
        where p.device_id = d.id and upper(b.valid) is null) as "boundCount",
      ${REACH} as reach, s.since as "reachSince"
    from network.devices d
    ${STATE_OF_DEVICE}
    left join network.device_templates t on t.id = d.template_id
    left join network.devices parent on parent.id = d.parent_device_id
    left join network.device_ports parent_port on parent_port.id = d.parent_port_id
    ${rest}`.execute(ctx.tx)
  return rows
}

export type DeviceFilter = {
  q?: string
  mac?: string
  kind?: DeviceKind
  groupId?: number
  templateId?: number
  under?: 'root' | number
  archived?: boolean
  reach?: DeviceReach
}

/** Devices by their names, after one of them. */
export function selectDevices(
  ctx: Context,
  filter: DeviceFilter,
  { after, limit }: { after: readonly string[] | undefined; limit: number },
): Promise<DeviceRow[]> {
  const [name, id] = after ?? []
  const beyond =
    name === undefined ? sql`true` : sql`(lower(d.name), d.id) > (lower(${name}), ${id}::int)`
  return select(
    ctx,
    sql`where ${matching(filter)} and ${beyond} order by lower(d.name), d.id limit ${limit}`,
  )
}

export async function countDevices(ctx: Context, filter: DeviceFilter): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count
    from network.devices d
    ${STATE_OF_DEVICE}
    where ${matching(filter)}`.execute(ctx.tx)
  return rows[0]?.count ?? 0
}

function matching(filter: DeviceFilter): RawBuilder<unknown> {
  const { q, mac, kind, groupId, templateId, under, reach, archived = false } = filter
  const conditions = [
    archived ? sql`d.archived_at is not null` : sql`d.archived_at is null`,
    ...(kind ? [sql`d.kind = ${kind}`] : []),
    ...(templateId ? [sql`d.template_id = ${templateId}`] : []),
    ...(under === 'root' ? [sql`d.parent_device_id is null`] : []),
    ...(typeof under === 'number' ? [sql`d.parent_device_id = ${under}`] : []),
    ...(groupId
      ? [
          sql`exists (select 1 from network.device_group_members m
            where m.device_id = d.id and m.group_id = ${groupId})`,
        ]
      : []),
    ...(reach ? [sql`${REACH} = ${reach}`] : []),
    ...(mac ? [sql`d.mac = ${mac}`] : []),
    ...(q && !mac ? [named(`%${q.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`)] : []),
  ]
  return sql.join(conditions, sql` and `)
}

function named(part: string): RawBuilder<unknown> {
  return sql`(lower(d.name) like ${part} or host(d.address) like ${part}
    or lower(d.serial) like ${part} or lower(d.location) like ${part}
    or exists (select 1 from network.onus o
      where o.device_id = d.id and o.archived_at is null and lower(o.serial) like ${part}))`
}

export async function findDevice(ctx: Context, id: number): Promise<DeviceRow | undefined> {
  return (await select(ctx, sql`where d.id = ${id}`))[0]
}

/** Who in service has this management address, other than the device itself. */
export async function findAddressHolder(
  ctx: Context,
  address: string,
  exceptId: number,
): Promise<{ name: string } | undefined> {
  const { rows } = await sql<{ name: string }>`
    select name from network.devices
    where address = ${address}::inet and archived_at is null and id <> ${exceptId}`.execute(ctx.tx)
  return rows[0]
}

/** Who in service calls itself so in option 82, other than the device itself. */
export async function findRelayHolder(
  ctx: Context,
  relayId: string,
  exceptId: number,
): Promise<{ name: string } | undefined> {
  const { rows } = await sql<{ name: string }>`
    select name from network.devices
    where lower(relay_id) = lower(${relayId}) and relay_id <> '' and archived_at is null
      and id <> ${exceptId}`.execute(ctx.tx)
  return rows[0]
}

/** Who in service has this value of an option, other than the device itself. */
export async function findValueHolder(
  ctx: Context,
  { optionId, value, exceptId }: { optionId: number; value: string; exceptId: number },
): Promise<{ name: string } | undefined> {
  const { rows } = await sql<{ name: string }>`
    select name from network.devices
    where options ->> ${String(optionId)}::text = ${value} and archived_at is null
      and id <> ${exceptId}
    limit 1`.execute(ctx.tx)
  return rows[0]
}

/** The device and all that it hangs on, upwards. */
export async function selectLineUp(ctx: Context, id: number): Promise<{ id: number }[]> {
  const { rows } = await sql<{ id: number }>`
    with recursive line (id, parent) as (
      select id, parent_device_id from network.devices where id = ${id}
      union
      select d.id, d.parent_device_id
      from network.devices d
      join line on line.parent = d.id
    )
    select id from line`.execute(ctx.tx)
  return rows
}

/** Devices in service that hang on a device, and on which of its ports. */
export async function selectChildren(
  ctx: Context,
  deviceId: number,
): Promise<{ id: number; name: string; portId: number | null }[]> {
  const { rows } = await sql<{ id: number; name: string; portId: number | null }>`
    select id, name, parent_port_id as "portId"
    from network.devices
    where parent_device_id = ${deviceId} and archived_at is null
    order by lower(name), id`.execute(ctx.tx)
  return rows
}

export type DeviceColumns = {
  name: string
  address: string | null
  serial: string
  mac: string
  relay_id: string
  line_format: string | null
  location: string
  entrance: string
  parent_device_id: number | null
  parent_port_id: number | null
  options: string
  note: string
}

export async function insertDevice(
  ctx: Context,
  device: DeviceColumns & { kind: DeviceKind; template_id: number | null },
): Promise<number> {
  const { id } = await ctx.tx
    .insertInto('network.devices')
    .values({ ...device, created_at: ctx.now() })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Changes the device if it is still of this version; false when it is not. */
export async function updateDevice(
  ctx: Context,
  edit: { id: number; version: number },
  change: Partial<DeviceColumns & { archived_at: Temporal.Instant | null }>,
): Promise<boolean> {
  const { numUpdatedRows } = await ctx.tx
    .updateTable('network.devices')
    .set({ ...change, version: edit.version + 1 })
    .where('id', '=', edit.id)
    .where('version', '=', edit.version)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export async function deleteDevice(ctx: Context, id: number): Promise<void> {
  await ctx.tx.deleteFrom('network.devices').where('id', '=', id).execute()
}

/** The device is in these groups and no others. */
export async function replaceGroups(
  ctx: Context,
  deviceId: number,
  groupIds: readonly number[],
): Promise<void> {
  const ids = [...groupIds]
  await sql`
    delete from network.device_group_members
    where device_id = ${deviceId} and group_id <> all(${ids}::int[])`.execute(ctx.tx)
  await sql`
    insert into network.device_group_members (device_id, group_id)
    select ${deviceId}, unnest(${ids}::int[])
    on conflict do nothing`.execute(ctx.tx)
}
