import { sql } from 'kysely'
import type { Context } from '#platform/context'
import type { PortCounters, PortGrowth } from '../rules/polling/counter-growth.ts'

export type PortStateRow = {
  portId: number
  ifIndex: number
  ifName: string
  ifAlias: string
  isAdminUp: boolean
  isUp: boolean
  since: Temporal.Instant
  speedMbps: number
  countedAt: Temporal.Instant
  counters: PortCounters | null
  inBps: bigint | null
  outBps: bigint | null
  errorsPerMinute: number | null
}
type Kept = Omit<PortStateRow, 'counters'> & { counters: Record<string, string> | null }

/** What the ports of a device were like when it was last asked. */
export async function selectPortStates(ctx: Context, deviceId: number): Promise<PortStateRow[]> {
  const { rows } = await sql<Kept>`
    select s.port_id as "portId", s.if_index as "ifIndex", s.if_name as "ifName",
      s.if_alias as "ifAlias", s.is_admin_up as "isAdminUp", s.is_up as "isUp", s.since,
      s.speed_mbps as "speedMbps", s.counted_at as "countedAt", s.counters,
      s.in_bps as "inBps", s.out_bps as "outBps", s.errors_per_minute as "errorsPerMinute"
    from network.port_states s
    join network.device_ports p on p.id = s.port_id
    where p.device_id = ${deviceId}
    order by p.position, p.id`.execute(ctx.tx)
  return rows.map((row) => ({ ...row, counters: toCounters(row.counters) }))
}

function toCounters(kept: Record<string, string> | null): PortCounters | null {
  if (!kept) return null
  const count = (name: string) => BigInt(kept[name] ?? 0)
  return {
    inOctets: count('inOctets'),
    outOctets: count('outOctets'),
    errors: count('errors'),
    discards: count('discards'),
    bits: kept.bits === '64' ? 64 : 32,
  }
}

/** JSON has no place for 2^64: counters are kept as texts. */
function fromCounters(counters: PortCounters | null): Record<string, string> | null {
  if (!counters) return null
  return Object.fromEntries(Object.entries(counters).map(([name, value]) => [name, String(value)]))
}

/** The ports of a device are like this now; those that nothing is told of have no state. */
export async function replacePortStates(
  ctx: Context,
  deviceId: number,
  states: readonly PortStateRow[],
): Promise<void> {
  const portIds = states.map(({ portId }) => portId)
  await sql`
    delete from network.port_states s
    using network.device_ports p
    where p.id = s.port_id and p.device_id = ${deviceId}
      and s.port_id <> all(${portIds}::int[])`.execute(ctx.tx)
  const rows = states.map((state) => ({
    ...state,
    counters: fromCounters(state.counters),
    inBps: state.inBps?.toString() ?? null,
    outBps: state.outBps?.toString() ?? null,
  }))
  await sql`
    insert into network.port_states (port_id, if_index, if_name, if_alias, is_admin_up, is_up, since,
      speed_mbps, counted_at, counters, in_bps, out_bps, errors_per_minute)
    select "portId", "ifIndex", "ifName", "ifAlias", "isAdminUp", "isUp", since, "speedMbps",
      "countedAt", coalesce(counters, 'null'), "inBps", "outBps", "errorsPerMinute"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) told ("portId" int, "ifIndex" int,
      "ifName" text, "ifAlias" text, "isAdminUp" bool, "isUp" bool, since timestamptz,
      "speedMbps" int, "countedAt" timestamptz, counters jsonb, "inBps" bigint, "outBps" bigint,
      "errorsPerMinute" float8)
    -- A port that was deleted meanwhile.
    where exists (select 1 from network.device_ports p where p.id = "portId")
    on conflict (port_id) do update set if_index = excluded.if_index, if_name = excluded.if_name,
      if_alias = excluded.if_alias, is_admin_up = excluded.is_admin_up, is_up = excluded.is_up,
      since = excluded.since, speed_mbps = excluded.speed_mbps, counted_at = excluded.counted_at,
      counters = excluded.counters, in_bps = excluded.in_bps, out_bps = excluded.out_bps,
      errors_per_minute = excluded.errors_per_minute`.execute(ctx.tx)
}

export type PortSample = PortGrowth & { portId: number; seconds: number }

export async function insertSamples(ctx: Context, samples: readonly PortSample[]): Promise<void> {
  if (samples.length === 0) return
  const rows = samples.map((sample) =>
    Object.fromEntries(Object.entries(sample).map(([name, value]) => [name, String(value)])),
  )
  await sql`
    insert into network.port_samples (port_id, at, seconds, in_octets, out_octets, errors, discards)
    select "portId", ${ctx.now()}, seconds, "inOctets", "outOctets", errors, discards
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) told ("portId" int, seconds int,
      "inOctets" bigint, "outOctets" bigint, errors bigint, discards bigint)
    on conflict do nothing`.execute(ctx.tx)
}

export type TrafficRow = {
  at: Temporal.Instant
  inBps: bigint
  outBps: bigint
  errorsPerMinute: number
}

/** What went over a line in each stretch of time of this length; silent stretches are left out. */
export async function selectTraffic(
  ctx: Context,
  {
    portId,
    from,
    stretchSeconds,
  }: { portId: number; from: Temporal.Instant; stretchSeconds: number },
): Promise<TrafficRow[]> {
  const { rows } = await sql<TrafficRow>`
    select date_bin(make_interval(secs => ${stretchSeconds}), at, ${from}) as at,
      (sum(in_octets) * 8 / sum(seconds))::bigint as "inBps",
      (sum(out_octets) * 8 / sum(seconds))::bigint as "outBps",
      (sum(errors) * 60 / sum(seconds))::float8 as "errorsPerMinute"
    from network.port_samples
    where port_id = ${portId} and at >= ${from}
    group by 1
    order by 1`.execute(ctx.tx)
  return rows
}
