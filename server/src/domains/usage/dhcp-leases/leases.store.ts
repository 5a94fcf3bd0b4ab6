import { type RawBuilder, sql } from 'kysely'
import type { Context } from '#platform/context'
import type { KnownLease } from '../rules/dhcp-lease.ts'

export type LeaseEnd = 'released' | 'expired' | 'lapsed' | 'superseded' | 'freed'
export type DhcpLeaseRow = {
  id: bigint
  agentId: number
  accountId: number | null
  isGuest: boolean
  address: string
  mac: string
  line: string
  from: Temporal.Instant
  heardAt: Temporal.Instant
  expiresAt: Temporal.Instant
  until: Temporal.Instant | null
  endReason: LeaseEnd | null
  endedBy: string
}
type Place = { agentId: number; address: string }

/** One deed at a time decides about an address. */
export async function lockAddress(ctx: Context, { agentId, address }: Place): Promise<void> {
  const key = `${agentId} ${address}`
  await sql`select pg_advisory_xact_lock(hashtext('usage.dhcp_leases'), hashtext(${key}))`.execute(
    ctx.tx,
  )
}

/** Leases of an address around a moment and after it. */
export async function selectKnownLeases(
  ctx: Context,
  { agentId, address, at }: Place & { at: Temporal.Instant },
): Promise<KnownLease[]> {
  const { rows } = await sql<KnownLease>`
    select id, mac, began_at as "beganAt", expires_at as "expiresAt", ended_at as "endedAt"
    from usage.dhcp_leases
    where agent_id = ${agentId} and address = ${address}::inet
      and (ended_at is null or ended_at > ${at}::timestamptz)
    order by began_at`.execute(ctx.tx)
  return rows
}

export type NewLease = Place & {
  accountId: number | null
  contractId: number | null
  isGuest: boolean
  mac: string
  line: string
  at: Temporal.Instant
  expiresAt: Temporal.Instant
  /** It is over already: another device had the address since. */
  until: Temporal.Instant | null
}

export async function insertLease(ctx: Context, lease: NewLease): Promise<void> {
  await sql`
    insert into usage.dhcp_leases (agent_id, account_id, contract_id, is_guest, address, mac, line,
      began_at, heard_at, expires_at, ended_at, end_reason)
    values (${lease.agentId}, ${lease.accountId}, ${lease.contractId}, ${lease.isGuest},
      ${lease.address}::inet, ${lease.mac}, ${lease.line}, ${lease.at}, ${lease.at},
      ${lease.expiresAt}, ${lease.until}, ${lease.until && 'superseded'})
    on conflict (agent_id, address, mac, began_at) do nothing`.execute(ctx.tx)
}

/** The device is there still; whose it is may have become known since. */
export async function renewLease(
  ctx: Context,
  {
    id,
    ...told
  }: { id: bigint } & Pick<
    NewLease,
    'accountId' | 'contractId' | 'isGuest' | 'line' | 'at' | 'expiresAt'
  >,
): Promise<void> {
  await sql`
    update usage.dhcp_leases
    set heard_at = greatest(heard_at, ${told.at}::timestamptz), expires_at = ${told.expiresAt},
      line = coalesce(nullif(${told.line}, ''), line),
      account_id = case when is_guest then null else coalesce(account_id, ${told.accountId}) end,
      contract_id = case when is_guest then null else coalesce(contract_id, ${told.contractId}) end
    where id = ${id}`.execute(ctx.tx)
}

/** Ends a live lease; whose it was, undefined when it was over already. */
export async function endLease(
  ctx: Context,
  { id, at, reason }: { id: bigint; at: Temporal.Instant; reason: LeaseEnd },
): Promise<{ accountId: number | null } | undefined> {
  const by = reason === 'freed' ? ctx.actor.name : ''
  const { rows } = await sql<{ accountId: number | null }>`
    update usage.dhcp_leases
    set ended_at = greatest(began_at, ${at}::timestamptz), end_reason = ${reason}, ended_by = ${by}
    where id = ${id} and ended_at is null
    returning account_id as "accountId"`.execute(ctx.tx)
  return rows[0]
}

/** Ends what ran out so long ago that its server would have told; whose they were. */
export async function endLapsedLeases(
  ctx: Context,
  { graceSeconds, limit }: { graceSeconds: number; limit: number },
): Promise<(number | null)[]> {
  const { rows } = await sql<{ accountId: number | null }>`
    update usage.dhcp_leases
    set ended_at = greatest(began_at, expires_at), end_reason = 'lapsed'
    where id in (
      select id from usage.dhcp_leases
      where ended_at is null
        and expires_at < ${ctx.now().subtract({ seconds: graceSeconds })}::timestamptz
      order by expires_at
      limit ${limit}
      for update skip locked
    )
    returning account_id as "accountId"`.execute(ctx.tx)
  return rows.map(({ accountId }) => accountId)
}

async function select(ctx: Context, rest: RawBuilder<unknown>): Promise<DhcpLeaseRow[]> {
  const { rows } = await sql<DhcpLeaseRow>`
    select id, agent_id as "agentId", account_id as "accountId", is_guest as "isGuest",
      host(address) as address, mac, line, began_at as "from", heard_at as "heardAt",
      expires_at as "expiresAt", ended_at as until, end_reason as "endReason",
      ended_by as "endedBy"
    from usage.dhcp_leases
    ${rest}`.execute(ctx.tx)
  return rows
}

export type LeaseFilter = {
  address?: string
  mac?: string
  line?: string
  accountId?: number
  agentId?: number
  isOver?: boolean
}

/** The newest first, before one of them. */
export function selectDhcpLeases(
  ctx: Context,
  filter: LeaseFilter,
  { beforeId, limit }: { beforeId: string | undefined; limit: number },
): Promise<DhcpLeaseRow[]> {
  const { address, mac, line, accountId, agentId, isOver } = filter
  const part = line && `${line.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`
  const conditions = [
    ...(address ? [sql`address = ${address}::inet`] : []),
    ...(mac ? [sql`mac = ${mac}`] : []),
    ...(part ? [sql`lower(line) like ${part}`] : []),
    ...(accountId ? [sql`account_id = ${accountId}`] : []),
    ...(agentId ? [sql`agent_id = ${agentId}`] : []),
    ...(isOver === undefined ? [] : [isOver ? sql`ended_at is not null` : sql`ended_at is null`]),
    ...(beforeId ? [sql`id < ${beforeId}::bigint`] : []),
  ]
  const where = conditions.length > 0 ? sql`where ${sql.join(conditions, sql` and `)}` : sql``
  return select(ctx, sql`${where} order by id desc limit ${limit}`)
}

export async function findDhcpLease(ctx: Context, id: bigint): Promise<DhcpLeaseRow | undefined> {
  return (await select(ctx, sql`where id = ${id}`))[0]
}

/** Leases of an address at a moment, of whatever agent. */
export function selectDhcpLeasesAt(
  ctx: Context,
  { address, at }: { address: string; at: Temporal.Instant },
): Promise<DhcpLeaseRow[]> {
  return select(
    ctx,
    sql`where address = ${address}::inet and began_at <= ${at}::timestamptz
      and (ended_at is null or ended_at > ${at}::timestamptz)
    order by began_at desc, id desc`,
  )
}

/** How many other devices of an account have an address now. */
export async function countOtherDevices(
  ctx: Context,
  { accountId, mac }: { accountId: number; mac: string },
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count
    from usage.dhcp_leases
    where account_id = ${accountId} and ended_at is null and mac <> ${mac}
      and expires_at > ${ctx.now()}::timestamptz`.execute(ctx.tx)
  return rows[0]?.count ?? 0
}
