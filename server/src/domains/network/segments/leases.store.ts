import { type RawBuilder, sql } from 'kysely'
import type { Context } from '#platform/context'

/** Who signs in, and where: an access server has the segments of its own and those of all. */
export type LeaseKey = { accountId: number; agentId: number; nasId: number }
/** `isScoped`: given by a segment of certain access servers, so another one may give another. */
export type Lease = { address: string; isScoped: boolean }

// One search looks at so many addresses, so that a long reserved range does not hold the lock.
const LOOK_AHEAD = 256
/** So long has a sign-in to become a session; until then its fresh lease is not idle. */
const FRESH_MINUTES = 2

/** The segments that give addresses at an access server. */
function serving({ agentId, nasId }: LeaseKey): RawBuilder<unknown> {
  return sql`s.agent_id = ${agentId} and s.kind = 'ipv4' and s.is_dynamic
    and s.purpose = 'subscribers' and (s.nas_ids = '{}' or ${nasId} = any(s.nas_ids))`
}

/** The address that an account keeps; `isServing`: its segment still gives addresses there. */
export async function selectLease(
  ctx: Context,
  key: LeaseKey,
): Promise<(Lease & { isServing: boolean }) | undefined> {
  const { rows } = await sql<Lease & { isServing: boolean }>`
    select host(l.address) as address, s.nas_ids <> '{}' as "isScoped",
      ${serving(key)} as "isServing"
    from network.leases l
    join network.segments s on s.id = l.segment_id
    where l.account_id = ${key.accountId}`.execute(ctx.tx)
  return rows[0]
}

export type Search =
  | { kind: 'leased'; lease: Lease }
  /** Nothing free in what was looked at: the next search goes on behind it. */
  | { kind: 'passed-over' }
  /** No segment has an address that nobody has had. */
  | { kind: 'used-up' }

/**
 * Leases the next address that nobody has had, in the first segment with one left; those of the
 * access server alone go first. What is claimed or in a live session is passed over.
 */
export async function leaseNext(ctx: Context, key: LeaseKey): Promise<Search> {
  const { rows } = await sql<{ address: string | null; isScoped: boolean }>`
    with pool as (
      select s.id, s.network::inet as network, s.next_offset, s.nas_ids <> '{}' as is_scoped,
        (2 ^ (32 - masklen(s.network)))::bigint - 2 as last_offset
      from network.segments s
      where ${serving(key)}
        and s.next_offset < (2 ^ (32 - masklen(s.network)))::bigint - 1
      order by s.nas_ids = '{}', s.id
      limit 1
      for update
    ), spot as (
      select place, set_masklen(network + place, 32) as address
      from pool
      cross join generate_series(next_offset, least(next_offset + ${LOOK_AHEAD - 1}, last_offset))
        place
      -- Subqueries, not joins: they look at one address after the other and stop at the first.
      where (select 1 from network.claims c
          where c.span @> network.place_of(network + place) limit 1) is null
        and (select 1 from usage.open_sessions o
          where o.address = set_masklen(network + place, 32) limit 1) is null
      limit 1
    ), moved as (
      update network.segments s
      set next_offset = 1 + coalesce(
        (select place from spot), least(pool.next_offset + ${LOOK_AHEAD - 1}, pool.last_offset))
      from pool
      where s.id = pool.id
    ), given as (
      insert into network.leases (address, segment_id, account_id, used_at)
      select spot.address, pool.id, ${key.accountId}, ${ctx.now()}
      from pool, spot
      on conflict do nothing
      returning address
    )
    select host(given.address) as address, pool.is_scoped as "isScoped"
    from pool
    left join given on true`.execute(ctx.tx)
  const [row] = rows
  if (!row) return { kind: 'used-up' }
  const { address, isScoped } = row
  return address === null
    ? { kind: 'passed-over' }
    : { kind: 'leased', lease: { address, isScoped } }
}

/** Lets an account sign in one at a time while leases change hands. */
export async function lockLeaseOf(ctx: Context, accountId: number): Promise<void> {
  await sql`
    select pg_advisory_xact_lock(hashtext('network.leases'), ${accountId})`.execute(ctx.tx)
}

/**
 * Gives an account the pool address that came back, or that has been idle longest. What is in a live
 * session, fixed to an account or held back is passed over.
 */
export async function takeOverOldestLease(
  ctx: Context,
  key: LeaseKey,
): Promise<(Lease & { formerAccountId: number | null }) | undefined> {
  const { rows } = await sql<Lease & { formerAccountId: number | null }>`
    update network.leases
    set account_id = ${key.accountId}, used_at = ${ctx.now()}
    from (
      select l.address, serving.is_scoped
      from (
        select s.id, s.nas_ids <> '{}' as is_scoped from network.segments s where ${serving(key)}
      ) serving
      -- Each segment walks its own index by age.
      cross join lateral (
        select l.address, l.used_at
        from network.leases l
        where l.segment_id = serving.id
          and l.used_at <= ${ctx.now().subtract({ minutes: FRESH_MINUTES })}
          and (select 1 from usage.open_sessions o where o.address = l.address limit 1) is null
          and (select 1 from network.claims c
            where c.span @> network.place_of(l.address) and c.kind <> 'lease' limit 1) is null
        order by l.used_at
        limit 1
        for update of l skip locked
      ) l
      order by not serving.is_scoped, l.used_at
      limit 1
    ) oldest
    where leases.address = oldest.address
    returning host(leases.address) as address, oldest.is_scoped as "isScoped",
      old.account_id as "formerAccountId"`.execute(ctx.tx)
  return rows[0]
}

/** Takes the lease of an account away; the address goes to whoever needs one. */
export async function vacateLease(ctx: Context, accountId: number): Promise<void> {
  await sql`
    update network.leases
    set account_id = null, used_at = 'epoch'
    where account_id = ${accountId}`.execute(ctx.tx)
}

/** Takes an address from the account that keeps it, unless a session has it. */
export async function vacateAddress(
  ctx: Context,
  address: string,
): Promise<'in-session' | { accountId: number } | undefined> {
  const { rows } = await sql<{ accountId: number; isLive: boolean }>`
    select account_id as "accountId",
      exists (select from usage.open_sessions o where o.address = l.address) as "isLive"
    from network.leases l
    where address = ${address}::inet and account_id is not null
    for update`.execute(ctx.tx)
  const [lease] = rows
  if (!lease) return undefined
  if (lease.isLive) return 'in-session'
  await vacateLease(ctx, lease.accountId)
  return { accountId: lease.accountId }
}

/** Ends the leases of a segment in a range, or all; says whose they were. */
export async function deleteLeases(
  ctx: Context,
  segmentId: number,
  range?: { first: string; last: string },
): Promise<number[]> {
  const { rows } = await sql<{ accountId: number | null }>`
    delete from network.leases
    where segment_id = ${segmentId}
      and ${range ? sql`address between ${range.first}::inet and ${range.last}::inet` : sql`true`}
    returning account_id as "accountId"`.execute(ctx.tx)
  return rows.flatMap(({ accountId }) => (accountId === null ? [] : [accountId]))
}

/** Ends the leases of a segment that are no hosts of a network. */
export async function deleteLeasesOutside(
  ctx: Context,
  segmentId: number,
  network: string,
): Promise<number[]> {
  const { rows } = await sql<{ accountId: number | null }>`
    delete from network.leases
    where segment_id = ${segmentId} and (account_id is null or not address << ${network}::cidr
        or address in (host(network(${network}::inet))::inet, host(broadcast(${network}::inet))::inet))
    returning account_id as "accountId"`.execute(ctx.tx)
  return rows.flatMap(({ accountId }) => (accountId === null ? [] : [accountId]))
}

export async function selectLeaseHolders(ctx: Context, segmentId: number): Promise<number[]> {
  const { rows } = await sql<{ accountId: number }>`
    select account_id as "accountId"
    from network.leases
    where segment_id = ${segmentId} and account_id is not null`.execute(ctx.tx)
  return rows.map(({ accountId }) => accountId)
}
