import { sql } from 'kysely'
import type { Context } from '#platform/context'

export type Recent = {
  at: Temporal.Instant
  kind: 'charge' | 'payment' | 'reversal' | 'adjustment' | 'blocked' | 'unblocked' | 'rejected'
  title: string
  amountMinor: bigint | null
  contractId: number | null
}

/** What happened lately to some contracts, the newest first. */
export async function selectRecent(
  ctx: Context,
  contractIds: readonly number[],
  limit: number,
): Promise<Recent[]> {
  const ids = [...contractIds]
  const { rows } = await sql<Recent>`
    select *
    from (
      (select p.posted_at as at, p.kind, p.title,
        case when b.kind = 'wallet' then p.amount_minor else -p.amount_minor end as "amountMinor",
        p.contract_id as "contractId"
      from ledger.postings p
      join ledger.books b on b.id = p.to_book
      where p.contract_id = any(${ids}::int[])
      order by p.day desc, p.id desc
      limit ${limit})
      union all
      (select lower(b.valid), 'blocked', b.kind, null, a.contract_id
      from accounts.accounts a
      join accounts.blocks b on b.account_id = a.id
      where a.contract_id = any(${ids}::int[])
      order by 1 desc
      limit ${limit})
      union all
      (select upper(b.valid), 'unblocked', b.kind, null, a.contract_id
      from accounts.accounts a
      join accounts.blocks b on b.account_id = a.id
      where a.contract_id = any(${ids}::int[]) and upper(b.valid) <= ${ctx.now()}::timestamptz
      order by 1 desc
      limit ${limit})
    ) lately
    order by at desc
    limit ${limit}`.execute(ctx.tx)
  return rows
}
