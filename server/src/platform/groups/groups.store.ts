import { type RawBuilder, sql } from 'kysely'
import type { Context } from '../context.ts'

/** Where the groups of a domain lie: its own tables, in its own schema. */
export type GroupTables = {
  groups: string
  members: string
  /** The table of what is grouped, and the column of `members` that names its rows. */
  things: string
  thingId: string
}
export type GroupForm = { name: string; note: string }
export type GroupRow = GroupForm & {
  id: number
  membersCount: number
  archivedAt: Temporal.Instant | null
  version: number
}

async function select(
  ctx: Context,
  tables: GroupTables,
  where: RawBuilder<unknown>,
): Promise<GroupRow[]> {
  const { rows } = await sql<GroupRow>`
    select g.id, g.name, g.note, g.archived_at as "archivedAt", g.version,
      (select count(*)::int from ${sql.table(tables.members)} m where m.group_id = g.id)
        as "membersCount"
    from ${sql.table(tables.groups)} g
    where ${where}
    order by g.archived_at is not null, lower(g.name)`.execute(ctx.tx)
  return rows
}

/** All groups by their names, archived ones last. */
export function selectGroups(ctx: Context, tables: GroupTables): Promise<GroupRow[]> {
  return select(ctx, tables, sql`true`)
}

export async function findGroup(
  ctx: Context,
  tables: GroupTables,
  id: number,
): Promise<GroupRow | undefined> {
  return (await select(ctx, tables, sql`g.id = ${id}`))[0]
}

export async function insertGroup(
  ctx: Context,
  tables: GroupTables,
  { name, note }: GroupForm,
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into ${sql.table(tables.groups)} (name, note, created_at)
    values (${name}, ${note}, ${ctx.now()})
    returning id`.execute(ctx.tx)
  return rows[0]?.id ?? 0
}

/** Changes the group if it is still of this version; false when it is not. */
export async function updateGroup(
  ctx: Context,
  tables: GroupTables,
  form: GroupForm & { id: number; version: number; isArchived: boolean },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update ${sql.table(tables.groups)}
    set name = ${form.name}, note = ${form.note},
      archived_at = case when ${form.isArchived} then coalesce(archived_at, ${ctx.now()}) end,
      version = version + 1
    where id = ${form.id} and version = ${form.version}`.execute(ctx.tx)
  return numAffectedRows === 1n
}

/** Adds things that are there and not in the group yet; returns those. */
export async function insertMembers(
  ctx: Context,
  { members, things, thingId }: GroupTables,
  groupId: number,
  ids: readonly number[],
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    insert into ${sql.table(members)} (group_id, ${sql.ref(thingId)}, author, added_at)
    select ${groupId}, t.id, ${ctx.actor.name}, ${ctx.now()}
    from ${sql.table(things)} t
    where t.id = any(${[...ids]}::int[])
    on conflict do nothing
    returning ${sql.ref(thingId)} as id`.execute(ctx.tx)
  return rows.map(({ id }) => id)
}

export async function deleteMembers(
  ctx: Context,
  { members, thingId }: GroupTables,
  groupId: number,
  ids: readonly number[],
): Promise<void> {
  await sql`
    delete from ${sql.table(members)}
    where group_id = ${groupId} and ${sql.ref(thingId)} = any(${[...ids]}::int[])`.execute(ctx.tx)
}
