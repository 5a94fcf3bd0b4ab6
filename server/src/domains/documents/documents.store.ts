import { sql } from 'kysely'
import type { Context } from '#platform/context'

export type DocumentRow = {
  id: number
  kind: 'invoice'
  contractId: number
  number: string
  issuedOn: Temporal.PlainDate
  periodFrom: Temporal.PlainDate
  periodUntil: Temporal.PlainDate
  totalMinor: bigint
  vatMinor: bigint
  payableMinor: bigint
  issuedAt: Temporal.Instant
  authorName: string
  cancelledAt: Temporal.Instant | null
  cancelReason: string | null
}

const DOCUMENT = sql`
  d.id, d.kind, d.contract_id as "contractId", d.number, d.issued_on as "issuedOn",
  lower(d.period) as "periodFrom", upper(d.period) as "periodUntil",
  d.total_minor as "totalMinor", d.vat_minor as "vatMinor", d.payable_minor as "payableMinor",
  d.issued_at as "issuedAt", d.author_name as "authorName", d.cancelled_at as "cancelledAt",
  d.cancel_reason as "cancelReason"`

/** The next number of a kind. Taken inside the transaction that issues: no gaps. */
export async function nextNumber(
  ctx: Context,
  { operatorId, year }: { operatorId: number; year: number },
): Promise<number> {
  const { rows } = await sql<{ last_number: number }>`
    insert into documents.counters as c (operator_id, kind, year, last_number)
    values (${operatorId}, 'invoice', ${year}, 1)
    on conflict (operator_id, kind, year) do update set last_number = c.last_number + 1
    returning last_number`.execute(ctx.tx)
  return rows[0]?.last_number ?? 1
}

/** Holds the contract's documents: two requests at once issue one invoice. */
export async function holdContract(ctx: Context, contractId: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('documents'), ${contractId})`.execute(ctx.tx)
}

export async function insertInvoice(
  ctx: Context,
  invoice: Pick<
    DocumentRow,
    | 'contractId'
    | 'number'
    | 'issuedOn'
    | 'periodFrom'
    | 'periodUntil'
    | 'totalMinor'
    | 'vatMinor'
    | 'payableMinor'
  > & { operatorId: number; sequenceNumber: number; sheet: string },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into documents.documents (kind, operator_id, contract_id, year, sequence_number, number,
      issued_on, period, total_minor, vat_minor, payable_minor, sheet, issued_at, author,
      author_name)
    values ('invoice', ${invoice.operatorId}, ${invoice.contractId}, ${invoice.issuedOn.year},
      ${invoice.sequenceNumber}, ${invoice.number}, ${invoice.issuedOn},
      daterange(${invoice.periodFrom}::date, ${invoice.periodUntil}::date), ${invoice.totalMinor},
      ${invoice.vatMinor}, ${invoice.payableMinor}, ${invoice.sheet}::jsonb, ${ctx.now()},
      ${ctx.actor.id}, ${ctx.actor.name})
    returning id`.execute(ctx.tx)
  return rows[0]?.id ?? 0
}

export async function findInvoiceOf(
  ctx: Context,
  key: { contractId: number; from: Temporal.PlainDate; until: Temporal.PlainDate },
): Promise<DocumentRow | undefined> {
  const { rows } = await sql<DocumentRow>`
    select ${DOCUMENT}
    from documents.documents d
    where d.kind = 'invoice' and d.contract_id = ${key.contractId} and d.cancelled_at is null
      and d.period = daterange(${key.from}::date, ${key.until}::date)`.execute(ctx.tx)
  return rows[0]
}

export async function selectDocuments(
  ctx: Context,
  filter: {
    ids?: readonly number[]
    contractIds?: readonly number[]
    from?: string
    until?: string
    beforeId?: string
    limit: number
  },
): Promise<DocumentRow[]> {
  const { ids, contractIds, from, until, beforeId } = filter
  const { rows } = await sql<DocumentRow>`
    select ${DOCUMENT}
    from documents.documents d
    where ${ids ? sql`d.id = any(${[...ids]}::int[])` : sql`true`}
      and ${contractIds ? sql`d.contract_id = any(${[...contractIds]}::int[])` : sql`true`}
      and ${from ? sql`d.issued_on >= ${from}::date` : sql`true`}
      and ${until ? sql`d.issued_on < ${until}::date` : sql`true`}
      and ${beforeId ? sql`d.id < ${beforeId}::int` : sql`true`}
    order by d.id desc
    limit ${filter.limit}`.execute(ctx.tx)
  return rows
}

export async function findSheet(ctx: Context, id: number): Promise<unknown> {
  const row = await ctx.tx
    .selectFrom('documents.documents')
    .select('sheet')
    .where('id', '=', id)
    .executeTakeFirst()
  return row?.sheet
}

export async function markCancelled(ctx: Context, id: number, reason: string): Promise<boolean> {
  const { numUpdatedRows } = await ctx.tx
    .updateTable('documents.documents')
    .set({ cancelled_at: ctx.now(), cancelled_by: ctx.actor.name, cancel_reason: reason })
    .where('id', '=', id)
    .where('cancelled_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
