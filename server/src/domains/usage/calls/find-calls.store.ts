import { sql } from 'kysely'
import type { Context } from '#platform/context'
import type { CallOutcome } from './calls.store.ts'

export type CallRow = {
  id: bigint
  side: 'out' | 'in'
  startedAt: Temporal.Instant
  seconds: number
  numberFrom: string
  numberTo: string
  cause: string
  accountId: number | null
  contractId: number | null
  outcome: CallOutcome
  prefix: string
  direction: string
  class: string
  band: string | null
  billedSeconds: number
  rate: bigint
  callRate: bigint
}
export type CallFilter = {
  accountId?: number
  contractId?: number
  q?: string
  side?: CallRow['side']
  outcome?: CallOutcome
  isUnpriced?: boolean
  from?: string
  until?: string
  before?: { startedAt: string; id: string }
  limit: number
}

/** Sides of calls, the newest first. */
export async function selectCalls(ctx: Context, filter: CallFilter): Promise<CallRow[]> {
  const { q, before } = filter
  const digits = q?.replaceAll(/\D/g, '') ?? ''
  const { rows } = await sql<CallRow>`
    select id, side, started_at as "startedAt", seconds, number_from as "numberFrom",
      number_to as "numberTo", cause, account_id as "accountId", contract_id as "contractId",
      outcome, prefix, direction, class, band, billed_seconds as "billedSeconds",
      price_rate as rate, call_price_rate as "callRate"
    from usage.calls
    where ${filter.accountId ? sql`account_id = ${filter.accountId}` : sql`true`}
      and ${filter.contractId ? sql`contract_id = ${filter.contractId}` : sql`true`}
      and ${filter.side ? sql`side = ${filter.side}` : sql`true`}
      and ${filter.outcome ? sql`outcome = ${filter.outcome}` : sql`true`}
      and ${filter.isUnpriced ? sql`outcome <> 'priced'` : sql`true`}
      and ${filter.from ? sql`started_at >= ${filter.from}::timestamptz` : sql`true`}
      and ${filter.until ? sql`started_at < ${filter.until}::timestamptz` : sql`true`}
      and ${
        digits
          ? sql`(number_from like ${`${digits}%`} or number_to like ${`${digits}%`})`
          : sql`true`
      }
      and ${
        before
          ? sql`(started_at, id) < (${before.startedAt}::timestamptz, ${before.id}::bigint)`
          : sql`true`
      }
    order by started_at desc, id desc
    limit ${filter.limit}`.execute(ctx.tx)
  return rows
}
