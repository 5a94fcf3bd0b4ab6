import { type RawBuilder, sql } from 'kysely'
import type { Context } from '#platform/context'

export type GroupForm = { name: string; note: string }
export type GroupRow = GroupForm & {
  id: number
  membersCount: number
  archivedAt: Temporal.Instant | null
  version: number
}

async function select(ctx: Context, where: RawBuilder<unknown>): Promise<GroupRow[]> {
  const { rows } = await sql<GroupRow>`
    select g.id, g.name, g.note, g.archived_at as "archivedAt", g.version,
      (select count(*)::int from accounts.group_members m where m.group_id = g.id) as "membersCount"
    from accounts.groups g
    where ${where}
    order by g.archived_at is not null, lower(g.name)`.execute(ctx.tx)
  return rows
}

export function selectGroups(ctx: Context): Promise<GroupRow[]> {
  return select(ctx, sql`true`)
}

export async function findGroup(ctx: Context, id: number): Promise<GroupRow | undefined> {
  return (await select(ctx, sql`g.id = ${id}`))[0]
}

/** Which of these groups there are, archived ones among them. */
export async function selectGroupIds(ctx: Context, ids: readonly number[]): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from accounts.groups where id = any(${[...ids]}::int[])`.execute(ctx.tx)
  return rows.map(({ id }) => id)
}

export async function insertGroup(ctx: Context, { name, note }: GroupForm): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into accounts.groups (name, note, created_at)
    values (${name}, ${note}, ${ctx.now()})
    returning id`.execute(ctx.tx)
  return rows[0]?.id ?? 0
}

/** Changes the group if it is still of this version; false when it is not. */
export async function updateGroup(
  ctx: Context,
  form: GroupForm & { id: number; version: number; isArchived: boolean },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update accounts.groups
    set name = ${form.name}, note = ${form.note},
      archived_at = case when ${form.isArchived} then coalesce(archived_at, ${ctx.now()}) end,
      version = version + 1
    where id = ${form.id} and version = ${form.version}`.execute(ctx.tx)
  return numAffectedRows === 1n
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

/** Adds accounts that are there and not in the group yet; returns those. */
export async function insertMembers(
  ctx: Context,
  groupId: number,
  accountIds: readonly number[],
): Promise<number[]> {
  const { rows } = await sql<{ accountId: number }>`
    insert into accounts.group_members (group_id, account_id, author, added_at)
    select ${groupId}, a.id, ${ctx.actor.name}, ${ctx.now()}
    from accounts.accounts a
    where a.id = any(${[...accountIds]}::int[])
    on conflict do nothing
    returning account_id as "accountId"`.execute(ctx.tx)
  return rows.map(({ accountId }) => accountId)
}

export async function deleteMembers(
  ctx: Context,
  groupId: number,
  accountIds: readonly number[],
): Promise<void> {
  await sql`
    delete from accounts.group_members
    where group_id = ${groupId} and account_id = any(${[...accountIds]}::int[])`.execute(ctx.tx)
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
