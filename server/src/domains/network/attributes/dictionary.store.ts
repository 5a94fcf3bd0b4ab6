import type { AttributeType } from '@altyn/radius'
import { type RawBuilder, sql } from 'kysely'
import type { Context } from '#platform/context'

export type OwnAttributeForm = {
  name: string
  /** Enterprise number; null = a standard attribute. */
  vendorId: number | null
  number: number
  type: AttributeType
  hasTag: boolean
  note: string
}
export type OwnAttributeRow = OwnAttributeForm & { id: number; rowsCount: number; version: number }

async function select(ctx: Context, where: RawBuilder<unknown>): Promise<OwnAttributeRow[]> {
  const { rows } = await sql<OwnAttributeRow>`
    select d.id, d.name, d.vendor_id as "vendorId", d.number, d.type, d.has_tag as "hasTag", d.note,
      d.version,
      (select count(*)::int from network.attribute_rows r where r.own_attribute_id = d.id)
        as "rowsCount"
    from network.dictionary_attributes d
    where ${where}
    order by lower(d.name)`.execute(ctx.tx)
  return rows
}

export function selectOwnAttributes(ctx: Context): Promise<OwnAttributeRow[]> {
  return select(ctx, sql`true`)
}

/** The attribute, held as it is until the transaction ends: nobody gives it another type meanwhile. */
export async function lockOwnAttribute(
  ctx: Context,
  id: number,
): Promise<OwnAttributeRow | undefined> {
  await sql`
    select from network.dictionary_attributes where id = ${id} for update`.execute(ctx.tx)
  return (await select(ctx, sql`d.id = ${id}`))[0]
}

export async function insertOwnAttribute(ctx: Context, form: OwnAttributeForm): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into network.dictionary_attributes (name, vendor_id, number, type, has_tag, note)
    values (${form.name}, ${form.vendorId}, ${form.number}, ${form.type}, ${form.hasTag},
      ${form.note})
    returning id`.execute(ctx.tx)
  return rows[0]?.id ?? 0
}

/** Changes the attribute if it is still of this version; false when it is not. */
export async function updateOwnAttribute(
  ctx: Context,
  form: OwnAttributeForm & { id: number; version: number },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update network.dictionary_attributes
    set name = ${form.name}, vendor_id = ${form.vendorId}, number = ${form.number},
      type = ${form.type}, has_tag = ${form.hasTag}, note = ${form.note}, version = version + 1
    where id = ${form.id} and version = ${form.version}`.execute(ctx.tx)
  return numAffectedRows === 1n
}

export async function deleteOwnAttribute(ctx: Context, id: number): Promise<void> {
  await sql`delete from network.dictionary_attributes where id = ${id}`.execute(ctx.tx)
}
