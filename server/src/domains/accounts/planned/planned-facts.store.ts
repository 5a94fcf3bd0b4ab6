import { sql } from 'kysely'
import type { Context } from '#platform/context'

/** A dated fact that is still to come: a tariff, the begin or the end of a service or of a term. */
export type PlannedFact = {
  key: string
  kind: 'tariff' | 'service-on' | 'service-off' | 'term-on' | 'term-off'
  accountId: number
  day: Temporal.PlainDate
  details: { tariffId?: number; serviceId?: number; quantity?: number; title?: string }
  author: string
}

/** The facts of accounts that begin or end after today, the nearest first. */
export async function selectPlannedFacts(
  ctx: Context,
  {
    accountIds,
    today,
    limit,
  }: {
    accountIds: readonly number[] | undefined
    today: Temporal.PlainDate
    limit: number
  },
): Promise<PlannedFact[]> {
  const isOfThese = accountIds ? sql`account_id = any(${[...accountIds]}::int[])` : sql`true`
  const { rows } = await sql<PlannedFact>`
    select 'tariff:' || account_id || ':' || lower(valid) as key, 'tariff' as kind,
      account_id as "accountId", lower(valid) as day,
      jsonb_build_object('tariffId', tariff_id) as details, author
    from accounts.tariff_assignments
    where lower(valid) > ${today}::date and ${isOfThese}
    union all
    select 'service-on:' || id, 'service-on', account_id, lower(valid),
      jsonb_build_object('serviceId', service_id, 'quantity', quantity), author
    from accounts.services
    where lower(valid) > ${today}::date and cancelled_at is null and ${isOfThese}
    union all
    select 'service-off:' || id, 'service-off', account_id, upper(valid),
      jsonb_build_object('serviceId', service_id, 'quantity', quantity), coalesce(ended_by, author)
    from accounts.services
    where upper(valid) > ${today}::date and cancelled_at is null and ${isOfThese}
    union all
    select 'term-on:' || id, 'term-on', account_id, lower(valid),
      jsonb_build_object('title', title), author
    from accounts.personal_terms
    where lower(valid) > ${today}::date and cancelled_at is null and ${isOfThese}
    union all
    select 'term-off:' || id, 'term-off', account_id, upper(valid),
      jsonb_build_object('title', title), coalesce(ended_by, author)
    from accounts.personal_terms
    where upper(valid) > ${today}::date and cancelled_at is null and ${isOfThese}
    order by day, key
    limit ${limit}`.execute(ctx.tx)
  return rows
}
