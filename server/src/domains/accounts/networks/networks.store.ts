import { type RawBuilder, sql } from 'kysely'
import type { Context } from '#platform/context'

export type NetworkKind = 'route' | 'link' | 'delegated'
/** A network of an account in its plain notation, over a half-open span. */
export type NetworkRow = {
  id: number
  accountId: number
  kind: NetworkKind
  network: string
  from: Temporal.Instant
  until: Temporal.Instant | null
  author: string
}

async function select(ctx: Context, where: RawBuilder<unknown>): Promise<NetworkRow[]> {
  const { rows } = await sql<NetworkRow>`
    select id, account_id as "accountId", kind, network::text as network, lower(valid) as "from",
      upper(valid) as until, author
    from accounts.networks
    where not isempty(valid) and ${where}
    order by account_id, upper(valid) is not null, kind, network, valid desc`.execute(ctx.tx)
  return rows
}

/** What accounts have and had, the present ones first. */
export function selectNetworks(ctx: Context, accountIds: readonly number[]): Promise<NetworkRow[]> {
  return select(ctx, sql`account_id = any(${[...accountIds]}::int[])`)
}

export async function findNetwork(ctx: Context, id: number): Promise<NetworkRow | undefined> {
  return (await select(ctx, sql`id = ${id}`))[0]
}

/** Who has a network that overlaps this one now. */
export async function findOverlapping(
  ctx: Context,
  network: string,
): Promise<NetworkRow | undefined> {
  const now = ctx.now()
  const where = sql`network && ${network}::cidr and valid @> ${now}::timestamptz`
  return (await select(ctx, where))[0]
}

export async function insertNetwork(
  ctx: Context,
  given: { accountId: number; kind: NetworkKind; network: string },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into accounts.networks (account_id, kind, network, valid, author)
    values (${given.accountId}, ${given.kind}, ${given.network}::cidr,
      tstzrange(${ctx.now()}::timestamptz, null), ${ctx.actor.name})
    returning id`.execute(ctx.tx)
  return rows[0]?.id ?? 0
}

/** From now on these are nobody's. */
export async function endNetworks(
  ctx: Context,
  which: { id: number } | { accountId: number },
): Promise<void> {
  const where = 'id' in which ? sql`id = ${which.id}` : sql`account_id = ${which.accountId}`
  await sql`
    update accounts.networks
    set valid = tstzrange(lower(valid), greatest(${ctx.now()}::timestamptz, lower(valid)), '[)')
    where ${where} and upper(valid) is null`.execute(ctx.tx)
}
