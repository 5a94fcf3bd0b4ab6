import { type RawBuilder, sql } from 'kysely'
import type { Context } from '#platform/context'
import type { PlainPort, PortMedium } from './templates.store.ts'

export type PortForm = {
  name: string
  medium: PortMedium
  speedMbps: number
  isEnabled: boolean
  isShared: boolean
  clientOuterVlan: number | null
  clientInnerVlan: number | null
  guestOuterVlan: number | null
  guestInnerVlan: number | null
  note: string
}
export type PortRow = PortForm & {
  id: number
  deviceId: number
  onusCount: number
  version: number
}

async function select(ctx: Context, rest: RawBuilder<unknown>): Promise<PortRow[]> {
  const { rows } = await sql<PortRow>`
    select p.id, p.device_id as "deviceId", p.name, p.medium, p.speed_mbps as "speedMbps",
      p.is_enabled as "isEnabled", p.is_shared as "isShared",
      p.client_outer_vlan as "clientOuterVlan", p.client_inner_vlan as "clientInnerVlan",
      p.guest_outer_vlan as "guestOuterVlan", p.guest_inner_vlan as "guestInnerVlan", p.note,
      p.version,
      (select count(*)::int from network.onus o
        where o.port_id = p.id and o.archived_at is null) as "onusCount"
    from network.device_ports p
    ${rest}`.execute(ctx.tx)
  return rows
}

/** The ports of a device in the order they were made. */
export function selectPorts(ctx: Context, deviceId: number): Promise<PortRow[]> {
  return select(ctx, sql`where p.device_id = ${deviceId} order by p.position, p.id`)
}

export async function findPort(ctx: Context, id: number): Promise<PortRow | undefined> {
  return (await select(ctx, sql`where p.id = ${id}`))[0]
}

/** The same, and nobody else changes the port or puts an account on it until the transaction ends. */
export async function findPortLocked(ctx: Context, id: number): Promise<PortRow | undefined> {
  await sql`select 1 from network.device_ports where id = ${id} for update`.execute(ctx.tx)
  return findPort(ctx, id)
}

/** Adds ports after those that are there. */
export async function insertPorts(
  ctx: Context,
  deviceId: number,
  ports: readonly PlainPort[],
): Promise<void> {
  await sql`
    insert into network.device_ports (device_id, position, name, medium, speed_mbps)
    select ${deviceId},
      (select coalesce(max(position), 0) from network.device_ports where device_id = ${deviceId})
        + made.number,
      made.port ->> 'name', made.port ->> 'medium', (made.port ->> 'speedMbps')::int
    from jsonb_array_elements(${JSON.stringify(ports)}::jsonb) with ordinality made (port, number)`.execute(
    ctx.tx,
  )
}

/** Changes the port if it is still of this version; false when it is not. */
export async function updatePort(
  ctx: Context,
  edit: { id: number; version: number },
  form: PortForm,
): Promise<boolean> {
  const { numUpdatedRows } = await ctx.tx
    .updateTable('network.device_ports')
    .set({
      name: form.name,
      medium: form.medium,
      speed_mbps: form.speedMbps,
      is_enabled: form.isEnabled,
      is_shared: form.isShared,
      client_outer_vlan: form.clientOuterVlan,
      client_inner_vlan: form.clientInnerVlan,
      guest_outer_vlan: form.guestOuterVlan,
      guest_inner_vlan: form.guestInnerVlan,
      note: form.note,
      version: edit.version + 1,
    })
    .where('id', '=', edit.id)
    .where('version', '=', edit.version)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export async function deletePort(ctx: Context, id: number): Promise<void> {
  await ctx.tx.deleteFrom('network.device_ports').where('id', '=', id).execute()
}
