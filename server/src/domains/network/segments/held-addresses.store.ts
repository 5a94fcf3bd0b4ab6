import { sql } from 'kysely'
import type { Context } from '#platform/context'

// This file looks at `usage.open_sessions` in SQL, one floor up: who has an address is one question.

export type HeldRow = {
  address: string
  accountId: number | null
  login: string
  subscriberId: number | null
  subscriberName: string
  isFixed: boolean
  isLeased: boolean
  isLive: boolean
  since: Temporal.Instant
}

/** Addresses of a network that are fixed, leased or in a session, from the lowest after one on. */
export async function selectHeld(
  ctx: Context,
  { network, after, limit }: { network: string; after?: string; limit: number },
): Promise<HeldRow[]> {
  const inside = sql`
    address >= host(network(${network}::inet))::inet
    and address <= host(broadcast(${network}::inet))::inet
    and ${after ? sql`address > ${after}::inet` : sql`true`}`
  const { rows } = await sql<HeldRow>`
    with held as (
      (select address, account_id, lower(valid) as since, 'fixed' as why
        from accounts.addresses
        where upper_inf(valid) and address <<= ${network}::inet and ${inside}
        order by address limit ${limit})
      union all
      (select address, account_id, used_at, 'leased'
        from network.leases
        where account_id is not null and ${inside}
        order by address limit ${limit})
      union all
      (select address, account_id, started_at, 'live'
        from usage.open_sessions
        where ${inside}
        order by address limit ${limit})
    ), owners as (
      select address, (array_agg(account_id order by why))[1] as account_id,
        bool_or(why = 'fixed') as is_fixed, bool_or(why = 'leased') as is_leased,
        bool_or(why = 'live') as is_live, (array_agg(since order by why))[1] as since
      from held
      group by address
      order by address
      limit ${limit}
    )
    select host(o.address) as address, a.id as "accountId", coalesce(a.login, '') as login,
      s.id as "subscriberId", coalesce(s.name, '') as "subscriberName", o.is_fixed as "isFixed",
      o.is_leased as "isLeased", o.is_live as "isLive", o.since
    from owners o
    left join accounts.accounts a on a.id = o.account_id
    left join subscribers.contracts c on c.id = a.contract_id
    left join subscribers.subscribers s on s.id = c.subscriber_id
    order by o.address`.execute(ctx.tx)
  return rows
}

/** What cannot be given between two addresses, in order, as the numbers of `network.place_of`. */
export async function selectTakenPlaces(
  ctx: Context,
  { from, until, limit }: { from: string; until: string; limit: number },
): Promise<{ first: bigint; last: bigint }[]> {
  const { rows } = await sql<{ first: bigint; last: bigint }>`
    select lower(span) as first, upper(span) - 1 as last
    from (
      (select span
        from network.claims
        where kind <> 'lease' and span >= network.span_of(${from}::inet)
          and lower(span) <= network.place_of(${until}::inet)
        order by span limit ${limit})
      union all
      (select network.span_of(address)
        from network.leases
        where account_id is not null and address between ${from}::inet and ${until}::inet
        order by address limit ${limit})
      union all
      (select network.span_of(address)
        from usage.open_sessions
        where address between ${from}::inet and ${until}::inet
        order by address limit ${limit})
    ) taken
    order by span
    limit ${limit}`.execute(ctx.tx)
  return rows
}

export type HolderRow = {
  accountId: number | null
  login: string
  subscriberId: number | null
  since: Temporal.Instant
}
export type FixedRow = {
  accountId: number
  login: string
  subscriberId: number
  from: Temporal.Instant
  until: Temporal.Instant | null
  author: string
}

/** Accounts that an address was fixed to, the latest first. */
export async function selectFixedHistory(ctx: Context, address: string): Promise<FixedRow[]> {
  const { rows } = await sql<FixedRow>`
    select d.account_id as "accountId", a.login, c.subscriber_id as "subscriberId",
      lower(d.valid) as "from", upper(d.valid) as until, d.author
    from accounts.addresses d
    join accounts.accounts a on a.id = d.account_id
    join subscribers.contracts c on c.id = a.contract_id
    where d.address >>= ${address}::inet and not isempty(d.valid)
    order by d.valid desc
    limit 100`.execute(ctx.tx)
  return rows
}

export async function selectLeaseHolder(
  ctx: Context,
  address: string,
): Promise<HolderRow | undefined> {
  const { rows } = await sql<HolderRow>`
    select a.id as "accountId", a.login, c.subscriber_id as "subscriberId", l.used_at as since
    from network.leases l
    join accounts.accounts a on a.id = l.account_id
    join subscribers.contracts c on c.id = a.contract_id
    where l.address = ${address}::inet`.execute(ctx.tx)
  return rows[0]
}

export async function selectSessionHolders(ctx: Context, address: string): Promise<HolderRow[]> {
  const { rows } = await sql<HolderRow>`
    select o.account_id as "accountId", o.login, c.subscriber_id as "subscriberId",
      o.started_at as since
    from usage.open_sessions o
    left join subscribers.contracts c on c.id = o.contract_id
    where o.address = ${address}::inet
    order by o.started_at desc
    limit 20`.execute(ctx.tx)
  return rows
}
