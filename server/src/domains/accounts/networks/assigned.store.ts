import { sql } from 'kysely'
import type { Context } from '#platform/context'
import type { NetworkKind } from './networks.store.ts'

export type AssignedRow = {
  accountId: number
  kind: 'address' | NetworkKind
  /** The address itself, or the network that it lies in. */
  network: string
  from: Temporal.Instant
  until: Temporal.Instant | null
}

/** Whose an address was at a moment by what staff assigned: itself, or a network that holds it. */
export async function selectAssigned(
  ctx: Context,
  { address, at }: { address: string; at: Temporal.Instant },
): Promise<AssignedRow[]> {
  const { rows } = await sql<AssignedRow>`
    select account_id as "accountId", 'address' as kind, host(address) as network,
      lower(valid) as "from", upper(valid) as until
    from accounts.addresses
    where address >>= ${address}::inet and valid @> ${at}::timestamptz
    union all
    select account_id, kind, network::text, lower(valid), upper(valid)
    from accounts.networks
    where network >>= ${address}::inet and valid @> ${at}::timestamptz`.execute(ctx.tx)
  return rows
}
