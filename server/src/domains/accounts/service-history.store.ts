import { sql } from 'kysely'
import type { Context } from '#platform/context'
import type { BlockKind } from './rules/state.ts'

/**
 * What an account has had, in plain numbers since a run reads millions: tariffs by day number
 * (days since 1970-01-01, half-open), blocks by milliseconds since 1970.
 */
export type ServiceHistory = {
  accountId: number
  contractId: number
  tariffs: [tariffId: number, from: number, until: number | null][]
  blocks: [kind: BlockKind, fromMs: number, untilMs: number | null][] | null
}

/** The service history of every account of the contracts, blocks that ended before `since` left out. */
export async function selectServiceHistory(
  ctx: Context,
  contractIds: readonly number[],
  since: Temporal.Instant,
): Promise<ServiceHistory[]> {
  const { rows } = await sql<ServiceHistory>`
    select a.id as "accountId", a.contract_id as "contractId",
      coalesce((
        select json_agg(json_build_array(t.tariff_id, lower(t.valid) - date '1970-01-01',
          upper(t.valid) - date '1970-01-01') order by t.valid)
        from accounts.tariff_assignments t
        where t.account_id = a.id
      ), '[]') as tariffs,
      (
        select json_agg(json_build_array(b.kind,
          (extract(epoch from lower(b.valid)) * 1000)::bigint,
          (extract(epoch from upper(b.valid)) * 1000)::bigint))
        from accounts.blocks b
        where b.account_id = a.id and (upper(b.valid) is null or upper(b.valid) > ${since})
      ) as blocks
    from accounts.accounts a
    where a.contract_id = any(${[...contractIds]}::int[])
      and (a.closed_at is null or a.closed_at > ${since})
    order by a.contract_id, a.id`.execute(ctx.tx)
  return rows
}
