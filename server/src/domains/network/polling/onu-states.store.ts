import { sql } from 'kysely'
import type { Context } from '#platform/context'

export type OnuStateRow = {
  serial: string
  portId: number | null
  ponName: string
  onuNumber: number | null
  isOnline: boolean
  rxDbm: number | null
  txDbm: number | null
  distanceM: number | null
}

/** What an OLT has just listed. Those that it does not list any more do not work; they keep their rows. */
export async function upsertOnuStates(
  ctx: Context,
  deviceId: number,
  states: readonly OnuStateRow[],
): Promise<void> {
  await sql`
    update network.onu_states set is_online = false
    where device_id = ${deviceId} and is_online`.execute(ctx.tx)
  if (states.length === 0) return
  await sql`
    insert into network.onu_states (device_id, onu_key, serial, port_id, pon_name, onu_number,
      is_online, rx_dbm, tx_dbm, distance_m, first_seen_at, listed_at, online_at)
    select distinct on (network.onu_key(serial)) ${deviceId}, network.onu_key(serial), serial,
      p.id, "ponName", "onuNumber", "isOnline", "rxDbm", "txDbm", "distanceM",
      ${ctx.now()}::timestamptz, ${ctx.now()}::timestamptz,
      case when "isOnline" then ${ctx.now()}::timestamptz end
    from jsonb_to_recordset(${JSON.stringify(states)}::jsonb) told (serial text, "portId" int,
      "ponName" text, "onuNumber" int, "isOnline" bool, "rxDbm" float8, "txDbm" float8,
      "distanceM" int)
    -- A port that was deleted meanwhile is none.
    left join network.device_ports p on p.id = "portId"
    order by network.onu_key(serial), "isOnline" desc
    on conflict (device_id, onu_key) do update set serial = excluded.serial,
      port_id = excluded.port_id, pon_name = excluded.pon_name, onu_number = excluded.onu_number,
      is_online = excluded.is_online, rx_dbm = excluded.rx_dbm, tx_dbm = excluded.tx_dbm,
      distance_m = excluded.distance_m, listed_at = excluded.listed_at,
      online_at = coalesce(excluded.online_at, onu_states.online_at)`.execute(ctx.tx)
}

export type FoundOnuRow = OnuStateRow & {
  portName: string
  firstSeenAt: Temporal.Instant
  /** The OLT that it is entered on, if it is another. */
  enteredOn: string | null
}

/** ONUs that the OLT listed when it last answered and that are not entered on it, by serial number. */
export async function selectFoundOnus(
  ctx: Context,
  deviceId: number,
  { after, limit }: { after: readonly string[] | undefined; limit: number },
): Promise<FoundOnuRow[]> {
  const beyond = after ? sql`s.onu_key > network.onu_key(${after[0] ?? ''})` : sql`true`
  const { rows } = await sql<FoundOnuRow>`
    select s.serial, s.port_id as "portId", s.pon_name as "ponName", s.onu_number as "onuNumber",
      s.is_online as "isOnline", s.rx_dbm as "rxDbm", s.tx_dbm as "txDbm",
      s.distance_m as "distanceM", s.first_seen_at as "firstSeenAt",
      coalesce(p.name, '') as "portName", d.name as "enteredOn"
    from network.onu_states s
    join network.device_states asked on asked.device_id = s.device_id
    left join network.device_ports p on p.id = s.port_id
    left join network.onus o
      on network.onu_key(o.serial) = s.onu_key and o.archived_at is null
    left join network.devices d on d.id = o.device_id
    where s.device_id = ${deviceId} and s.listed_at = asked.answered_at
      and o.device_id is distinct from s.device_id and ${beyond}
    order by s.onu_key
    limit ${limit}`.execute(ctx.tx)
  return rows
}

export async function deleteOldOnuStates(ctx: Context, before: Temporal.Instant): Promise<void> {
  await sql`
    delete from network.onu_states s
    where s.listed_at < ${before} and not exists (
      select 1 from network.onus o
      where network.onu_key(o.serial) = s.onu_key and o.archived_at is null
    )`.execute(ctx.tx)
}
