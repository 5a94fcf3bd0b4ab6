import { sql } from 'kysely'
import type { Context } from '#platform/context'
import type { RejectReason } from './rules/refuse-login.ts'

export type Rejected = {
  at: Temporal.Instant
  /** Null when a DHCP server asked. */
  nasId: number | null
  login: string
  accountId: number | null
  contractId: number | null
  reason: RejectReason
  callingStation: string
  /** The line that it came by, and the one that its account is expected from; empty where not told. */
  line: string
  expectedLine: string
}
export type RejectionRow = Rejected & { id: bigint }

export async function insertRejections(
  ctx: Context,
  rejections: readonly Rejected[],
): Promise<void> {
  const column = <Value>(read: (rejection: Rejected) => Value) => rejections.map(read)
  await sql`
    insert into access.rejections (at, nas_id, login, account_id, contract_id, reason,
      calling_station, line, expected_line)
    select * from unnest(
      ${column((r) => r.at.toString())}::timestamptz[], ${column((r) => r.nasId)}::int[],
      ${column((r) => r.login)}::text[], ${column((r) => r.accountId)}::int[],
      ${column((r) => r.contractId)}::int[], ${column((r) => r.reason)}::text[],
      ${column((r) => r.callingStation)}::text[], ${column((r) => r.line)}::text[],
      ${column((r) => r.expectedLine)}::text[]
    )`.execute(ctx.tx)
}

export async function selectRejections(
  ctx: Context,
  filter: { accountId?: number; q?: string; beforeId?: string; limit: number },
): Promise<RejectionRow[]> {
  const { accountId, q, beforeId } = filter
  const { rows } = await sql<RejectionRow>`
    select id, at, nas_id as "nasId", login, account_id as "accountId",
      contract_id as "contractId", reason, calling_station as "callingStation",
      line, expected_line as "expectedLine"
    from access.rejections
    where ${accountId ? sql`account_id = ${accountId}` : sql`true`}
      and ${q ? sql`lower(login) = ${q.toLowerCase()}` : sql`true`}
      and ${beforeId ? sql`id < ${beforeId}::bigint` : sql`true`}
    order by id desc
    limit ${filter.limit}`.execute(ctx.tx)
  return rows
}

/** The latest refusal of each account. */
export async function selectLastRejections(
  ctx: Context,
  accountIds: readonly number[],
): Promise<RejectionRow[]> {
  const { rows } = await sql<RejectionRow>`
    select r.*
    from unnest(${[...accountIds]}::int[]) as wanted
    cross join lateral (
      select id, at, nas_id as "nasId", login, account_id as "accountId",
        contract_id as "contractId", reason, calling_station as "callingStation",
        line, expected_line as "expectedLine"
      from access.rejections
      where account_id = wanted
      order by at desc
      limit 1
    ) r`.execute(ctx.tx)
  return rows
}
