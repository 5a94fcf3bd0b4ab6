import { sql } from 'kysely'
import type { Context } from '#platform/context'
import type { DayNumber } from './rules/day-number.ts'

export const FEE = 'fee'
export type DueRow = {
  accountId: number
  periodStart: DayNumber
  chargedMinor: bigint
  revision: number
}

/** What has been charged so far, for the months that begin on the given days. */
export async function selectDues(
  ctx: Context,
  accountIds: readonly number[],
  periodStarts: readonly DayNumber[],
): Promise<DueRow[]> {
  const { rows } = await sql<DueRow>`
    select account_id as "accountId", period_start - date '1970-01-01' as "periodStart",
      charged_minor as "chargedMinor", revision
    from charging.dues
    where account_id = any(${[...accountIds]}::int[]) and component = ${FEE}
      and period_start - date '1970-01-01' = any(${[...periodStarts]}::int[])`.execute(ctx.tx)
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
      revision)
    select account_id, ${FEE}, date '1970-01-01' + period_start, contract_id, charged_minor, revision
    from unnest(
      ${column((d) => d.accountId)}::int[], ${column((d) => d.periodStart)}::int[],
      ${column((d) => d.contractId)}::int[], ${column((d) => d.chargedMinor)}::bigint[],
      ${column((d) => d.revision)}::int[]
    ) as d (account_id, period_start, contract_id, charged_minor, revision)
    on conflict (account_id, component, period_start) do update
    set charged_minor = excluded.charged_minor, revision = excluded.revision`.execute(ctx.tx)
}
