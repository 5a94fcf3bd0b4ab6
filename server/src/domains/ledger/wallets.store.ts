import { sql } from 'kysely'
import type { Context } from '#platform/context'

type WalletRow = { contract_id: number; balance_minor: bigint }

/** Balances by contract; a contract that has never moved money has none yet. */
export async function selectBalances(
  ctx: Context,
  contractIds: readonly number[],
): Promise<WalletRow[]> {
  return ctx.tx
    .selectFrom('ledger.wallets')
    .select(['contract_id', 'balance_minor'])
    .where('contract_id', 'in', [...contractIds, 0])
    .execute()
}

/** The same, held until the end of the transaction, always in one order. */
export async function lockBalances(
  ctx: Context,
  contractIds: readonly number[],
): Promise<WalletRow[]> {
  const { rows } = await sql<WalletRow>`
    select contract_id, balance_minor
    from ledger.wallets
    where contract_id = any(${[...contractIds]}::int[])
    order by contract_id
    for update`.execute(ctx.tx)
  return rows
}

export type BookBalance = { code: string; kind: string; balanceMinor: bigint }

/** What each kind of money holds: system books one by one, wallets as one sum. */
export async function selectBookBalances(ctx: Context): Promise<BookBalance[]> {
  const { rows } = await sql<BookBalance>`
    with moves as (
      select to_book as book, sum(amount_minor) as amount from ledger.postings group by 1
      union all
      select from_book, -sum(amount_minor) from ledger.postings group by 1
    )
    select case when b.kind = 'wallet' then 'wallets' else b.code end as code, b.kind,
      coalesce(sum(m.amount), 0)::bigint as "balanceMinor"
    from ledger.books b
    left join moves m on m.book = b.id
    group by 1, 2
    order by 2, 1`.execute(ctx.tx)
  return rows
}

/** How many wallets differ from the sum of their postings. Anything but zero is a bug. */
export async function countDifferingWallets(ctx: Context): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    with moves as (
      select to_book as book, sum(amount_minor) as amount from ledger.postings group by 1
      union all
      select from_book, -sum(amount_minor) from ledger.postings group by 1
    ), sums as (
      select book, sum(amount) as amount from moves group by book
    )
    select count(*)::int as count
    from ledger.wallets w
    left join sums s on s.book = w.book_id
    where w.balance_minor <> coalesce(s.amount, 0)`.execute(ctx.tx)
  return rows[0]?.count ?? 0
}
