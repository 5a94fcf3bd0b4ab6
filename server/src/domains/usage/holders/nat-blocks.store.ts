import { sql } from 'kysely'
import type { Context } from '#platform/context'

/** A block of ports of a public address, and who it was given to. */
export type NatBlockRow = {
  firstPort: number
  lastPort: number
  inside: string | null
  accountId: number | null
  device: string
  from: Temporal.Instant
  until: Temporal.Instant | null
}
export type NatRecord = Omit<NatBlockRow, 'from' | 'until'> & {
  address: string
  from: string | null
  until: string | null
}
/** What became of a record, by its place in the batch. */
export type NatOutcome = {
  place: number
  outcome: 'taken' | 'ended' | 'repeat' | 'contradicting' | 'end-of-nothing'
}

/**
 * Blocks of an address at a moment, those of one port or all, the latest begun first. A partition
 * whose month began after the moment is never looked at; in each of the others one look finds the
 * block or its absence.
 */
export async function selectNatBlocks(
  ctx: Context,
  filter: { address: string; port: number | undefined; at: Temporal.Instant; limit: number },
): Promise<NatBlockRow[]> {
  const { rows } = await sql<NatBlockRow>`
    select first_port as "firstPort", last_port as "lastPort", host(inside) as inside,
      account_id as "accountId", device, began_at as "from", ended_at as until
    from usage.nat_blocks
    where address = ${filter.address}::inet and began_at <= ${filter.at}::timestamptz
      and tstzrange(began_at, ended_at) @> ${filter.at}::timestamptz
      and ${
        filter.port === undefined
          ? sql`true`
          : sql`int4range(first_port, last_port, '[]') @> ${filter.port}::int`
      }
    order by began_at desc, first_port
    limit ${filter.limit}`.execute(ctx.tx)
  return rows
}

function inputOf(records: readonly (NatRecord & { place: number })[]) {
  const column = <Value>(read: (record: NatRecord & { place: number }) => Value) =>
    records.map(read)
  return sql`
    select *
    from unnest(
      ${column((r) => r.place)}::int[], ${column((r) => r.address)}::inet[],
      ${column((r) => r.firstPort)}::int[], ${column((r) => r.lastPort)}::int[],
      ${column((r) => r.inside)}::inet[], ${column((r) => r.accountId)}::int[],
      ${column((r) => r.device)}::text[], ${column((r) => r.from)}::timestamptz[],
      ${column((r) => r.until)}::timestamptz[]
    ) as i (place, address, first_port, last_port, inside, account_id, device, began_at, ended_at)`
}

/**
 * Keeps blocks, each named by its address, first port and beginning. One that is known gets the end
 * that it had not; one that is known otherwise stays as it is and is told. Each block at most once.
 */
export async function upsertNatBlocks(
  ctx: Context,
  records: readonly (NatRecord & { place: number })[],
): Promise<NatOutcome[]> {
  const { rows } = await sql<NatOutcome>`
    with input as (${inputOf(records)}),
    kept as (
      insert into usage.nat_blocks as b (address, first_port, last_port, inside, account_id, device,
        began_at, ended_at)
      select address, first_port, last_port, inside, account_id, device, began_at, ended_at
      from input
      -- Always in one order, so that two batches never wait for each other.
      order by address, first_port, began_at
      on conflict (address, first_port, began_at) do update
      set ended_at = excluded.ended_at
      where b.ended_at is null and excluded.ended_at is not null
        and b.last_port = excluded.last_port
        and b.inside is not distinct from excluded.inside
        and b.account_id is not distinct from excluded.account_id
      returning b.address, b.first_port, b.began_at, old.address is null as is_new
    )
    select i.place,
      case
        when k.is_new then 'taken'
        when k.address is not null then 'ended'
        -- The statement sees what was there before it.
        when b.last_port = i.last_port and b.inside is not distinct from i.inside
          and b.account_id is not distinct from i.account_id
          and (i.ended_at is null or b.ended_at = i.ended_at) then 'repeat'
        else 'contradicting'
      end as outcome
    from input i
    left join kept k using (address, first_port, began_at)
    left join usage.nat_blocks b using (address, first_port, began_at)
    order by i.place`.execute(ctx.tx)
  return rows
}

/** Ends open blocks whose beginning the record does not name; a known end is a repeat. */
export async function endNatBlocks(
  ctx: Context,
  records: readonly (NatRecord & { place: number })[],
): Promise<NatOutcome[]> {
  const { rows } = await sql<NatOutcome>`
    with input as (${inputOf(records)}),
    named as (
      select i.place, i.ended_at, b.address, b.first_port, b.began_at,
        b.ended_at as known_end
      from input i
      left join lateral (
        select address, first_port, began_at, ended_at
        from usage.nat_blocks b
        where b.address = i.address and b.first_port = i.first_port
          and b.last_port = i.last_port and b.began_at < i.ended_at
          and (i.inside is null or b.inside = i.inside)
          and (i.account_id is null or b.account_id = i.account_id)
        order by b.began_at desc
        limit 1
      ) b on true
    ),
    ended as (
      update usage.nat_blocks b
      set ended_at = n.ended_at
      from named n
      where b.address = n.address and b.first_port = n.first_port and b.began_at = n.began_at
        and b.ended_at is null
      returning n.place
    )
    select n.place,
      case
        when e.place is not null then 'ended'
        when n.known_end = n.ended_at then 'repeat'
        else 'end-of-nothing'
      end as outcome
    from named n
    left join ended e using (place)
    order by n.place`.execute(ctx.tx)
  return rows
}
