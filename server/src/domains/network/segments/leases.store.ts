import { type RawBuilder, sql } from 'kysely'
import type { Context } from '#platform/context'
import type { SegmentKind } from '../rules/segment.ts'

/** An account, or a guest, who is known by where it calls from. */
export type LeaseHolder = { accountId: number } | { station: string }
/** Who signs in, and where: an access server has the segments of its own and those of all. */
export type LeaseKey = {
  holder: LeaseHolder
  agentId: number
  nasId: number
  /** Only these give; left out = all that serve there. */
  segmentIds?: readonly number[]
}
/**
 * An address, or a prefix of IPv6. `isScoped`: given by a segment of certain access servers, so
 * another one may give another.
 */
export type Lease = { address: string; isScoped: boolean }
export type KindOfLease = { kind: SegmentKind }

// One search looks at so many units, so that a long row of taken ones does not hold the lock.
const LOOK_AHEAD = 256

/** The segments that give to such a holder at an access server, of whatever kind. */
function serving({ holder, agentId, nasId, segmentIds }: LeaseKey): RawBuilder<unknown> {
  const purpose = 'station' in holder ? 'guest' : 'subscribers'
  const chosen = segmentIds ? sql`s.id = any(${[...segmentIds]}::int[])` : sql`true`
  return sql`s.agent_id = ${agentId} and s.is_dynamic and s.purpose = ${purpose}
    and (s.nas_ids = '{}' or ${nasId} = any(s.nas_ids)) and ${chosen}`
}

/** A guest's leases are those of its agent. */
function heldBy({ holder, agentId }: LeaseKey): RawBuilder<unknown> {
  if ('accountId' in holder) return sql`l.account_id = ${holder.accountId}`
  return sql`l.station = ${holder.station} and s.agent_id = ${agentId}`
}

function columnsOf(holder: LeaseHolder) {
  return 'accountId' in holder
    ? { accountId: holder.accountId, station: null }
    : { accountId: null, station: holder.station }
}

/** `host` for an address, the prefix as it is. */
export function leaseText(address: RawBuilder<unknown>): RawBuilder<string> {
  return sql`case family(${address}) when 4 then host(${address}) else text(${address}) end`
}

/** Is it in a live session, or given by a DHCP server? Null when not. Subqueries, not joins: each is one look into an index. */
export function liveOn(kind: SegmentKind, address: RawBuilder<unknown>): RawBuilder<unknown> {
  if (kind === 'ipv4') {
    return sql`coalesce(
      (select 1 from usage.open_sessions o where o.address = ${address} limit 1),
      (select 1 from usage.dhcp_leases h where h.address = ${address} and h.ended_at is null limit 1))`
  }
  return sql`coalesce(
    (select 1 from usage.open_sessions o where o.framed_prefix && ${address} limit 1),
    (select 1 from usage.open_sessions o where o.delegated_prefix && ${address} limit 1))`
}

/** Every prefix that can hold an address, itself included: a lease around it is one of these. */
export function around(address: string): RawBuilder<unknown> {
  return sql`array(
    select network(set_masklen(${address}::inet, length))::inet
    from generate_series(16, masklen(${address}::inet)) length)`
}

export type HeldLease = Lease &
  KindOfLease & {
    /** Its segment still gives there. */
    isServing: boolean
    usedAt: Temporal.Instant
  }

/** What a holder keeps, of several kinds at once. */
export async function selectLeases(
  ctx: Context,
  key: LeaseKey,
  kinds: readonly SegmentKind[],
): Promise<HeldLease[]> {
  const { rows } = await sql<HeldLease>`
    select l.kind, ${leaseText(sql`l.address`)} as address, s.nas_ids <> '{}' as "isScoped",
      ${serving(key)} as "isServing", l.used_at as "usedAt"
    from network.leases l
    join network.segments s on s.id = l.segment_id
    where ${heldBy(key)} and l.kind = any(${[...kinds]}::text[])`.execute(ctx.tx)
  return rows
}

/** What accounts keep and get at any access server of their agents, of whatever kind. */
export async function selectLastingLeases(
  ctx: Context,
  accounts: readonly { id: number; agentId: number }[],
): Promise<(KindOfLease & { accountId: number; address: string })[]> {
  const { rows } = await sql<KindOfLease & { accountId: number; address: string }>`
    select l.account_id as "accountId", l.kind, ${leaseText(sql`l.address`)} as address
    from unnest(${accounts.map(({ id }) => id)}::int[], ${accounts.map(({ agentId }) => agentId)}::int[])
      as k (account_id, agent_id)
    join network.leases l on l.account_id = k.account_id
    join network.segments s on s.id = l.segment_id
    where s.agent_id = k.agent_id and s.is_dynamic and s.purpose = 'subscribers'
      and s.nas_ids = '{}'`.execute(ctx.tx)
  return rows
}

export type Search =
  | { kind: 'leased'; lease: Lease }
  /** Nothing free in what was looked at: the next search goes on behind it. */
  | { kind: 'passed-over' }
  /** No segment has a unit that nobody has had. */
  | { kind: 'used-up' }

/** The first unit behind what keeps one from being given; null when nothing does. */
function unitBehind(kind: SegmentKind, unit: RawBuilder<unknown>): RawBuilder<unknown> {
  const address = sql`network.unit_at(pool.network, pool.unit_length, ${unit})`
  return sql`coalesce(
    (select (upper(c.span) - pool.first_place + pool.stride - 1) / pool.stride
      from network.claims c
      where c.span && network.span_of(${address}) limit 1),
    ${liveOn(kind, address)} + ${unit})`
}

/**
 * Leases the next address or prefix that nobody has had, in the first segment with one left; those of
 * the access server alone go first. What is claimed or in a live session is passed over: a claim in
 * one step, however many units it holds.
 */
export async function leaseNext(
  ctx: Context,
  { kind, ...key }: LeaseKey & KindOfLease,
): Promise<Search> {
  const { accountId, station } = columnsOf(key.holder)
  const { rows } = await sql<{ address: string | null; isScoped: boolean }>`
    with recursive pool as (
      select s.id, s.network, s.unit_length, s.next_offset, s.last_unit,
        network.place_of(s.network) as first_place,
        case s.kind when 'ipv4' then 1 else 1::bigint << (64 - s.unit_length) end as stride,
        s.nas_ids <> '{}' as is_scoped
      from network.segments s
      where ${serving(key)} and s.kind = ${kind} and s.next_offset <= s.last_unit
      order by s.nas_ids = '{}', s.id
      limit 1
      for update
    ), walk as (
      select 1 as step, next_offset as unit, ${unitBehind(kind, sql`next_offset`)} as behind
      from pool
      union all
      select step + 1, walk.behind, ${unitBehind(kind, sql`walk.behind`)}
      from walk, pool
      where walk.behind <= pool.last_unit and step < ${LOOK_AHEAD}
    ), spot as (
      select unit, network.unit_at(pool.network, pool.unit_length, unit) as address
      from pool, walk
      where behind is null
    ), moved as (
      update network.segments s
      set next_offset = coalesce((select unit + 1 from spot), (select max(behind) from walk))
      from pool
      where s.id = pool.id
    ), given as (
      insert into network.leases (address, segment_id, kind, account_id, station, used_at)
      select spot.address, pool.id, ${kind}, ${accountId}, ${station}, ${ctx.now()}
      from pool, spot
      on conflict do nothing
      returning address
    )
    select ${leaseText(sql`given.address`)} as address, pool.is_scoped as "isScoped"
    from pool
    left join given on true`.execute(ctx.tx)
  const [row] = rows
  if (!row) return { kind: 'used-up' }
  const { address, isScoped } = row
  return address === null
    ? { kind: 'passed-over' }
    : { kind: 'leased', lease: { address, isScoped } }
}

/** Lets a holder sign in one at a time while leases change hands. */
export async function lockLeasesOf(ctx: Context, holder: LeaseHolder): Promise<void> {
  const name = 'accountId' in holder ? sql`${holder.accountId}` : sql`hashtext(${holder.station})`
  await sql`select pg_advisory_xact_lock(hashtext('network.leases'), ${name}::int)`.execute(ctx.tx)
}

/**
 * Gives what came back, or has been idle longest and for longer than `restSeconds`. What is in a live
 * session, fixed to an account or held back is passed over.
 */
export async function takeOverOldestLease(
  ctx: Context,
  { kind, restSeconds, ...key }: LeaseKey & KindOfLease & { restSeconds: number },
): Promise<(Lease & { formerAccountId: number | null }) | undefined> {
  const { accountId, station } = columnsOf(key.holder)
  const { rows } = await sql<Lease & { formerAccountId: number | null }>`
    update network.leases
    set account_id = ${accountId}, station = ${station}, used_at = ${ctx.now()}
    from (
      select l.address, serving.is_scoped
      from (
        select s.id, s.nas_ids <> '{}' as is_scoped from network.segments s
        where ${serving(key)} and s.kind = ${kind}
      ) serving
      -- Each segment walks its own index by age.
      cross join lateral (
        select l.address, l.used_at
        from network.leases l
        where l.segment_id = serving.id
          and l.used_at <= ${ctx.now().subtract({ seconds: restSeconds })}
          and ${liveOn(kind, sql`l.address`)} is null
          and (select 1 from network.claims c
            where c.span && network.span_of(l.address) and c.kind <> 'lease' limit 1) is null
        order by l.used_at
        limit 1
        for update of l skip locked
      ) l
      order by not serving.is_scoped, l.used_at
      limit 1
    ) oldest
    where leases.address = oldest.address
    returning ${leaseText(sql`leases.address`)} as address, oldest.is_scoped as "isScoped",
      old.account_id as "formerAccountId"`.execute(ctx.tx)
  return rows[0]
}

/** Takes the lease of a kind from its holder; it goes to whoever needs one. */
export async function vacateLease(
  ctx: Context,
  { kind, ...key }: LeaseKey & KindOfLease,
): Promise<void> {
  await sql`
    update network.leases l
    set account_id = null, station = null, used_at = 'epoch'
    from network.segments s
    where s.id = l.segment_id and ${heldBy(key)} and l.kind = ${kind}`.execute(ctx.tx)
}

/** Guests come and go: whoever was let in again has its address for as long again. */
export async function touchLease(ctx: Context, address: string): Promise<void> {
  await sql`
    update network.leases
    set used_at = ${ctx.now()}
    where address = ${address}::inet and station is not null`.execute(ctx.tx)
}

/** Forgets guests of an agent that have been away for so long. */
export async function vacateGuestLeases(
  ctx: Context,
  { agentId, awaySeconds }: { agentId: number; awaySeconds: number },
): Promise<void> {
  await sql`
    update network.leases l
    set station = null, used_at = 'epoch'
    from network.segments s
    where s.id = l.segment_id and s.agent_id = ${agentId} and s.purpose = 'guest'
      and l.station is not null and l.used_at <= ${ctx.now().subtract({ seconds: awaySeconds })}
      and ${liveOn('ipv4', sql`l.address`)} is null`.execute(ctx.tx)
}

/** Takes an address or a prefix from whoever keeps it, unless a session has it. */
export async function vacateAddress(
  ctx: Context,
  address: string,
): Promise<'in-session' | { accountId: number | null } | undefined> {
  const { rows } = await sql<{ accountId: number | null; held: string; isLive: boolean }>`
    select account_id as "accountId", text(address) as held,
      case kind when 'ipv4' then ${liveOn('ipv4', sql`l.address`)}
        else ${liveOn('ipv6', sql`l.address`)} end is not null as "isLive"
    from network.leases l
    where address = any(${around(address)}) and num_nonnulls(account_id, station) = 1
    for update`.execute(ctx.tx)
  const [lease] = rows
  if (!lease) return undefined
  if (lease.isLive) return 'in-session'
  await sql`
    update network.leases
    set account_id = null, station = null, used_at = 'epoch'
    where address = ${lease.held}::inet`.execute(ctx.tx)
  return { accountId: lease.accountId }
}

/** Ends the leases of a segment in a range, or all; says whose they were. */
export async function deleteLeases(
  ctx: Context,
  segmentId: number,
  range?: { first: string; last: string },
): Promise<number[]> {
  const { rows } = await sql<{ accountId: number | null }>`
    delete from network.leases l
    using network.segments s
    where s.id = ${segmentId} and l.segment_id = s.id
      and ${
        range
          ? sql`l.address between network(set_masklen(${range.first}::inet, s.unit_length))::inet
              and ${range.last}::inet`
          : sql`true`
      }
    returning l.account_id as "accountId"`.execute(ctx.tx)
  return accountsOf(rows)
}

/** Ends the leases of a segment that a network does not give. */
export async function deleteLeasesOutside(
  ctx: Context,
  segmentId: number,
  network: string,
): Promise<number[]> {
  const { rows } = await sql<{ accountId: number | null }>`
    delete from network.leases
    where segment_id = ${segmentId} and (account_id is null or not address <<= ${network}::cidr
        or address in (host(network(${network}::inet))::inet, host(broadcast(${network}::inet))::inet))
    returning account_id as "accountId"`.execute(ctx.tx)
  return accountsOf(rows)
}

function accountsOf(rows: readonly { accountId: number | null }[]): number[] {
  return rows.flatMap(({ accountId }) => (accountId === null ? [] : [accountId]))
}

export async function selectLeaseHolders(ctx: Context, segmentId: number): Promise<number[]> {
  const { rows } = await sql<{ accountId: number }>`
    select account_id as "accountId"
    from network.leases
    where segment_id = ${segmentId} and account_id is not null`.execute(ctx.tx)
  return rows.map(({ accountId }) => accountId)
}

/** Who has the lease of an IPv4 address: an account, a guest by its station, or nobody. */
export async function findLeaseOwner(
  ctx: Context,
  address: string,
): Promise<{ accountId: number | null; station: string | null } | undefined> {
  const { rows } = await sql<{ accountId: number | null; station: string | null }>`
    select account_id as "accountId", station
    from network.leases
    where address = ${address}::inet`.execute(ctx.tx)
  return rows[0]
}

/** The IPv4 address that a pool keeps for an account. */
export async function selectLeasedAddress(
  ctx: Context,
  accountId: number,
): Promise<string | undefined> {
  const { rows } = await sql<{ address: string }>`
    select host(address) as address
    from network.leases
    where account_id = ${accountId} and family(address) = 4
    limit 1`.execute(ctx.tx)
  return rows[0]?.address
}
