import { type RawBuilder, sql } from 'kysely'
import type { Context } from '#platform/context'

export type StationSource = 'staff' | 'learned'
/** A MAC address of an account, `aa:bb:cc:dd:ee:ff`, over a half-open span. */
export type StationRow = {
  id: number
  accountId: number
  mac: string
  from: Temporal.Instant
  until: Temporal.Instant | null
  source: StationSource
  author: string
}

async function select(ctx: Context, where: RawBuilder<unknown>): Promise<StationRow[]> {
  const { rows } = await sql<StationRow>`
    select id, account_id as "accountId", mac::text as mac, lower(valid) as "from",
      upper(valid) as until, source, author
    from accounts.stations
    where not isempty(valid) and ${where}
    order by account_id, upper(valid) is not null, valid desc, id`.execute(ctx.tx)
  return rows
}

/** What accounts have and had, the present ones first. */
export function selectStations(ctx: Context, accountIds: readonly number[]): Promise<StationRow[]> {
  return select(ctx, sql`account_id = any(${[...accountIds]}::int[])`)
}

export async function findStation(ctx: Context, id: number): Promise<StationRow | undefined> {
  return (await select(ctx, sql`id = ${id}`))[0]
}

/** Whose a MAC address is now among the accounts of an agent. */
export async function findHolderOfMac(
  ctx: Context,
  { agentId, mac }: { agentId: number; mac: string },
): Promise<StationRow | undefined> {
  const now = ctx.now()
  const where = sql`agent_id = ${agentId} and mac = ${mac}::macaddr and valid @> ${now}::timestamptz`
  return (await select(ctx, where))[0]
}

export async function insertStation(
  ctx: Context,
  station: { accountId: number; agentId: number; mac: string; source: StationSource },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into accounts.stations (account_id, agent_id, mac, valid, source, author)
    values (${station.accountId}, ${station.agentId}, ${station.mac}::macaddr,
      tstzrange(${ctx.now()}::timestamptz, null), ${station.source}, ${ctx.actor.name})
    returning id`.execute(ctx.tx)
  return rows[0]?.id ?? 0
}

/** From now on these are nobody's. */
export async function endStations(
  ctx: Context,
  which: { id: number } | { accountId: number },
): Promise<void> {
  const where = 'id' in which ? sql`id = ${which.id}` : sql`account_id = ${which.accountId}`
  await sql`
    update accounts.stations
    set valid = tstzrange(lower(valid), greatest(${ctx.now()}::timestamptz, lower(valid)), '[)')
    where ${where} and upper(valid) is null`.execute(ctx.tx)
}
