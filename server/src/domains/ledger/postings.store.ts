import { sql } from 'kysely'
import type { Context } from '#platform/context'
import { contractOf, kindOf } from './rules/book.ts'
import type { NewPosting, PostingKind } from './rules/posting.ts'

/** Makes the books that are missing, wallets with their zero balance. */
export async function ensureBooks(ctx: Context, codes: readonly string[]): Promise<void> {
  const unique = [...new Set(codes)]
  const missing = await sql<{ code: string }>`
    select wanted.code from unnest(${unique}::text[]) as wanted (code)
    where not exists (select from ledger.books b where b.code = wanted.code)`.execute(ctx.tx)
  if (missing.rows.length === 0) return
  const fresh = missing.rows.map(({ code }) => code)
  await sql`
    with made as (
      insert into ledger.books (code, kind, contract_id)
      select * from unnest(${fresh}::text[], ${fresh.map(kindOf)}::text[], ${fresh.map(contractOf)}::int[])
      on conflict (code) do nothing
      returning id, contract_id
    )
    insert into ledger.wallets (contract_id, book_id)
    select contract_id, id from made where contract_id is not null
    on conflict do nothing`.execute(ctx.tx)
}

/** Claims the keys that nobody has posted under, each with the id of its posting to come. */
export async function claimKeys(
  ctx: Context,
  postings: readonly NewPosting[],
): Promise<Map<string, bigint>> {
  const { rows } = await sql<{ key: string; posting_id: bigint }>`
    insert into ledger.posting_keys (key, posting_id, day)
    select key, nextval('ledger.posting_ids'), day
    from unnest(${postings.map((p) => p.key)}::text[],
      ${postings.map((p) => p.day.toString())}::date[]) as i (key, day)
    on conflict (key) do nothing
    returning key, posting_id`.execute(ctx.tx)
  return new Map(rows.map(({ key, posting_id }) => [key, posting_id]))
}

/** Writes postings under their claimed ids and moves the wallets, in one statement. */
export async function insertPostings(
  ctx: Context,
  postings: readonly (NewPosting & { id: bigint })[],
): Promise<void> {
  const column = <Value>(read: (posting: NewPosting & { id: bigint }) => Value) =>
    postings.map(read)
  await sql`
    with posted as (
      insert into ledger.postings (id, day, posted_at, kind, from_book, to_book, amount_minor,
        contract_id, account_id, key, period, reverses, title, explanation, actor)
      select i.id, i.day, ${ctx.now()}, i.kind, a.id, b.id, i.amount_minor, i.contract_id,
        i.account_id, i.key,
        case when i.period_from is not null then daterange(i.period_from, i.period_until) end,
        i.reverses, i.title, i.explanation, ${ctx.actor.id}
      from unnest(
        ${column((p) => p.id)}::bigint[], ${column((p) => p.key)}::text[],
        ${column((p) => p.kind)}::text[], ${column((p) => p.day.toString())}::date[],
        ${column((p) => p.from)}::text[], ${column((p) => p.to)}::text[],
        ${column((p) => p.amountMinor)}::bigint[], ${column((p) => p.contractId)}::int[],
        ${column((p) => p.accountId ?? null)}::int[],
        ${column((p) => p.period?.from.toString() ?? null)}::date[],
        ${column((p) => p.period?.until.toString() ?? null)}::date[],
        ${column((p) => p.reverses ?? null)}::text[], ${column((p) => p.title)}::text[],
        ${column((p) => JSON.stringify(p.explanation))}::jsonb[]
      ) as i (id, key, kind, day, from_code, to_code, amount_minor, contract_id, account_id,
        period_from, period_until, reverses, title, explanation)
      -- Left joins: a book that is missing breaks the statement, it never drops a posting.
      left join ledger.books a on a.code = i.from_code
      left join ledger.books b on b.code = i.to_code
      returning from_book, to_book, amount_minor
    )
    update ledger.wallets w
    set balance_minor = w.balance_minor + d.delta
    from (
      select book, sum(delta) as delta
      from (
        select to_book as book, amount_minor as delta from posted
        union all
        select from_book, -amount_minor from posted
      ) moves
      group by book
    ) d
    where w.book_id = d.book`.execute(ctx.tx)
}

export type PostingRow = {
  id: bigint
  day: Temporal.PlainDate
  postedAt: Temporal.Instant
  kind: PostingKind
  fromCode: string
  toCode: string
  amountMinor: bigint
  contractId: number
  accountId: number | null
  key: string
  periodFrom: Temporal.PlainDate | null
  periodUntil: Temporal.PlainDate | null
  title: string
  explanation: Record<string, unknown>
  actor: string
}

const POSTING = sql`
  p.id, p.day, p.posted_at as "postedAt", p.kind, a.code as "fromCode", b.code as "toCode",
  p.amount_minor as "amountMinor", p.contract_id as "contractId", p.account_id as "accountId",
  p.key, lower(p.period) as "periodFrom", upper(p.period) as "periodUntil", p.title,
  p.explanation, p.actor`

export async function selectPostingByKey(
  ctx: Context,
  key: string,
): Promise<PostingRow | undefined> {
  const { rows } = await sql<PostingRow>`
    select ${POSTING}
    from ledger.posting_keys k
    join ledger.postings p on p.id = k.posting_id and p.day = k.day
    join ledger.books a on a.id = p.from_book
    join ledger.books b on b.id = p.to_book
    where k.key = ${key}`.execute(ctx.tx)
  return rows[0]
}

/** `signedMinor` and the running balance are seen from the contract's wallet. */
export type StatementRow = PostingRow & { signedMinor: bigint; balanceMinor: bigint }

/** Lines of a wallet, newest first, each with the balance after it. */
export async function selectStatement(
  ctx: Context,
  filter: {
    contractId: number
    from?: string
    until?: string
    before?: { day: string; id: string }
    limit: number
  },
): Promise<StatementRow[]> {
  const before = filter.before
  const { rows } = await sql<StatementRow>`
    select *
    from (
      select ${POSTING},
        case when p.to_book = w.book_id then p.amount_minor else -p.amount_minor end
          as "signedMinor",
        (sum(case when p.to_book = w.book_id then p.amount_minor else -p.amount_minor end)
          over (order by p.day, p.id))::bigint as "balanceMinor"
      from ledger.wallets w
      join ledger.postings p
        on p.contract_id = w.contract_id and w.book_id in (p.from_book, p.to_book)
      join ledger.books a on a.id = p.from_book
      join ledger.books b on b.id = p.to_book
      where w.contract_id = ${filter.contractId}
    ) lines
    where ${filter.from ? sql`day >= ${filter.from}::date` : sql`true`}
      and ${filter.until ? sql`day < ${filter.until}::date` : sql`true`}
      and ${before ? sql`(day, id) < (${before.day}::date, ${before.id}::bigint)` : sql`true`}
    order by day desc, id desc
    limit ${filter.limit}`.execute(ctx.tx)
  return rows
}

/** Charges of a contract whose posting day lies in a half-open span, the oldest first. */
export async function selectCharges(
  ctx: Context,
  span: { contractId: number; from: Temporal.PlainDate; until: Temporal.PlainDate },
): Promise<PostingRow[]> {
  const { rows } = await sql<PostingRow>`
    select ${POSTING}
    from ledger.postings p
    join ledger.books a on a.id = p.from_book
    join ledger.books b on b.id = p.to_book
    where p.contract_id = ${span.contractId} and p.kind = 'charge'
      and p.day >= ${span.from}::date and p.day < ${span.until}::date
    order by p.day, p.id`.execute(ctx.tx)
  return rows
}

export type Turnover = {
  openingMinor: bigint
  /** What was charged, corrections subtracted. */
  chargedMinor: bigint
  /** Payments and everything else that moved the wallet. */
  paidMinor: bigint
}

/** How a wallet came into a half-open span of days and what moved it there. */
export async function selectTurnover(
  ctx: Context,
  span: { contractId: number; from: Temporal.PlainDate; until: Temporal.PlainDate },
): Promise<Turnover> {
  const { rows } = await sql<Turnover>`
    with lines as (
      select p.day, p.kind,
        case when p.to_book = w.book_id then p.amount_minor else -p.amount_minor end as signed
      from ledger.wallets w
      join ledger.postings p
        on p.contract_id = w.contract_id and w.book_id in (p.from_book, p.to_book)
      where w.contract_id = ${span.contractId} and p.day < ${span.until}::date
    )
    select
      coalesce(sum(signed) filter (where day < ${span.from}::date), 0)::bigint as "openingMinor",
      coalesce(-sum(signed) filter (where day >= ${span.from}::date and kind = 'charge'), 0)::bigint
        as "chargedMinor",
      coalesce(sum(signed) filter (where day >= ${span.from}::date and kind <> 'charge'), 0)::bigint
        as "paidMinor"
    from lines`.execute(ctx.tx)
  return rows[0] ?? { openingMinor: 0n, chargedMinor: 0n, paidMinor: 0n }
}
