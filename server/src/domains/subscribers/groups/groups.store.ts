import { type RawBuilder, sql } from 'kysely'
import type { Context } from '#platform/context'

export type GroupForm = { name: string; note: string }
export type GroupRow = GroupForm & {
  id: number
  contractsCount: number
  archivedAt: Temporal.Instant | null
  version: number
}

async function select(ctx: Context, where: RawBuilder<unknown>): Promise<GroupRow[]> {
  const { rows } = await sql<GroupRow>`
    select g.id, g.name, g.note, g.archived_at as "archivedAt", g.version,
      (select count(*)::int from subscribers.group_members m where m.group_id = g.id)
        as "contractsCount"
    from subscribers.groups g
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
    select id from subscribers.groups where id = any(${[...ids]}::int[])`.execute(ctx.tx)
  return rows.map(({ id }) => id)
}

export async function insertGroup(ctx: Context, { name, note }: GroupForm): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into subscribers.groups (name, note, created_at)
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
    update subscribers.groups
    set name = ${form.name}, note = ${form.note},
      archived_at = case when ${form.isArchived} then coalesce(archived_at, ${ctx.now()}) end,
      version = version + 1
    where id = ${form.id} and version = ${form.version}`.execute(ctx.tx)
  return numAffectedRows === 1n
}

export type MemberRow = {
  contractId: number
  number: string
  subscriberId: number
  subscriberName: string
  addedAt: Temporal.Instant
  author: string
}

/** The contracts of a group by their numbers, after one of them. */
export async function selectMembers(
  ctx: Context,
  groupId: number,
  { after, limit }: { after: readonly string[] | undefined; limit: number },
): Promise<MemberRow[]> {
  const [number, id] = after ?? []
  const { rows } = await sql<MemberRow>`
    select m.contract_id as "contractId", c.number, s.id as "subscriberId",
      s.name as "subscriberName", m.added_at as "addedAt", m.author
    from subscribers.group_members m
    join subscribers.contracts c on c.id = m.contract_id
    join subscribers.subscribers s on s.id = c.subscriber_id
    where m.group_id = ${groupId}
      and ${
        number === undefined
          ? sql`true`
          : sql`(lower(c.number), c.id) > (lower(${number}), ${id}::int)`
      }
    order by lower(c.number), c.id
    limit ${limit}`.execute(ctx.tx)
  return rows
}

export type GroupOfContract = { contractId: number; id: number; name: string; isArchived: boolean }

/** The groups that contracts are in, each contract's by their names. */
export async function selectGroupsOf(
  ctx: Context,
  contractIds: readonly number[],
): Promise<GroupOfContract[]> {
  const { rows } = await sql<GroupOfContract>`
    select m.contract_id as "contractId", g.id, g.name, g.archived_at is not null as "isArchived"
    from subscribers.group_members m
    join subscribers.groups g on g.id = m.group_id
    where m.contract_id = any(${[...contractIds]}::int[])
    order by m.contract_id, lower(g.name), g.id`.execute(ctx.tx)
  return rows
}

/** Adds contracts that are there and not in the group yet; returns those. */
export async function insertMembers(
  ctx: Context,
  groupId: number,
  contractIds: readonly number[],
): Promise<number[]> {
  const { rows } = await sql<{ contractId: number }>`
    insert into subscribers.group_members (group_id, contract_id, author, added_at)
    select ${groupId}, c.id, ${ctx.actor.name}, ${ctx.now()}
    from subscribers.contracts c
    where c.id = any(${[...contractIds]}::int[])
    on conflict do nothing
    returning contract_id as "contractId"`.execute(ctx.tx)
  return rows.map(({ contractId }) => contractId)
}

export async function deleteMembers(
  ctx: Context,
  groupId: number,
  contractIds: readonly number[],
): Promise<void> {
  await sql`
    delete from subscribers.group_members
    where group_id = ${groupId}
      and contract_id = any(${[...contractIds]}::int[])`.execute(ctx.tx)
}

/** Contracts by their numbers with any operator, letter case ignored. */
export async function selectIdsByNumber(
  ctx: Context,
  numbers: readonly string[],
): Promise<{ id: number; number: string }[]> {
  const { rows } = await sql<{ id: number; number: string }>`
    select id, lower(number) as number
    from subscribers.contracts
    where lower(number) = any(${numbers.map((number) => number.toLowerCase())}::text[])`.execute(
    ctx.tx,
  )
  return rows
}
