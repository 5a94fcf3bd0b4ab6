import { sql } from 'kysely'
import type { Context } from '#platform/context'
import type { RevisionKind } from './rules/revision.ts'

export type Method = 'cash' | 'bank'
export type PaymentRow = {
  id: number
  source: string
  externalId: string
  contractId: number
  amountMinor: bigint
  currency: string
  method: Method
  paidOn: Temporal.PlainDate
  documentNumber: string
  comment: string
  receivedAt: Temporal.Instant
  author: string
  authorName: string
  cancelledAt: Temporal.Instant | null
  revision: number
}
export type NewPayment = Pick<
  PaymentRow,
  | 'source'
  | 'externalId'
  | 'contractId'
  | 'amountMinor'
  | 'currency'
  | 'method'
  | 'paidOn'
  | 'documentNumber'
  | 'comment'
>

const PAYMENT = sql`
  p.id, p.source, p.external_id as "externalId", p.contract_id as "contractId",
  p.amount_minor as "amountMinor", p.currency, p.method, p.paid_on as "paidOn",
  p.document_number as "documentNumber", p.comment, p.received_at as "receivedAt", p.author,
  p.author_name as "authorName", p.cancelled_at as "cancelledAt", p.revision`

/** Writes the payment unless its source has brought it before; undefined then. */
export async function insertPayment(
  ctx: Context,
  payment: NewPayment,
): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    insert into payments.payments (source, external_id, contract_id, amount_minor, currency, method,
      paid_on, document_number, comment, received_at, author, author_name)
    values (${payment.source}, ${payment.externalId}, ${payment.contractId}, ${payment.amountMinor},
      ${payment.currency}, ${payment.method}, ${payment.paidOn}, ${payment.documentNumber},
      ${payment.comment}, ${ctx.now()}, ${ctx.actor.id}, ${ctx.actor.name})
    on conflict (source, external_id) do nothing
    returning id`.execute(ctx.tx)
  return rows[0]?.id
}

export async function findPaymentBySource(
  ctx: Context,
  key: { source: string; externalId: string },
): Promise<PaymentRow | undefined> {
  const { rows } = await sql<PaymentRow>`
    select ${PAYMENT} from payments.payments p
    where p.source = ${key.source} and p.external_id = ${key.externalId}`.execute(ctx.tx)
  return rows[0]
}

export async function findPayment(ctx: Context, id: number): Promise<PaymentRow | undefined> {
  const { rows } = await sql<PaymentRow>`
    select ${PAYMENT} from payments.payments p where p.id = ${id}`.execute(ctx.tx)
  return rows[0]
}

/** Changes the payment if it is still at this revision; false when it is not. */
export async function updatePayment(
  ctx: Context,
  id: number,
  revision: number,
  state: { contractId: number; amountMinor: bigint; isCancelled: boolean },
): Promise<boolean> {
  const { numUpdatedRows } = await ctx.tx
    .updateTable('payments.payments')
    .set({
      contract_id: state.contractId,
      amount_minor: state.amountMinor,
      cancelled_at: state.isCancelled ? ctx.now() : null,
      revision: revision + 1,
    })
    .where('id', '=', id)
    .where('revision', '=', revision)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export type RevisionRow = {
  revision: number
  kind: RevisionKind
  contractId: number
  amountMinor: bigint
  at: Temporal.Instant
  authorName: string
  reason: string
}

export async function insertRevision(
  ctx: Context,
  paymentId: number,
  revision: Omit<RevisionRow, 'at' | 'authorName'>,
): Promise<void> {
  await ctx.tx
    .insertInto('payments.revisions')
    .values({
      payment_id: paymentId,
      revision: revision.revision,
      kind: revision.kind,
      contract_id: revision.contractId,
      amount_minor: revision.amountMinor,
      at: ctx.now(),
      author: ctx.actor.id,
      author_name: ctx.actor.name,
      reason: revision.reason,
    })
    .execute()
}

export async function selectRevisions(ctx: Context, paymentId: number): Promise<RevisionRow[]> {
  return ctx.tx
    .selectFrom('payments.revisions')
    .select([
      'revision',
      'kind',
      'contract_id as contractId',
      'amount_minor as amountMinor',
      'at',
      'author_name as authorName',
      'reason',
    ])
    .where('payment_id', '=', paymentId)
    .orderBy('revision', 'desc')
    .execute()
}

export type PaymentFilter = {
  contractIds?: readonly number[]
  method?: Method
  from?: string
  until?: string
  q?: string
}

function matching(filter: PaymentFilter) {
  const { contractIds, method, from, until, q } = filter
  return sql`
    ${contractIds ? sql`p.contract_id = any(${[...contractIds]}::int[])` : sql`true`}
    and ${method ? sql`p.method = ${method}` : sql`true`}
    and ${from ? sql`p.paid_on >= ${from}::date` : sql`true`}
    and ${until ? sql`p.paid_on < ${until}::date` : sql`true`}
    and ${q ? sql`(p.document_number = ${q} or p.id::text = ${q})` : sql`true`}`
}

export async function selectPayments(
  ctx: Context,
  filter: PaymentFilter & { beforeId?: string; limit: number },
): Promise<PaymentRow[]> {
  const { rows } = await sql<PaymentRow>`
    select ${PAYMENT}
    from payments.payments p
    where ${matching(filter)}
      and ${filter.beforeId ? sql`p.id < ${filter.beforeId}::int` : sql`true`}
    order by p.id desc
    limit ${filter.limit}`.execute(ctx.tx)
  return rows
}

/** How many payments match and what they come to, cancelled ones left out. */
export async function sumPayments(
  ctx: Context,
  filter: PaymentFilter,
): Promise<{ count: number; sumMinor: bigint }> {
  const { rows } = await sql<{ count: number; sumMinor: bigint }>`
    select count(*)::int as count,
      coalesce(sum(p.amount_minor) filter (where p.cancelled_at is null), 0)::bigint as "sumMinor"
    from payments.payments p
    where ${matching(filter)}`.execute(ctx.tx)
  return rows[0] ?? { count: 0, sumMinor: 0n }
}
