import { sql } from 'kysely'
import type { Context } from '#platform/context'

/** A turbo of an account over a half-open span; speeds in kbit/s, 0 = unlimited. */
export type Boost = {
  accountId: number
  serviceId: number
  from: Temporal.Instant
  until: Temporal.Instant
  downKbps: number
  upKbps: number
}

/** Turbos of accounts that are not over at a moment, in the order in which they begin. */
export async function selectBoosts(
  ctx: Context,
  accountIds: readonly number[],
  at: Temporal.Instant,
): Promise<Boost[]> {
  const { rows } = await sql<Boost>`
    select account_id as "accountId", service_id as "serviceId", lower(boosted) as "from",
      upper(boosted) as until, boost_down_kbps as "downKbps", boost_up_kbps as "upKbps"
    from accounts.services
    where account_id = any(${[...accountIds]}::int[]) and boosted is not null
      and cancelled_at is null and upper(boosted) > ${at}
    order by account_id, lower(boosted), id`.execute(ctx.tx)
  return rows
}

/** Accounts with a turbo that goes on, or was over not before a moment. */
export async function selectAccountIdsBoosted(
  ctx: Context,
  since: Temporal.Instant,
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select distinct account_id as id
    from accounts.services
    where boosted is not null and cancelled_at is null and upper(boosted) > ${since}
    order by id`.execute(ctx.tx)
  return rows.map(({ id }) => id)
}
