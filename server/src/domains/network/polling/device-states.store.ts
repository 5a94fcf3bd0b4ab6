import { type RawBuilder, sql } from 'kysely'
import type { Context } from '#platform/context'
import type { PortMatch } from '../rules/polling/port-match.ts'
import type { DeviceDialectName } from './dialects/dialect-of.ts'
import type { SealedSettings } from './snmp-target.ts'

/** A device that is asked, with the settings that hold for it. */
export type PolledRow = SealedSettings &
  PortMatch & {
    deviceId: number
    name: string
    address: string
    dialect: DeviceDialectName
    pollSeconds: number
  }
/** `claimedUntil` tells one claim from the next. */
export type ClaimRow = PolledRow & { claimedUntil: Temporal.Instant }

const POLLED = sql`
  p.device_id as "deviceId", p.name, p.address, p.dialect, p.port_match as "portMatch",
  p.port_offset as "portOffset", p.port_pattern as "portPattern",
  p.snmp_version as "snmpVersion", p.snmp_user as "snmpUser", p.snmp_auth as "snmpAuth",
  p.snmp_cipher as "snmpCipher", p.snmp_port as "snmpPort",
  p.snmp_timeout_ms as "snmpTimeoutMs", p.snmp_retries as "snmpRetries",
  p.poll_seconds as "pollSeconds", p.snmp_secret_sealed as "secretSealed",
  p.snmp_privacy_sealed as "privacySealed"`

/** The device with the settings that hold for it; undefined when nobody asks it. */
export async function findPolled(ctx: Context, deviceId: number): Promise<PolledRow | undefined> {
  const { rows } = await sql<PolledRow>`
    select ${POLLED} from network.polled_devices p where p.device_id = ${deviceId}`.execute(ctx.tx)
  return rows[0]
}

/** Devices that are asked from now on get their place in the queue. */
export async function insertMissingStates(ctx: Context): Promise<void> {
  await sql`
    insert into network.device_states (device_id, due_at)
    select p.device_id, ${ctx.now()}
    from network.polled_devices p
    where not exists (select 1 from network.device_states s where s.device_id = p.device_id)
    on conflict do nothing`.execute(ctx.tx)
}

/**
 * Takes devices that are due, the longest overdue first, until `until`. What another worker holds is
 * passed over; a claim that has run out may be taken again.
 */
export async function claimDue(
  ctx: Context,
  { until, limit, deviceId }: { until: Temporal.Instant; limit: number; deviceId?: number },
): Promise<ClaimRow[]> {
  const only: RawBuilder<unknown> = deviceId ? sql`s.device_id = ${deviceId}` : sql`true`
  const { rows } = await sql<ClaimRow>`
    update network.device_states claimed
    set claimed_until = ${until}
    from network.polled_devices p
    where p.device_id = claimed.device_id and claimed.device_id in (
      select s.device_id
      from network.device_states s
      where s.due_at <= ${ctx.now()} and (s.claimed_until is null or s.claimed_until <= ${ctx.now()})
        and ${only}
        and exists (select 1 from network.polled_devices q where q.device_id = s.device_id)
      order by s.due_at
      limit ${limit}
      for update of s skip locked
    )
    returning ${POLLED}, claimed.claimed_until as "claimedUntil"`.execute(ctx.tx)
  return rows
}

export type DeviceStateRow = {
  polledAt: Temporal.Instant | null
  answeredAt: Temporal.Instant | null
  isReachable: boolean | null
  since: Temporal.Instant | null
  failure: string
  failuresCount: number
  systemName: string
  systemText: string
  uptimeTicks: bigint | null
  bootedAt: Temporal.Instant | null
  rebootsCount: number
  interfacesCount: number
  matchedCount: number
  pollMs: number
  dueAt: Temporal.Instant
  claimedUntil: Temporal.Instant | null
}

const STATE = sql`
  polled_at as "polledAt", answered_at as "answeredAt", is_reachable as "isReachable", since,
  failure, failures_count as "failuresCount", system_name as "systemName",
  system_text as "systemText", uptime_ticks as "uptimeTicks", booted_at as "bootedAt",
  reboots_count as "rebootsCount", interfaces_count as "interfacesCount",
  matched_count as "matchedCount", poll_ms as "pollMs", due_at as "dueAt",
  claimed_until as "claimedUntil"`

export async function findState(
  ctx: Context,
  deviceId: number,
): Promise<DeviceStateRow | undefined> {
  const { rows } = await sql<DeviceStateRow>`
    select ${STATE} from network.device_states where device_id = ${deviceId}`.execute(ctx.tx)
  return rows[0]
}

/** The same, held until the transaction ends; undefined when the claim is not this one any more. */
export async function findClaimedState(
  ctx: Context,
  { deviceId, claimedUntil }: ClaimRow,
): Promise<DeviceStateRow | undefined> {
  const { rows } = await sql<DeviceStateRow>`
    select ${STATE}
    from network.device_states
    where device_id = ${deviceId} and claimed_until = ${claimedUntil}
    for update`.execute(ctx.tx)
  return rows[0]
}

/** Writes how a poll ended and lets go of the claim. */
export async function updateState(
  ctx: Context,
  deviceId: number,
  state: Omit<DeviceStateRow, 'claimedUntil'>,
): Promise<void> {
  await ctx.tx
    .updateTable('network.device_states')
    .set({
      polled_at: state.polledAt,
      answered_at: state.answeredAt,
      is_reachable: state.isReachable,
      since: state.since,
      failure: state.failure,
      failures_count: state.failuresCount,
      system_name: state.systemName,
      system_text: state.systemText,
      uptime_ticks: state.uptimeTicks,
      booted_at: state.bootedAt,
      reboots_count: state.rebootsCount,
      interfaces_count: state.interfacesCount,
      matched_count: state.matchedCount,
      poll_ms: state.pollMs,
      due_at: state.dueAt,
      claimed_until: null,
    })
    .where('device_id', '=', deviceId)
    .execute()
}

/** Lets go of a device that was not asked after all. */
export async function releaseClaim(
  ctx: Context,
  { deviceId, claimedUntil }: ClaimRow,
): Promise<void> {
  await sql`
    update network.device_states set claimed_until = null
    where device_id = ${deviceId} and claimed_until = ${claimedUntil}`.execute(ctx.tx)
}

/** The device is due at once. */
export async function makeDue(ctx: Context, deviceId: number): Promise<void> {
  await sql`
    insert into network.device_states (device_id, due_at) values (${deviceId}, ${ctx.now()})
    on conflict (device_id) do update
      set due_at = least(device_states.due_at, excluded.due_at)`.execute(ctx.tx)
}
