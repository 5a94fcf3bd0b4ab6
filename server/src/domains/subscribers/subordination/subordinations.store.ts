import { sql } from 'kysely'
import type { Context } from '#platform/context'

export type SubordinationRow = { contractId: number; mainId: number; priority: number }

/** What holds now of which contract is subordinate to which, by any of the two. */
export async function selectSubordinations(
  ctx: Context,
  by: { contractId: number } | { mainId: number },
): Promise<SubordinationRow[]> {
  const where = 'mainId' in by ? sql`main_id = ${by.mainId}` : sql`contract_id = ${by.contractId}`
  const { rows } = await sql<SubordinationRow>`
    select contract_id as "contractId", main_id as "mainId", priority
    from subscribers.subordinations
    where ${where} and valid @> ${ctx.now()}::timestamptz
    order by priority, contract_id`.execute(ctx.tx)
  return rows
}

export async function insertSubordination(ctx: Context, row: SubordinationRow): Promise<void> {
  await sql`
    insert into subscribers.subordinations (contract_id, main_id, priority, valid, author)
    values (${row.contractId}, ${row.mainId}, ${row.priority},
      tstzrange(${ctx.now()}::timestamptz, null), ${ctx.actor.name})`.execute(ctx.tx)
}

/** Ends what holds; false when the contract has no main one. */
export async function endSubordination(ctx: Context, contractId: number): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update subscribers.subordinations
    set valid = tstzrange(lower(valid), greatest(${ctx.now()}::timestamptz,
        lower(valid) + interval '1 microsecond')),
      ended_by = ${ctx.actor.name}
    where contract_id = ${contractId} and upper(valid) is null`.execute(ctx.tx)
  return numAffectedRows === 1n
}
