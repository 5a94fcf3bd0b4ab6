import { type RawBuilder, sql } from 'kysely'
import type { Context } from '#platform/context'
import { around, leaseText } from './leases.store.ts'

// This file looks at `usage.open_sessions` in SQL, one floor up: who has an address is one question.

export type HeldRow = {
  /** An address, or a prefix with its length. */
  address: string
  accountId: number | null
  login: string
  subscriberId: number | null
  subscriberName: string
  isFixed: boolean
  isLeased: boolean
  isLive: boolean
  /** Where a guest calls from. */
  guestStation: string | null
  since: Temporal.Instant
}

/** Addresses and prefixes of a network that are fixed, leased or in a session, from the lowest after one on. */
export async function selectHeld(
  ctx: Context,
  { network, after, limit }: { network: string; after?: string; limit: number },
): Promise<HeldRow[]> {
  const part = (column: string, from: RawBuilder<unknown>) => {
    const address = sql`${sql.ref(column)}::inet`
    return sql`
      (select ${address} as address, ${from}
        and ${address} <<= ${network}::inet and ${address} >= ${network}::inet
        and ${address} <= host(broadcast(${network}::inet))::inet
        and ${after ? sql`${address} > ${after}::inet` : sql`true`}
      order by ${sql.ref(column)} limit ${limit})`
  }
  const live = (column: string) =>
    part(
      column,
      sql`coalesce(account_id, guest_account_id) as account_id, started_at as since, 'live' as why,
        case when is_guest then calling_station end as station
        from usage.open_sessions where true`,
    )
  const parts = [
    part(
      'address',
      sql`account_id, lower(valid) as since, 'fixed' as why, null as station
        from accounts.addresses where upper_inf(valid)`,
    ),
    part(
      'network',
      sql`account_id, lower(valid), 'fixed', null from accounts.networks where upper_inf(valid)`,
    ),
    part(
      'address',
      sql`account_id, used_at, 'leased', station
        from network.leases where num_nonnulls(account_id, station) = 1`,
    ),
    ...(network.includes(':')
      ? [live('framed_prefix'), live('delegated_prefix')]
      : [live('address')]),
  ]
  const { rows } = await sql<HeldRow>`
    with held as (${sql.join(parts, sql` union all `)}),
    owners as (
      select address, (array_agg(account_id order by why))[1] as account_id,
        bool_or(why = 'fixed') as is_fixed, bool_or(why = 'leased') as is_leased,
        bool_or(why = 'live') as is_live, (array_agg(since order by why))[1] as since,
        max(station) as station
      from held
      group by address
      order by address
      limit ${limit}
    )
    select ${leaseText(sql`o.address`)} as address, a.id as "accountId",
      coalesce(a.login, '') as login, s.id as "subscriberId",
      coalesce(s.name, '') as "subscriberName", o.is_fixed as "isFixed",
      o.is_leased as "isLeased", o.is_live as "isLive", o.station as "guestStation", o.since
    from owners o
    left join accounts.accounts a on a.id = o.account_id
    left join subscribers.contracts c on c.id = a.contract_id
    left join subscribers.subscribers s on s.id = c.subscriber_id
    order by o.address`.execute(ctx.tx)
  return rows
}

type Stretch = {
  /** What the stretch lies in, and the length of what is given of it. */
  network: string
  unitLength: number
  from: string
  until: string
  limit: number
}

/** What cannot be given between two addresses, in order, as the numbers of `network.place_of`. */
export async function selectTakenPlaces(
  ctx: Context,
  { network, unitLength, from, until, limit }: Stretch,
): Promise<{ first: bigint; last: bigint }[]> {
  const live = (column: string) => sql`
    (select network.span_of(${sql.ref(column)})
      from usage.open_sessions
      where ${sql.ref(column)} <<= ${network}::inet
        and network.place_of(${sql.ref(column)}) >= network.place_of(${from}::inet)
      order by ${sql.ref(column)} limit ${limit})`
  const parts = [
    sql`(select span
      from network.claims
      where kind <> 'lease' and span >= network.span_of(${from}::inet)
        and lower(span) <= network.place_of(${until}::inet)
      order by span limit ${limit})`,
    // What begins before and reaches in.
    sql`(select span
      from network.claims
      where kind <> 'lease' and span && network.span_of(${from}::inet)
        and lower(span) < network.place_of(${from}::inet))`,
    sql`(select network.span_of(address)
      from network.leases
      where num_nonnulls(account_id, station) = 1
        and address between network(set_masklen(${from}::inet, ${unitLength}))::inet
          and ${until}::inet
      order by address limit ${limit})`,
    ...(network.includes(':')
      ? [live('framed_prefix'), live('delegated_prefix')]
      : [live('address')]),
  ]
  const { rows } = await sql<{ first: bigint; last: bigint }>`
    select lower(span) as first, upper(span) - 1 as last
    from (${sql.join(parts, sql` union all `)}) taken
    order by span
    limit ${limit}`.execute(ctx.tx)
  return rows
}

export type HolderRow = {
  accountId: number | null
  login: string
  subscriberId: number | null
  /** Where a guest calls from. */
  guestStation: string | null
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

/** Accounts that an address was fixed to, itself or in a network, the latest first. */
export async function selectFixedHistory(ctx: Context, address: string): Promise<FixedRow[]> {
  const { rows } = await sql<FixedRow>`
    select d.account_id as "accountId", a.login, c.subscriber_id as "subscriberId",
      lower(d.valid) as "from", upper(d.valid) as until, d.author
    from (
      select account_id, valid, author from accounts.addresses where address >>= ${address}::inet
      union all
      select account_id, valid, author from accounts.networks
      where network >>= ${address}::inet and masklen(network) > 0
    ) d
    join accounts.accounts a on a.id = d.account_id
    join subscribers.contracts c on c.id = a.contract_id
    where not isempty(d.valid)
    order by d.valid desc
    limit 100`.execute(ctx.tx)
  return rows
}

export async function selectLeaseHolder(
  ctx: Context,
  address: string,
): Promise<HolderRow | undefined> {
  const { rows } = await sql<HolderRow>`
    select a.id as "accountId", coalesce(a.login, '') as login, c.subscriber_id as "subscriberId",
      l.station as "guestStation", l.used_at as since
    from network.leases l
    left join accounts.accounts a on a.id = l.account_id
    left join subscribers.contracts c on c.id = a.contract_id
    where l.address = any(${around(address)})
      and num_nonnulls(l.account_id, l.station) = 1`.execute(ctx.tx)
  return rows[0]
}

export async function selectSessionHolders(ctx: Context, address: string): Promise<HolderRow[]> {
  const has = address.includes(':')
    ? sql`(o.framed_prefix >>= ${address}::inet or o.delegated_prefix >>= ${address}::inet)`
    : sql`o.address = ${address}::inet`
  const { rows } = await sql<HolderRow>`
    select a.id as "accountId", o.login, c.subscriber_id as "subscriberId",
      case when o.is_guest then o.calling_station end as "guestStation", o.started_at as since
    from usage.open_sessions o
    left join accounts.accounts a on a.id = coalesce(o.account_id, o.guest_account_id)
    left join subscribers.contracts c on c.id = a.contract_id
    where ${has}
    order by o.started_at desc
    limit 20`.execute(ctx.tx)
  return rows
}
