import { sql } from 'kysely'
import type { Context } from '#platform/context'

export type DayUsageRow = {
  accountId: number
  /** Days since 1970-01-01 in the given time zone. */
  day: number
  /** Null: traffic of no category of its own. */
  category: string | null
  octetsIn: bigint
  octetsOut: bigint
  seconds: bigint
}

type Span = { from: Temporal.Instant; until: Temporal.Instant; timeZone: string }

/** What accounts used on each business day of a half-open span. */
export async function selectUsageByDay(
  ctx: Context,
  accountIds: readonly number[],
  span: Span,
): Promise<DayUsageRow[]> {
  const { rows } = await sql<DayUsageRow>`
    select account_id as "accountId",
      (hour at time zone ${span.timeZone})::date - date '1970-01-01' as day,
      nullif(category, '') as category,
      sum(octets_in)::bigint as "octetsIn", sum(octets_out)::bigint as "octetsOut",
      sum(seconds)::bigint as seconds
    from usage.hours
    where account_id = any(${[...accountIds]}::int[]) and hour >= ${span.from}::timestamptz
      and hour < ${span.until}::timestamptz
    group by account_id, day, category
    order by account_id, day, category`.execute(ctx.tx)
  return rows
}

/** The same hour by hour, each with its beginning in milliseconds since 1970. */
export async function selectUsageByHour(
  ctx: Context,
  accountIds: readonly number[],
  span: Span,
): Promise<(DayUsageRow & { hourMs: number })[]> {
  const { rows } = await sql<DayUsageRow & { hourMs: number }>`
    select account_id as "accountId", (extract(epoch from hour) * 1000)::float8 as "hourMs",
      (hour at time zone ${span.timeZone})::date - date '1970-01-01' as day,
      nullif(category, '') as category, octets_in as "octetsIn", octets_out as "octetsOut", seconds
    from usage.hours
    where account_id = any(${[...accountIds]}::int[]) and hour >= ${span.from}::timestamptz
      and hour < ${span.until}::timestamptz
    order by account_id, hour, category`.execute(ctx.tx)
  return rows
}

export type OctetsSince = { accountId: number; day: bigint; week: bigint; month: bigint }

/** Octets of both directions that accounts have used since the beginnings of three spans. */
export async function selectOctetsSince(
  ctx: Context,
  accountIds: readonly number[],
  begins: { day: Temporal.Instant; week: Temporal.Instant; month: Temporal.Instant },
): Promise<OctetsSince[]> {
  const since = (begin: Temporal.Instant) =>
    sql`coalesce(sum(octets_in + octets_out) filter (where hour >= ${begin}), 0)::bigint`
  const { rows } = await sql<OctetsSince>`
    select account_id as "accountId", ${since(begins.day)} as day, ${since(begins.week)} as week,
      ${since(begins.month)} as month
    from usage.hours
    where account_id = any(${[...accountIds]}::int[])
      and hour >= least(${begins.week}::timestamptz, ${begins.month}::timestamptz)
    group by account_id`.execute(ctx.tx)
  return rows
}

/** Contracts that have used something since a moment, in the order of their ids. */
export async function selectContractIdsUsing(
  ctx: Context,
  since: Temporal.Instant,
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select contract_id as id
    from usage.open_sessions
    where updated_at >= ${since}::timestamptz and contract_id is not null
    union
    select contract_id
    from usage.closed_sessions
    where closed_at >= ${since}::timestamptz and contract_id is not null
    union
    select contract_id
    from usage.session_splits
    where heard_at >= ${since}::timestamptz and contract_id is not null
    order by id`.execute(ctx.tx)
  return rows.map(({ id }) => id)
}

/** What an account's traffic of a category grew by at a moment; of none: an empty category. */
export type TrafficGrowth = {
  accountId: number
  contractId: number
  at: Temporal.Instant
  category: string
  octetsIn: bigint
  octetsOut: bigint
  /** Time on-line, where it brings some. */
  seconds?: bigint
}

/** Adds growth to the hours that it happened in. */
export async function addTraffic(ctx: Context, growths: readonly TrafficGrowth[]): Promise<void> {
  const column = <Value>(read: (growth: TrafficGrowth) => Value) => growths.map(read)
  await sql`
    insert into usage.hours as h (account_id, hour, category, contract_id, octets_in, octets_out, seconds)
    select account_id, date_trunc('hour', at), category, max(contract_id), sum(octets_in),
      sum(octets_out), sum(seconds)
    from unnest(${column((g) => g.accountId)}::int[], ${column((g) => g.at.toString())}::timestamptz[],
      ${column((g) => g.category)}::text[], ${column((g) => g.contractId)}::int[],
      ${column((g) => g.octetsIn)}::bigint[], ${column((g) => g.octetsOut)}::bigint[],
      ${column((g) => g.seconds ?? 0n)}::bigint[]
    ) as i (account_id, at, category, contract_id, octets_in, octets_out, seconds)
    group by 1, 2, 3
    -- Always in one order, so that two batches never wait for each other.
    order by 1, 2, 3
    on conflict (account_id, hour, category) do update
    set octets_in = h.octets_in + excluded.octets_in,
      octets_out = h.octets_out + excluded.octets_out,
      seconds = h.seconds + excluded.seconds`.execute(ctx.tx)
}

/** What was counted as an account's of no category since a moment, and is not its after all. */
export type TrafficTaken = {
  accountId: number
  contractId: number
  since: Temporal.Instant
  octetsIn: bigint
  octetsOut: bigint
}

/**
 * Takes traffic of no category off the hours again, the latest first, never more than an hour has. The hours that gave
 * some, each with its contract.
 */
export async function takeBackTraffic(
  ctx: Context,
  taken: readonly TrafficTaken[],
): Promise<{ contractId: number; at: Temporal.Instant }[]> {
  const column = <Value>(read: (one: TrafficTaken) => Value) => taken.map(read)
  // What the hours after this one could not give.
  const rest = (name: 'octets_in' | 'octets_out') => sql`least(${sql.ref(`h.${name}`)},
    greatest(0, ${sql.ref(`w.${name}`)} - coalesce(sum(${sql.ref(`h.${name}`)}) over later, 0)))::bigint`
  const { rows } = await sql<{ contractId: number; at: Temporal.Instant }>`
    with wanted as (
      select account_id, max(contract_id) as contract_id, min(since) as since,
        sum(octets_in) as octets_in, sum(octets_out) as octets_out
      from unnest(${column((w) => w.accountId)}::int[], ${column((w) => w.contractId)}::int[],
        ${column((w) => w.since.toString())}::timestamptz[],
        ${column((w) => w.octetsIn)}::bigint[], ${column((w) => w.octetsOut)}::bigint[]
      ) as i (account_id, contract_id, since, octets_in, octets_out)
      group by account_id
    ), shares as (
      select h.account_id, h.hour, w.contract_id, ${rest('octets_in')} as octets_in,
        ${rest('octets_out')} as octets_out
      from wanted w
      join usage.hours h on h.account_id = w.account_id and h.category = ''
        and h.hour >= date_trunc('hour', w.since)
      window later as (partition by h.account_id order by h.hour desc
        rows between unbounded preceding and 1 preceding)
    )
    update usage.hours h
    set octets_in = h.octets_in - s.octets_in, octets_out = h.octets_out - s.octets_out
    from shares s
    where h.account_id = s.account_id and h.hour = s.hour and h.category = ''
      and (s.octets_in > 0 or s.octets_out > 0)
    returning s.contract_id as "contractId", h.hour as at`.execute(ctx.tx)
  return rows
}
