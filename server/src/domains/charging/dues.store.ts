import { sql } from 'kysely'
import type { Context } from '#platform/context'
import type { DayNumber } from './rules/day-number.ts'

export type DueRow = {
  accountId: number
  /** Names the part within the account: `fee`, `service:5`, `exit:5`. */
  component: string
  first: DayNumber
  chargedMinor: bigint
  revision: number
  serviceClass: string
  title: string
}

/** What has been charged so far, for the months and days that begin in a half-open span. */
export async function selectDues(
  ctx: Context,
  accountIds: readonly number[],
  span: { from: DayNumber; until: DayNumber },
): Promise<DueRow[]> {
  const { rows } = await sql<DueRow>`
    select account_id as "accountId", component, period_start - date '1970-01-01' as first,
      charged_minor as "chargedMinor", revision, service_class as "serviceClass", title
    from charging.dues
    where account_id = any(${[...accountIds]}::int[])
      and period_start >= date '1970-01-01' + ${span.from}::int
      and period_start < date '1970-01-01' + ${span.until}::int`.execute(ctx.tx)
  return rows
}

/** Remembers what has been charged now. */
export async function upsertDues(
  ctx: Context,
  dues: readonly (DueRow & { contractId: number })[],
): Promise<void> {
  const column = <Value>(read: (due: DueRow & { contractId: number }) => Value) => dues.map(read)
  await sql`
    insert into charging.dues (account_id, component, period_start, contract_id, charged_minor,
      revision, service_class, title)
    select account_id, component, date '1970-01-01' + first, contract_id, charged_minor, revision,
      service_class, title
    from unnest(
      ${column((d) => d.accountId)}::int[], ${column((d) => d.component)}::text[],
      ${column((d) => d.first)}::int[], ${column((d) => d.contractId)}::int[],
      ${column((d) => d.chargedMinor)}::bigint[], ${column((d) => d.revision)}::int[],
      ${column((d) => d.serviceClass)}::text[], ${column((d) => d.title)}::text[]
    ) as d (account_id, component, first, contract_id, charged_minor, revision, service_class, title)
    on conflict (account_id, component, period_start) do update
    set charged_minor = excluded.charged_minor, revision = excluded.revision,
      service_class = excluded.service_class, title = excluded.title`.execute(ctx.tx)
}
