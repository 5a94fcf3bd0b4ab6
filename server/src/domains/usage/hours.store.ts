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

/** Contracts whose sessions have told something since a moment, in the order of their ids. */
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
    order by id`.execute(ctx.tx)
  return rows.map(({ id }) => id)
}
