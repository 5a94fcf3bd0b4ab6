import { sql } from 'kysely'
import type { Context } from '#platform/context'

export type ClosingRow = {
  contractId: number
  /** The first day on which nothing works any more. */
  dueOn: Temporal.PlainDate
  reason: string
  author: string
  plannedAt: Temporal.Instant
}

const CLOSING = sql`
  contract_id as "contractId", due_on as "dueOn", reason, author, planned_at as "plannedAt"`

export async function findClosing(
  ctx: Context,
  contractId: number,
): Promise<ClosingRow | undefined> {
  const { rows } = await sql<ClosingRow>`
    select ${CLOSING} from subscribers.closings where contract_id = ${contractId}`.execute(ctx.tx)
  return rows[0]
}

/** The closing whose day came first, held so that nobody else carries it out. */
export async function claimDueClosing(
  ctx: Context,
  today: Temporal.PlainDate,
): Promise<ClosingRow | undefined> {
  const { rows } = await sql<ClosingRow>`
    select ${CLOSING}
    from subscribers.closings
    where due_on <= ${today}::date
    order by due_on, contract_id
    limit 1
    for update skip locked`.execute(ctx.tx)
  return rows[0]
}

/** Plans a closing, in the place of one that was planned before. */
export async function upsertClosing(
  ctx: Context,
  closing: Pick<ClosingRow, 'contractId' | 'dueOn' | 'reason'>,
): Promise<void> {
  await sql`
    insert into subscribers.closings (contract_id, due_on, reason, author, planned_at)
    values (${closing.contractId}, ${closing.dueOn}::date, ${closing.reason}, ${ctx.actor.name},
      ${ctx.now()})
    on conflict (contract_id) do update
    set due_on = excluded.due_on, reason = excluded.reason, author = excluded.author,
      planned_at = excluded.planned_at`.execute(ctx.tx)
}

/** Forgets a planned closing; false when there was none. */
export async function deleteClosing(ctx: Context, contractId: number): Promise<boolean> {
  const { numAffectedRows } = await sql`
    delete from subscribers.closings where contract_id = ${contractId}`.execute(ctx.tx)
  return numAffectedRows === 1n
}

/** The last day of a contract; null opens it again. */
export async function updateClosedOn(
  ctx: Context,
  contractId: number,
  closedOn: Temporal.PlainDate | null,
): Promise<void> {
  await sql`
    update subscribers.contracts
    set closed_on = ${closedOn}::date, version = version + 1
    where id = ${contractId}`.execute(ctx.tx)
}
