import type { DeviceKey } from '@altyn/contract/network/lines/line-notation'
import { type RawBuilder, sql } from 'kysely'
import type { Context } from '#platform/context'
import type { Line, LinePlace } from '../rules/lines/line-words.ts'

/** The format of a device, `d`: its own, else that of its template, `t`. */
const FORMAT = sql`coalesce(d.line_format, t.line_format)`

/** Formats that devices in service have, each once, as they are kept. */
export async function selectLineFormats(ctx: Context): Promise<unknown[]> {
  const { rows } = await sql<{ format: unknown }>`
    select distinct ${FORMAT} as format
    from network.devices d
    left join network.device_templates t on t.id = d.template_id
    where d.archived_at is null and ${FORMAT} is not null`.execute(ctx.tx)
  return rows.map(({ format }) => format)
}

export type Sought = {
  /** The format that it was read by, as JSON. */
  format: string
  deviceBy: DeviceKey
  device: string
  port: string
  onu: string
}
export type FoundPort = Omit<Line, 'portId' | 'vlan'> & { portId: number | null }

const VLANS = sql`array_remove(array[p.client_outer_vlan, p.client_inner_vlan, p.guest_outer_vlan,
  p.guest_inner_vlan], null)`

/**
 * Devices of a format that go by a name, two at most, each with the port that is sought: that of the
 * ONU where one is told, else the one by its name; none when there is no such ONU or port.
 */
export async function selectSoughtPorts(ctx: Context, sought: Sought): Promise<FoundPort[]> {
  const { rows } = await sql<FoundPort>`
    select d.id as "deviceId", d.name as "deviceName", p.id as "portId",
      coalesce(p.name, '') as "portName", o.id as "onuId", coalesce(o.serial, '') as "onuSerial",
      ${VLANS} as vlans
    from network.devices d
    left join network.device_templates t on t.id = d.template_id
    left join network.onus o on o.device_id = d.id and o.archived_at is null
      and ${sought.onu} <> '' and network.onu_key(o.serial) = network.onu_key(${sought.onu})
    left join network.device_ports p on p.device_id = d.id
      and (p.id = o.port_id or (${sought.onu} = '' and lower(p.name) = lower(${sought.port})))
    where d.archived_at is null and ${isNamed(sought)} and ${FORMAT} = ${sought.format}::jsonb
    limit 2`.execute(ctx.tx)
  return rows
}

function isNamed({ deviceBy, device }: Sought): RawBuilder<unknown> {
  if (deviceBy === 'mac') return sql`d.mac = ${device}`
  if (deviceBy === 'address') return sql`d.address = ${device}::inet`
  if (deviceBy === 'name') return sql`lower(d.name) = lower(${device})`
  return sql`lower(d.relay_id) = lower(${device}) and d.relay_id <> ''`
}

/** Where accounts are bound now. */
export async function selectPlaces(
  ctx: Context,
  accountIds: readonly number[],
): Promise<(LinePlace & { accountId: number })[]> {
  const { rows } = await sql<LinePlace & { accountId: number }>`
    select b.account_id as "accountId", b.port_id as "portId", b.onu_id as "onuId",
      p.device_id as "deviceId", d.name as "deviceName", p.name as "portName",
      coalesce(o.serial, '') as "onuSerial",
      ${VLANS} as vlans
    from network.port_bindings b
    join network.device_ports p on p.id = b.port_id
    join network.devices d on d.id = p.device_id
    left join network.onus o on o.id = b.onu_id
    where b.account_id = any(${[...accountIds]}::int[]) and upper(b.valid) is null
      and not isempty(b.valid)`.execute(ctx.tx)
  return rows
}

/** Logins of an agent that are bound to a port itself, or behind an ONU of it; two at most. */
export async function selectLoginsOn(
  ctx: Context,
  { agentId, portId, onuId }: { agentId: number; portId: number; onuId: number | null },
): Promise<string[]> {
  const { rows } = await sql<{ login: string }>`
    select a.login
    from network.port_bindings b
    join accounts.accounts a on a.id = b.account_id
    where b.port_id = ${portId} and b.onu_id is not distinct from ${onuId}::int
      and upper(b.valid) is null and not isempty(b.valid)
      and a.agent_id = ${agentId} and a.closed_at is null
    limit 2`.execute(ctx.tx)
  return rows.map(({ login }) => login)
}
