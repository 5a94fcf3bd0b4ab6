import { sql } from 'kysely'
import type { Context } from '#platform/context'

/** Which of these groups there are, archived ones among them. */
export async function selectGroupIds(ctx: Context, ids: readonly number[]): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from accounts.groups where id = any(${[...ids]}::int[])`.execute(ctx.tx)
  return rows.map(({ id }) => id)
}

export type MemberRow = {
  accountId: number
  login: string
  contractId: number
  addedAt: Temporal.Instant
  author: string
}

/** Members by their logins, after one of them. */
export async function selectMembers(
  ctx: Context,
  groupId: number,
  { after, limit }: { after: readonly string[] | undefined; limit: number },
): Promise<MemberRow[]> {
  const [login, id] = after ?? []
  const { rows } = await sql<MemberRow>`
    select m.account_id as "accountId", a.login, a.contract_id as "contractId",
      m.added_at as "addedAt", m.author
    from accounts.group_members m
    join accounts.accounts a on a.id = m.account_id
    where m.group_id = ${groupId}
      and ${login === undefined ? sql`true` : sql`(lower(a.login), a.id) > (lower(${login}), ${id}::int)`}
    order by lower(a.login), a.id
    limit ${limit}`.execute(ctx.tx)
  return rows
}

/** Open accounts of a group, in the order of their ids. */
export async function selectMemberIds(ctx: Context, groupId: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select a.id
    from accounts.group_members m
    join accounts.accounts a on a.id = m.account_id
    where m.group_id = ${groupId} and a.closed_at is null
    order by a.id`.execute(ctx.tx)
  return rows.map(({ id }) => id)
}

/** The groups that accounts are in. */
export async function selectGroupsOf(
  ctx: Context,
  accountIds: readonly number[],
): Promise<{ accountId: number; groupId: number }[]> {
  const { rows } = await sql<{ accountId: number; groupId: number }>`
    select account_id as "accountId", group_id as "groupId"
    from accounts.group_members
    where account_id = any(${[...accountIds]}::int[])
    order by account_id, group_id`.execute(ctx.tx)
  return rows
}

/** Accounts by their logins at any agent, letter case ignored. */
export async function selectIdsByLogin(
  ctx: Context,
  logins: readonly string[],
): Promise<{ id: number; login: string }[]> {
  const { rows } = await sql<{ id: number; login: string }>`
    select id, lower(login) as login
    from accounts.accounts
    where lower(login) = any(${logins.map((login) => login.toLowerCase())}::text[])`.execute(ctx.tx)
  return rows
}
