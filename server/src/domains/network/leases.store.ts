import { sql } from 'kysely'
import type { Context } from '#platform/context'

/** The address that an account holds at an agent, if its segment is still there. */
export async function selectLease(
  ctx: Context,
  key: { accountId: number; agentId: number },
): Promise<string | undefined> {
  const { rows } = await sql<{ address: string }>`
    select host(l.address) as address
    from network.leases l
    join network.segments s on s.id = l.segment_id
    where l.account_id = ${key.accountId} and s.agent_id = ${key.agentId}`.execute(ctx.tx)
  return rows[0]?.address
}

/** Claims the next address that nobody has had in the first segment with one left. */
export async function claimNextOffset(
  ctx: Context,
  agentId: number,
): Promise<{ segmentId: number; network: string; offset: bigint } | undefined> {
  const { rows } = await sql<{ segmentId: number; network: string; offset: bigint }>`
    update network.segments
    set next_offset = next_offset + 1
    where id = (
      select id
      from network.segments
      where agent_id = ${agentId}
        and next_offset < (2 ^ (32 - masklen(network)))::bigint - 1
      order by id
      limit 1
      for update
    )
    returning id as "segmentId", network::text as network, next_offset - 1 as "offset"`.execute(
    ctx.tx,
  )
  return rows[0]
}

export async function insertLease(
  ctx: Context,
  lease: { address: string; segmentId: number; accountId: number },
): Promise<boolean> {
  const { rows } = await sql`
    insert into network.leases (address, segment_id, account_id, used_at)
    select ${lease.address}::inet, ${lease.segmentId}, ${lease.accountId}, ${ctx.now()}
    where not exists (
      select from accounts.addresses
      where address >>= ${lease.address}::inet and upper(valid) is null
    )
    on conflict do nothing
    returning address`.execute(ctx.tx)
  return rows.length === 1
}

/**
 * Gives an account the pool address that has been idle longest.
 * Addresses in a live session or fixed to an account are passed over.
 */
export async function takeOverOldestLease(
  ctx: Context,
  key: { accountId: number; agentId: number },
): Promise<{ address: string; formerAccountId: number } | undefined> {
  const { rows } = await sql<{ address: string; formerAccountId: number }>`
    update network.leases
    set account_id = ${key.accountId}, used_at = ${ctx.now()}
    where address = (
      select l.address
      from network.leases l
      join network.segments s on s.id = l.segment_id
      where s.agent_id = ${key.agentId}
        and not exists (select from usage.open_sessions o where o.address = l.address)
        and not exists (
          select from accounts.addresses a
          where a.address >>= l.address and upper(a.valid) is null
        )
      order by l.used_at
      limit 1
      for update of l skip locked
    )
    returning host(address) as address, old.account_id as "formerAccountId"`.execute(ctx.tx)
  return rows[0]
}
