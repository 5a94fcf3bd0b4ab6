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

export type HolderAtRow = {
  contractId: number
  number: string
  subscriberId: number
  subscriberName: string
}

/** Whose contracts were at a moment: the first former holder after it, else the present one. */
export async function selectHoldersAt(
  ctx: Context,
  { contractIds, at }: { contractIds: readonly number[]; at: Temporal.Instant },
): Promise<HolderAtRow[]> {
  const { rows } = await sql<HolderAtRow>`
    select c.id as "contractId", c.number, s.id as "subscriberId", s.name as "subscriberName"
    from subscribers.contracts c
    left join lateral (
      select subscriber_id
      from subscribers.former_holders
      where contract_id = c.id and until > ${at}::timestamptz
      order by until
      limit 1
    ) h on true
    join subscribers.subscribers s on s.id = coalesce(h.subscriber_id, c.subscriber_id)
    where c.id = any(${[...contractIds]}::int[])`.execute(ctx.tx)
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
