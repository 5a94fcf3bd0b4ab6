import { type RawBuilder, sql } from 'kysely'
import type { Context } from '#platform/context'

type Reversible = {
  author: string
  madeAt: Temporal.Instant
  reversedAt: Temporal.Instant | null
  reversedBy: string | null
  reversalReason: string | null
}
export type NewTransfer = {
  fromContractId: number
  toContractId: number
  amountMinor: bigint
  currency: string
  reason: string
  paymentId: number | null
}
export type TransferRow = NewTransfer & Reversible & { id: number }
export type NewWriteOff = {
  contractId: number
  amountMinor: bigint
  currency: string
  reason: string
}
export type WriteOffRow = NewWriteOff & Reversible & { id: number }

const REVERSIBLE = sql`
  author, made_at as "madeAt", reversed_at as "reversedAt", reversed_by as "reversedBy",
  reversal_reason as "reversalReason"`
const LISTED_MAX = 200

async function selectTransfersWhere(
  ctx: Context,
  where: RawBuilder<unknown>,
): Promise<TransferRow[]> {
  const { rows } = await sql<TransferRow>`
    select id, from_contract_id as "fromContractId", to_contract_id as "toContractId",
      amount_minor as "amountMinor", currency, reason, payment_id as "paymentId", ${REVERSIBLE}
    from payments.transfers
    where ${where}
    order by id desc
    limit ${LISTED_MAX}`.execute(ctx.tx)
  return rows
}

export function selectTransfers(ctx: Context, contractId: number): Promise<TransferRow[]> {
  return selectTransfersWhere(
    ctx,
    sql`from_contract_id = ${contractId} or to_contract_id = ${contractId}`,
  )
}

/** What a payment left for other contracts and was not taken back. */
export function selectTransfersOfPayment(ctx: Context, paymentId: number): Promise<TransferRow[]> {
  return selectTransfersWhere(ctx, sql`payment_id = ${paymentId} and reversed_at is null`)
}

export async function findTransfer(ctx: Context, id: number): Promise<TransferRow | undefined> {
  return (await selectTransfersWhere(ctx, sql`id = ${id}`))[0]
}

export async function insertTransfer(ctx: Context, transfer: NewTransfer): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into payments.transfers (from_contract_id, to_contract_id, amount_minor, currency,
      reason, payment_id, author, made_at)
    values (${transfer.fromContractId}, ${transfer.toContractId}, ${transfer.amountMinor},
      ${transfer.currency}, ${transfer.reason}, ${transfer.paymentId}, ${ctx.actor.name},
      ${ctx.now()})
    returning id`.execute(ctx.tx)
  return rows[0]?.id ?? 0
}

export async function selectWriteOffs(
  ctx: Context,
  by: { contractId: number } | { id: number },
): Promise<WriteOffRow[]> {
  const where = 'id' in by ? sql`id = ${by.id}` : sql`contract_id = ${by.contractId}`
  const { rows } = await sql<WriteOffRow>`
    select id, contract_id as "contractId", amount_minor as "amountMinor", currency, reason,
      ${REVERSIBLE}
    from payments.write_offs
    where ${where}
    order by id desc
    limit ${LISTED_MAX}`.execute(ctx.tx)
  return rows
}

export async function insertWriteOff(ctx: Context, row: NewWriteOff): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into payments.write_offs (contract_id, amount_minor, currency, reason, author, made_at)
    values (${row.contractId}, ${row.amountMinor}, ${row.currency}, ${row.reason},
      ${ctx.actor.name}, ${ctx.now()})
    returning id`.execute(ctx.tx)
  return rows[0]?.id ?? 0
}

/** Marks a transfer or a write-off as taken back; false when it was before. */
export async function markReversed(
  ctx: Context,
  table: 'transfers' | 'write_offs',
  { id, reason }: { id: number; reason: string },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update ${sql.table(`payments.${table}`)}
    set reversed_at = ${ctx.now()}, reversed_by = ${ctx.actor.name}, reversal_reason = ${reason}
    where id = ${id} and reversed_at is null`.execute(ctx.tx)
  return numAffectedRows === 1n
}
