import { type RawBuilder, sql } from 'kysely'
import type { Context } from '#platform/context'

export type SubscriberListRow = {
  id: number
  kind: 'person' | 'sole-proprietor' | 'company'
  name: string
  sortName: string
  address: string
  phone: string
  isArchived: boolean
  contracts: { id: number; number: string; balanceMinor: string; currency: string }[]
  accounts: {
    id: number
    login: string
    isClosed: boolean
    blockKinds: string[]
    isOnline: boolean
  }[]
}
export type SubscriberFilter = {
  ids?: readonly number[]
  kind?: string
  isDebtor?: boolean
  blockedBy?: string
  tariffId?: number
  groupId?: number
  isArchived?: boolean
  sort: 'name' | '-created'
  after?: readonly string[]
  limit: number
}

function matching(ctx: Context, filter: SubscriberFilter): RawBuilder<unknown> {
  const { ids, kind, isArchived } = filter
  const conditions = [
    ids && sql`s.id = any(${[...ids]}::int[])`,
    kind && sql`s.kind = ${kind}`,
    // Who is searched for by name is shown from the archive too.
    !ids && (isArchived ? sql`s.archived_at is not null` : sql`s.archived_at is null`),
    filter.isDebtor &&
      owns(sql`
      join ledger.wallets w on w.contract_id = c.id and w.balance_minor < 0`),
    filter.blockedBy &&
      owns(sql`
      join accounts.accounts a on a.contract_id = c.id
      join accounts.blocks b on b.account_id = a.id and b.kind = ${filter.blockedBy}
        and b.valid @> ${ctx.now()}::timestamptz`),
    filter.tariffId &&
      owns(sql`
      join accounts.accounts a on a.contract_id = c.id
      join accounts.tariff_assignments t on t.account_id = a.id
        and t.tariff_id = ${filter.tariffId} and t.valid @> (${ctx.now()}::timestamptz)::date`),
    filter.groupId &&
      owns(sql`
      join subscribers.group_members m on m.contract_id = c.id and m.group_id = ${filter.groupId}`),
    afterCursor(filter),
  ].filter((condition) => typeof condition === 'object')
  return conditions.length > 0 ? sql.join(conditions, sql` and `) : sql`true`
}

/** The subscriber has a contract `c` for which the joins find something. */
function owns(joins: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`exists (select from subscribers.contracts c ${joins} where c.subscriber_id = s.id)`
}

function afterCursor({ sort, after }: SubscriberFilter): RawBuilder<unknown> | undefined {
  const [name, id] = after ?? []
  if (name === undefined || id === undefined) return undefined
  return sort === 'name'
    ? sql`(lower(s.name), s.id) > (${name}, ${id}::int)`
    : sql`s.id < ${id}::int`
}

/** Rows of the subscribers list, each with its contracts and accounts. */
export async function selectSubscriberRows(
  ctx: Context,
  filter: SubscriberFilter,
): Promise<SubscriberListRow[]> {
  const order = filter.sort === 'name' ? sql`lower(s.name), s.id` : sql`s.id desc`
  const { rows } = await sql<SubscriberListRow>`
    with wanted as (
      select s.id, s.kind, s.name, lower(s.name) as "sortName",
        s.archived_at is not null as "isArchived"
      from subscribers.subscribers s
      where ${matching(ctx, filter)}
      order by ${order}
      limit ${filter.limit}
    )
    select w.*,
      coalesce((
        select a.full_text from subscribers.addresses a
        where a.subscriber_id = w.id order by a.kind limit 1
      ), '') as address,
      coalesce((
        select c.value from subscribers.contacts c
        where c.subscriber_id = w.id and c.kind = 'phone' order by c.position limit 1
      ), '') as phone,
      coalesce((
        select jsonb_agg(jsonb_build_object('id', c.id, 'number', c.number,
          'balanceMinor', coalesce(l.balance_minor, 0)::text, 'currency', c.currency) order by c.id)
        from subscribers.contracts c
        left join ledger.wallets l on l.contract_id = c.id
        where c.subscriber_id = w.id
      ), '[]') as contracts,
      coalesce((
        select jsonb_agg(jsonb_build_object('id', a.id, 'login', a.login,
          'isClosed', a.closed_at is not null,
          'blockKinds', array(
            select b.kind from accounts.blocks b
            where b.account_id = a.id and b.valid @> ${ctx.now()}::timestamptz
          ),
          'isOnline', exists (
            select from usage.open_sessions o where o.account_id = a.id
          )) order by a.id)
        from subscribers.contracts c
        join accounts.accounts a on a.contract_id = c.id
        where c.subscriber_id = w.id
      ), '[]') as accounts
    from wanted w
    order by ${filter.sort === 'name' ? sql`w."sortName", w.id` : sql`w.id desc`}`.execute(ctx.tx)
  return rows
}

export async function countSubscriberRows(ctx: Context, filter: SubscriberFilter): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count
    from subscribers.subscribers s
    where ${matching(ctx, { ...filter, after: undefined })}`.execute(ctx.tx)
  return rows[0]?.count ?? 0
}
