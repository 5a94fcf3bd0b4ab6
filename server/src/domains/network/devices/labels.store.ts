import { type RawBuilder, sql } from 'kysely'
import type { Context } from '#platform/context'
import type { OptionKind } from '../rules/device-option.ts'
import type { DeviceKind } from './templates.store.ts'

export type GroupForm = { name: string; note: string }
export type GroupRow = GroupForm & { id: number; devicesCount: number; version: number }
type Edit = { id: number; version: number }

export async function selectGroups(ctx: Context): Promise<GroupRow[]> {
  const { rows } = await sql<GroupRow>`
    select g.id, g.name, g.note, g.version,
      (select count(*)::int from network.device_group_members m
        join network.devices d on d.id = m.device_id
        where m.group_id = g.id and d.archived_at is null) as "devicesCount"
    from network.device_groups g
    order by lower(g.name), g.id`.execute(ctx.tx)
  return rows
}

export async function insertGroup(ctx: Context, group: GroupForm): Promise<number> {
  const { id } = await ctx.tx
    .insertInto('network.device_groups')
    .values(group)
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Changes the group if it is still of this version; false when it is not. */
export async function updateGroup(ctx: Context, edit: Edit, change: GroupForm): Promise<boolean> {
  const { numUpdatedRows } = await ctx.tx
    .updateTable('network.device_groups')
    .set({ ...change, version: edit.version + 1 })
    .where('id', '=', edit.id)
    .where('version', '=', edit.version)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export async function deleteGroup(ctx: Context, id: number): Promise<boolean> {
  const { numDeletedRows } = await ctx.tx
    .deleteFrom('network.device_groups')
    .where('id', '=', id)
    .executeTakeFirst()
  return numDeletedRows === 1n
}

/** How many rows of attributes are for a group. Nobody gives it another one until the transaction ends. */
export async function lockGroupRows(ctx: Context, id: number): Promise<number> {
  await sql`select 1 from network.device_groups where id = ${id} for update`.execute(ctx.tx)
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count
    from network.attribute_rows
    where device_group_id = ${id}`.execute(ctx.tx)
  return rows[0]?.count ?? 0
}

export type OptionForm = { name: string; isUnique: boolean; forKinds: DeviceKind[]; note: string }
export type OptionRow = OptionForm & {
  id: number
  kind: OptionKind
  valuesCount: number
  version: number
}

async function selectOptionsWhere(ctx: Context, where: RawBuilder<unknown>): Promise<OptionRow[]> {
  const { rows } = await sql<OptionRow>`
    select o.id, o.name, o.kind, o.is_unique as "isUnique", o.for_kinds as "forKinds", o.note,
      o.version,
      (select count(*)::int from network.devices d where d.options ? o.id::text) as "valuesCount"
    from network.device_options o
    where ${where}
    order by lower(o.name), o.id`.execute(ctx.tx)
  return rows
}

export function selectOptions(ctx: Context): Promise<OptionRow[]> {
  return selectOptionsWhere(ctx, sql`true`)
}

export async function findOption(ctx: Context, id: number): Promise<OptionRow | undefined> {
  return (await selectOptionsWhere(ctx, sql`o.id = ${id}`))[0]
}

export async function insertOption(
  ctx: Context,
  option: OptionForm & { kind: OptionKind },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into network.device_options (name, kind, is_unique, for_kinds, note)
    values (${option.name}, ${option.kind}, ${option.isUnique}, ${option.forKinds}::text[],
      ${option.note})
    returning id`.execute(ctx.tx)
  return rows[0]?.id ?? 0
}

/** Changes the option if it is still of this version; false when it is not. */
export async function updateOption(ctx: Context, edit: Edit, change: OptionForm): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update network.device_options
    set name = ${change.name}, is_unique = ${change.isUnique},
      for_kinds = ${change.forKinds}::text[], note = ${change.note}, version = version + 1
    where id = ${edit.id} and version = ${edit.version}`.execute(ctx.tx)
  return numAffectedRows === 1n
}

export async function deleteOption(ctx: Context, id: number): Promise<void> {
  await ctx.tx.deleteFrom('network.device_options').where('id', '=', id).execute()
}

/** A value that two devices in service have, if there is one. */
export async function findValueTwice(
  ctx: Context,
  optionId: number,
): Promise<{ value: string; names: string[] } | undefined> {
  const { rows } = await sql<{ value: string; names: string[] }>`
    select options ->> ${String(optionId)}::text as value,
      array_agg(name order by lower(name), id) as names
    from network.devices
    where archived_at is null and options ? ${String(optionId)}::text
    group by 1
    having count(*) > 1
    limit 1`.execute(ctx.tx)
  return rows[0]
}

/** A device that has a value of the option and is of none of these kinds, if there is one. */
export async function findValueOutside(
  ctx: Context,
  optionId: number,
  kinds: readonly DeviceKind[],
): Promise<{ name: string } | undefined> {
  const { rows } = await sql<{ name: string }>`
    select name
    from network.devices
    where options ? ${String(optionId)}::text and kind <> all(${[...kinds]}::text[])
    order by lower(name), id
    limit 1`.execute(ctx.tx)
  return rows[0]
}
