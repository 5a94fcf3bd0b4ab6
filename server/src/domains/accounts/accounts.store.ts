import { type RawBuilder, sql } from 'kysely'
import type { Context } from '#platform/context'
import type { BlockKind } from './rules/state.ts'

export type AddressSource = 'pool' | 'static' | 'nas'
export type AccountRow = {
  id: number
  contractId: number
  agentId: number
  login: string
  passwordSealed: Buffer
  sessionsMax: number
  addressSource: AddressSource
  address: string | null
  /** The last 64 bits of the address that its router takes; null = the router chooses. */
  interfaceId: string | null
  note: string
  tariffId: number | null
  /** The first day of the present tariff: terms for new accounts go by it. */
  tariffSince: Temporal.PlainDate | null
  plannedTariff: { tariffId: number; from: string } | null
  blockKinds: BlockKind[]
  openedAt: Temporal.Instant
  closedAt: Temporal.Instant | null
  version: number
}

/** `today` decides between the tariff in force and a planned one. */
function selectAccount(
  ctx: Context,
  today: Temporal.PlainDate,
  where: RawBuilder<unknown>,
): RawBuilder<AccountRow> {
  return sql<AccountRow>`
    select a.id, a.contract_id as "contractId", a.agent_id as "agentId", a.login,
      a.password_sealed as "passwordSealed", a.sessions_max as "sessionsMax",
      a.address_source as "addressSource", a.interface_id as "interfaceId", a.note, a.opened_at as "openedAt",
      a.closed_at as "closedAt", a.version,
      (select host(d.address) from accounts.addresses d
        where d.account_id = a.id and upper(d.valid) is null) as address,
      (select t.tariff_id from accounts.tariff_assignments t
        where t.account_id = a.id and t.valid @> ${today}::date) as "tariffId",
      (select lower(t.valid) from accounts.tariff_assignments t
        where t.account_id = a.id and t.valid @> ${today}::date) as "tariffSince",
      (select jsonb_build_object('tariffId', t.tariff_id, 'from', lower(t.valid))
        from accounts.tariff_assignments t
        where t.account_id = a.id and lower(t.valid) > ${today}::date
        order by lower(t.valid) limit 1) as "plannedTariff",
      array(select b.kind from accounts.blocks b
        where b.account_id = a.id and b.valid @> ${ctx.now()}::timestamptz) as "blockKinds"
    from accounts.accounts a
    where ${where}`
}

export async function selectAccounts(
  ctx: Context,
  today: Temporal.PlainDate,
  filter: { ids: readonly number[] } | { contractIds: readonly number[] },
): Promise<AccountRow[]> {
  const where =
    'ids' in filter
      ? sql`a.id = any(${[...filter.ids]}::int[])`
      : sql`a.contract_id = any(${[...filter.contractIds]}::int[])`
  const { rows } = await selectAccount(ctx, today, sql`${where} order by a.id`).execute(ctx.tx)
  return rows
}

/** A login at an agent; letter case does not matter. */
export type LoginKey = { agentId: number; login: string }

/** Whose these logins are, in the order of the keys; undefined where a login is nobody's. */
export async function selectAccountsByKeys(
  ctx: Context,
  today: Temporal.PlainDate,
  keys: readonly LoginKey[],
): Promise<(AccountRow | undefined)[]> {
  const where = sql`a.agent_id = k.agent_id and lower(a.login) = lower(k.login)`
  const { rows } = await sql<AccountRow & { place: bigint }>`
    select k.place, found.*
    from unnest(${keys.map(({ agentId }) => agentId)}::int[], ${keys.map(({ login }) => login)}::text[])
      with ordinality as k (agent_id, login, place)
    cross join lateral (${selectAccount(ctx, today, where)}) as found`.execute(ctx.tx)
  const found = new Map(rows.map(({ place, ...row }) => [Number(place) - 1, row]))
  return keys.map((_, place) => found.get(place))
}

/** Who of an agent's accounts has these logins; letter case does not matter. */
export async function selectAccountsByLogins(
  ctx: Context,
  { agentId, logins }: { agentId: number; logins: readonly string[] },
): Promise<{ id: number; login: string; contractId: number }[]> {
  const { rows } = await sql<{ id: number; login: string; contractId: number }>`
    select id, login, contract_id as "contractId"
    from accounts.accounts
    where agent_id = ${agentId} and lower(login) = any(${[...logins]}::text[])`.execute(ctx.tx)
  return rows
}

export async function insertAccount(
  ctx: Context,
  account: Pick<
    AccountRow,
    | 'contractId'
    | 'agentId'
    | 'login'
    | 'passwordSealed'
    | 'sessionsMax'
    | 'addressSource'
    | 'interfaceId'
    | 'note'
  >,
): Promise<number> {
  const { id } = await ctx.tx
    .insertInto('accounts.accounts')
    .values({
      contract_id: account.contractId,
      agent_id: account.agentId,
      login: account.login,
      password_sealed: account.passwordSealed,
      sessions_max: account.sessionsMax,
      address_source: account.addressSource,
      interface_id: account.interfaceId,
      note: account.note,
      opened_at: ctx.now(),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export type AccountColumns = Partial<{
  login: string
  password_sealed: Buffer
  sessions_max: number
  address_source: AddressSource
  interface_id: string | null
  note: string
  closed_at: Temporal.Instant
}>

/** Changes the account if it is still of this version; false when it is not. */
export async function updateAccount(
  ctx: Context,
  id: number,
  version: number,
  change: AccountColumns,
): Promise<boolean> {
  const { numUpdatedRows } = await ctx.tx
    .updateTable('accounts.accounts')
    .set({ ...change, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export async function endAddress(ctx: Context, accountId: number): Promise<void> {
  await sql`
    update accounts.addresses
    set valid = tstzrange(lower(valid), greatest(${ctx.now()}::timestamptz, lower(valid)), '[)')
    where account_id = ${accountId} and upper(valid) is null`.execute(ctx.tx)
}

export async function insertAddress(
  ctx: Context,
  accountId: number,
  address: string,
): Promise<void> {
  await sql`
    insert into accounts.addresses (account_id, address, valid, author)
    values (${accountId}, ${address}::inet, tstzrange(${ctx.now()}::timestamptz, null),
      ${ctx.actor.name})`.execute(ctx.tx)
}

export type AddressRow = {
  address: string
  from: Temporal.Instant
  until: Temporal.Instant | null
  author: string
}

export async function selectAddresses(ctx: Context, accountId: number): Promise<AddressRow[]> {
  const { rows } = await sql<AddressRow>`
    select host(address) as address, lower(valid) as "from", upper(valid) as until, author
    from accounts.addresses
    where account_id = ${accountId} and not isempty(valid)
    order by valid desc`.execute(ctx.tx)
  return rows
}
