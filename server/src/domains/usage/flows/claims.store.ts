import { type RawBuilder, sql } from 'kysely'
import type { Context } from '#platform/context'
import type { ClaimKind, Span } from '../rules/address-holders.ts'

/** Accounts by their ids, or the next ones of a walk through all, `after` excluded and `until` included. */
export type AccountChoice = { ids: readonly number[] } | { after: number; until: number }

/** An address or a network that an account has now. */
export type ClaimRow = {
  accountId: number
  contractId: number
  agentId: number
  kind: ClaimKind
  /** Of the row that says so, in its table. */
  id: string
  network: string
  fromMs: number
}

const MS = (moment: RawBuilder<unknown>) => sql`(extract(epoch from ${moment}) * 1000)::float8`

function chosen(column: RawBuilder<unknown>, choice: AccountChoice): RawBuilder<unknown> {
  if ('ids' in choice) return sql`${column} = any(${[...choice.ids]}::int[])`
  return sql`${column} > ${choice.after} and ${column} <= ${choice.until}`
}

/** What open accounts have now, by whatever gives an address: each way is one more part of the union. */
export async function selectClaims(ctx: Context, choice: AccountChoice): Promise<ClaimRow[]> {
  const own = chosen(sql`account_id`, choice)
  const { rows } = await sql<ClaimRow>`
    select a.id as "accountId", a.contract_id as "contractId", a.agent_id as "agentId", c.kind, c.id,
      network(c.address)::text as network, ${MS(sql`c.since`)} as "fromMs"
    from (
      select account_id, 'fixed' as kind, id::text, address, lower(valid) as since
      from accounts.addresses
      where ${own} and upper(valid) is null and not isempty(valid)
      union all
      select account_id, 'lease', text(address), address, used_at
      from network.leases
      where ${own}
      union all
      select account_id, 'network', id::text, network, lower(valid)
      from accounts.networks
      where ${own} and upper(valid) is null and not isempty(valid)
      union all
      select account_id, 'dhcp', id::text, address, began_at
      from usage.dhcp_leases
      where ${own} and ended_at is null
      union all
      select account_id, 'session', id::text, had.address, started_at
      from usage.open_sessions
      cross join unnest(array[address, framed_prefix, delegated_prefix]) had (address)
      where ${own} and had.address is not null
    ) c
    join accounts.accounts a on a.id = c.account_id
    where a.closed_at is null
    order by a.id`.execute(ctx.tx)
  return rows
}

/** When accounts had no access since a moment, for whatever reason. */
export async function selectBlockSpans(
  ctx: Context,
  choice: AccountChoice,
  since: Temporal.Instant,
): Promise<(Span & { accountId: number })[]> {
  const { rows } = await sql<Span & { accountId: number }>`
    select account_id as "accountId", coalesce(${MS(sql`lower(valid)`)}, '-infinity') as "fromMs",
      coalesce(${MS(sql`upper(valid)`)}, 'infinity') as "untilMs"
    from accounts.blocks
    where ${chosen(sql`account_id`, choice)} and valid && tstzrange(${since}::timestamptz, null)
      and not isempty(valid)`.execute(ctx.tx)
  return rows
}

/** When claims that are gone ended, where their rows tell it; a lease leaves none. */
export async function selectEnds(
  ctx: Context,
  ids: Record<'fixed' | 'network' | 'session' | 'dhcp', readonly string[]>,
): Promise<{ kind: ClaimKind; id: string; untilMs: number }[]> {
  const { rows } = await sql<{ kind: ClaimKind; id: string; untilMs: number }>`
    select 'fixed' as kind, id::text, ${MS(sql`upper(valid)`)} as "untilMs"
    from accounts.addresses
    where id = any(${[...ids.fixed]}::int[]) and upper(valid) is not null
    union all
    select 'network', id::text, ${MS(sql`upper(valid)`)}
    from accounts.networks
    where id = any(${[...ids.network]}::int[]) and upper(valid) is not null
    union all
    select 'session', id::text, ${MS(sql`closed_at`)}
    from usage.closed_sessions
    where id = any(${[...ids.session]}::bigint[])
    union all
    select 'dhcp', id::text, ${MS(sql`ended_at`)}
    from usage.dhcp_leases
    where id = any(${[...ids.dhcp]}::bigint[]) and ended_at is not null`.execute(ctx.tx)
  return rows
}

/** Who holds these pool addresses now. */
export async function selectLeaseHolders(
  ctx: Context,
  addresses: readonly string[],
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select account_id as id
    from network.leases
    where address = any(${[...addresses]}::inet[]) and account_id is not null`.execute(ctx.tx)
  return rows.map(({ id }) => id)
}

/** The largest id of an account: where a walk through all ends. */
export async function selectLastAccountId(ctx: Context): Promise<number> {
  const { rows } = await sql<{ id: number | null }>`
    select max(id) as id
    from accounts.accounts`.execute(ctx.tx)
  return rows[0]?.id ?? 0
}
