import { type RawBuilder, sql } from 'kysely'
import type { Context } from '#platform/context'
import type { FieldRule } from '../rules/custom-value.ts'

export type FieldOwner = 'subscriber' | 'contract' | 'account'
export type FieldLooks = { name: string; options: string[]; isRequired: boolean; position: number }
export type FieldRow = FieldRule &
  FieldLooks & {
    id: number
    owner: FieldOwner
    archivedAt: Temporal.Instant | null
    version: number
  }

async function select(ctx: Context, where: RawBuilder<unknown>): Promise<FieldRow[]> {
  const { rows } = await sql<FieldRow>`
    select id, owner, kind, name, options, is_required as "isRequired", position,
      archived_at as "archivedAt", version
    from settings.custom_fields
    where ${where}
    order by archived_at is not null, array_position(array['subscriber', 'contract', 'account'], owner),
      position, lower(name)`.execute(ctx.tx)
  return rows
}

export function selectFields(ctx: Context): Promise<FieldRow[]> {
  return select(ctx, sql`true`)
}

export async function findField(ctx: Context, id: number): Promise<FieldRow | undefined> {
  return (await select(ctx, sql`id = ${id}`))[0]
}

export async function insertField(
  ctx: Context,
  form: FieldLooks & { owner: FieldOwner; kind: FieldRow['kind'] },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into settings.custom_fields
      (owner, kind, name, options, is_required, position, created_at)
    values (${form.owner}, ${form.kind}, ${form.name}, ${form.options}, ${form.isRequired},
      ${form.position}, ${ctx.now()})
    returning id`.execute(ctx.tx)
  return rows[0]?.id ?? 0
}

/** Changes the field if it is still of this version; false when it is not. */
export async function updateField(
  ctx: Context,
  form: FieldLooks & { id: number; version: number; isArchived: boolean },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update settings.custom_fields
    set name = ${form.name}, options = ${form.options}, is_required = ${form.isRequired},
      position = ${form.position}, version = version + 1,
      archived_at = case when ${form.isArchived} then coalesce(archived_at, ${ctx.now()}) end
    where id = ${form.id} and version = ${form.version}`.execute(ctx.tx)
  return numAffectedRows === 1n
}

export type ValueRow = { owner: FieldOwner; ownerId: number; fieldId: number; value: string }

/** What is filled in on some subscribers, contracts or accounts, in fields that are not archived. */
export async function selectValues(
  ctx: Context,
  owner: FieldOwner,
  ownerIds: readonly number[],
): Promise<ValueRow[]> {
  const { rows } = await sql<ValueRow>`
    select f.owner, v.owner_id as "ownerId", f.id as "fieldId", v.value
    from settings.custom_values v
    join settings.custom_fields f on f.id = v.field_id
    where v.owner_id = any(${[...ownerIds]}::int[]) and f.owner = ${owner}
      and f.archived_at is null
    order by v.owner_id, f.position, lower(f.name)`.execute(ctx.tx)
  return rows
}

/** Keeps a value; an empty one is forgotten. */
export async function upsertValue(
  ctx: Context,
  { ownerId, fieldId, value }: { ownerId: number; fieldId: number; value: string },
): Promise<void> {
  if (value === '') {
    await sql`
      delete from settings.custom_values
      where owner_id = ${ownerId} and field_id = ${fieldId}`.execute(ctx.tx)
    return
  }
  await sql`
    insert into settings.custom_values (owner_id, field_id, value, author, changed_at)
    values (${ownerId}, ${fieldId}, ${value}, ${ctx.actor.name}, ${ctx.now()})
    on conflict (owner_id, field_id) do update
      set value = excluded.value, author = excluded.author, changed_at = excluded.changed_at`.execute(
    ctx.tx,
  )
}
