import { sql } from 'kysely'
import type { Context } from '#platform/context'

export type FormerHolderRow = {
  subscriberId: number
  subscriberName: string
  until: Temporal.Instant
  reason: string
  author: string
}

/** Whose contract it was before, the latest first. */
export async function selectFormerHolders(
  ctx: Context,
  contractId: number,
): Promise<FormerHolderRow[]> {
  const { rows } = await sql<FormerHolderRow>`
    select h.subscriber_id as "subscriberId", s.name as "subscriberName", h.until, h.reason, h.author
    from subscribers.former_holders h
    join subscribers.subscribers s on s.id = h.subscriber_id
    where h.contract_id = ${contractId}
    order by h.until desc`.execute(ctx.tx)
  return rows
}

export async function insertFormerHolder(
  ctx: Context,
  row: { contractId: number; subscriberId: number; reason: string },
): Promise<void> {
  await sql`
    insert into subscribers.former_holders (contract_id, subscriber_id, until, reason, author)
    values (${row.contractId}, ${row.subscriberId}, ${ctx.now()}, ${row.reason},
      ${ctx.actor.name})`.execute(ctx.tx)
}

/** Puts another subscriber on the contract if it is still of this version; false when it is not. */
export async function updateHolder(
  ctx: Context,
  { id, version, subscriberId }: { id: number; version: number; subscriberId: number },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update subscribers.contracts
    set subscriber_id = ${subscriberId}, version = version + 1
    where id = ${id} and version = ${version}`.execute(ctx.tx)
  return numAffectedRows === 1n
}
