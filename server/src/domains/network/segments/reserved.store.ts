import { sql } from 'kysely'
import type { Context } from '#platform/context'

export type ReservedForm = {
  segmentId: number
  first: string
  last: string
  reason: 'reserved' | 'excluded'
  note: string
}
export type ReservedRow = ReservedForm & { id: number; author: string; createdAt: Temporal.Instant }

/** Ranges that are held back: of a segment, one by its id, the one around an address, or all. */
export async function selectReserved(
  ctx: Context,
  filter: { segmentId?: number; id?: number; address?: string } = {},
): Promise<ReservedRow[]> {
  const { segmentId, id, address } = filter
  const { rows } = await sql<ReservedRow>`
    select id, segment_id as "segmentId", host(first_address) as first, host(last_address) as last,
      reason, note, author, created_at as "createdAt"
    from network.reserved_addresses
    where ${segmentId === undefined ? sql`true` : sql`segment_id = ${segmentId}`}
      and ${id === undefined ? sql`true` : sql`id = ${id}`}
      and ${
        address === undefined
          ? sql`true`
          : sql`${address}::inet between first_address and last_address`
      }
    order by first_address`.execute(ctx.tx)
  return rows
}

export async function insertReserved(ctx: Context, form: ReservedForm): Promise<number> {
  const { id } = await ctx.tx
    .insertInto('network.reserved_addresses')
    .values({
      segment_id: form.segmentId,
      first_address: form.first,
      last_address: form.last,
      reason: form.reason,
      note: form.note,
      author: ctx.actor.name,
      created_at: ctx.now(),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export async function deleteReserved(ctx: Context, id: number): Promise<boolean> {
  const { numDeletedRows } = await ctx.tx
    .deleteFrom('network.reserved_addresses')
    .where('id', '=', id)
    .executeTakeFirst()
  return numDeletedRows === 1n
}

export async function deleteReservedOf(ctx: Context, segmentId: number): Promise<void> {
  await ctx.tx
    .deleteFrom('network.reserved_addresses')
    .where('segment_id', '=', segmentId)
    .execute()
}

/** The first address or network of a range that is fixed to an account. */
export async function selectFixedWithin(
  ctx: Context,
  { first, last }: { first: string; last: string },
): Promise<{ address: string; login: string } | undefined> {
  const within = (column: string) => sql`
    upper_inf(valid) and ${sql.ref(column)} && inet_merge(${first}::inet, ${last}::inet)
    and network.span_of(${sql.ref(column)}) && network.span_between(${first}::inet, ${last}::inet)`
  const { rows } = await sql<{ address: string; login: string }>`
    select fixed.name as address, a.login
    from (
      select address as place, host(address) as name, account_id from accounts.addresses
      where ${within('address')}
      union all
      select network, text(network), account_id from accounts.networks
      where ${within('network')} and masklen(network) > 0
    ) fixed
    join accounts.accounts a on a.id = fixed.account_id
    order by fixed.place
    limit 1`.execute(ctx.tx)
  return rows[0]
}
