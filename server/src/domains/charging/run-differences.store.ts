import { sql } from 'kysely'
import type { Context } from '#platform/context'
import type { DayNumber } from './rules/day-number.ts'

export type NewDifference = {
  accountId: number
  component: string
  first: DayNumber
  contractId: number
  title: string
  beforeMinor: bigint
  dueMinor: bigint
  explanation: object
}
export type DifferenceRow = Omit<NewDifference, 'first'> & { periodStart: Temporal.PlainDate }

/** Keeps what a recalculation has changed, or would change. A line kept already stays. */
export async function insertDifferences(
  ctx: Context,
  runId: number,
  differences: readonly NewDifference[],
): Promise<void> {
  if (differences.length === 0) return
  const column = <Value>(read: (row: NewDifference) => Value) => differences.map(read)
  await sql`
    insert into charging.run_differences (run_id, account_id, component, period_start, contract_id,
      title, before_minor, due_minor, explanation)
    select ${runId}, account_id, component, date '1970-01-01' + first, contract_id, title,
      before_minor, due_minor, explanation
    from unnest(
      ${column((d) => d.accountId)}::int[], ${column((d) => d.component)}::text[],
      ${column((d) => d.first)}::int[], ${column((d) => d.contractId)}::int[],
      ${column((d) => d.title)}::text[], ${column((d) => d.beforeMinor)}::bigint[],
      ${column((d) => d.dueMinor)}::bigint[],
      ${column((d) => JSON.stringify(d.explanation))}::jsonb[]
    ) as d (account_id, component, first, contract_id, title, before_minor, due_minor, explanation)
    on conflict do nothing`.execute(ctx.tx)
}

export type DifferenceCursor = {
  sizeMinor: bigint
  accountId: number
  component: string
  periodStart: Temporal.PlainDate
}

/** Differences of a run, the largest first, after one of them. */
export async function selectDifferences(
  ctx: Context,
  runId: number,
  { after, limit }: { after: DifferenceCursor | undefined; limit: number },
): Promise<DifferenceRow[]> {
  const { rows } = await sql<DifferenceRow>`
    select account_id as "accountId", component, period_start as "periodStart",
      contract_id as "contractId", title, before_minor as "beforeMinor", due_minor as "dueMinor",
      explanation
    from charging.run_differences
    where run_id = ${runId}
      and ${
        after
          ? sql`(-abs(due_minor - before_minor), account_id, component, period_start)
              > (${-after.sizeMinor}::bigint, ${after.accountId}, ${after.component},
                ${after.periodStart}::date)`
          : sql`true`
      }
    order by abs(due_minor - before_minor) desc, account_id, component, period_start
    limit ${limit}`.execute(ctx.tx)
  return rows
}

export type DifferenceTotals = {
  dearerCount: number
  dearerMinor: bigint
  cheaperCount: number
  cheaperMinor: bigint
  contractsCount: number
}

/** How many lines go up and down, and by how much in all. */
export async function selectDifferenceTotals(
  ctx: Context,
  runId: number,
): Promise<DifferenceTotals> {
  const { rows } = await sql<DifferenceTotals>`
    select count(*) filter (where due_minor > before_minor)::int as "dearerCount",
      coalesce(sum(due_minor - before_minor) filter (where due_minor > before_minor), 0)::bigint
        as "dearerMinor",
      count(*) filter (where due_minor < before_minor)::int as "cheaperCount",
      coalesce(sum(before_minor - due_minor) filter (where due_minor < before_minor), 0)::bigint
        as "cheaperMinor",
      count(distinct contract_id)::int as "contractsCount"
    from charging.run_differences
    where run_id = ${runId}`.execute(ctx.tx)
  const [totals] = rows
  return totals as DifferenceTotals // an aggregate without groups is one row
}
