import { type RawBuilder, sql } from 'kysely'
import type { Context } from '#platform/context'
import type { Identification } from '../rules/equipment/unit-identity.ts'

export type EquipmentKind =
  | 'router'
  | 'ont'
  | 'set-top-box'
  | 'cam'
  | 'phone-adapter'
  | 'smart-card'
  | 'other'
export type ModelForm = Identification & {
  kind: EquipmentKind
  kindName: string
  name: string
  technology: string
  note: string
  warrantyMonths: number
  rentServiceId: number | null
  isHidden: boolean
}
export type ModelRow = ModelForm & {
  id: number
  unitsCount: number
  stockCount: number
  heldCount: number
  version: number
}

async function select(ctx: Context, where: RawBuilder<unknown>): Promise<ModelRow[]> {
  const { rows } = await sql<ModelRow>`
    select m.id, m.kind, m.kind_name as "kindName", m.name, m.technology, m.note,
      m.serial_need as "serialNeed", m.serial_format as "serialFormat", m.mac_need as "macNeed",
      m.chip_need as "chipNeed", m.chip_format as "chipFormat",
      m.warranty_months as "warrantyMonths", m.rent_service_id as "rentServiceId",
      m.is_hidden as "isHidden", m.version, coalesce(c.units, 0)::int as "unitsCount",
      coalesce(c.stock, 0)::int as "stockCount", coalesce(c.held, 0)::int as "heldCount"
    from network.equipment_models m
    left join (
      select u.model_id, count(*) as units, count(*) filter (where s.state = 'stock') as stock,
        count(*) filter (where s.state = 'held') as held
      from network.equipment_units u
      join network.equipment_standings s on s.unit_id = u.id and upper(s.valid) is null
      group by u.model_id
    ) c on c.model_id = m.id
    where ${where}
    order by m.is_hidden, lower(m.name), m.id`.execute(ctx.tx)
  return rows
}

export function selectModels(ctx: Context): Promise<ModelRow[]> {
  return select(ctx, sql`true`)
}

export async function findModel(ctx: Context, id: number): Promise<ModelRow | undefined> {
  return (await select(ctx, sql`m.id = ${id}`))[0]
}

function toColumns(form: ModelForm) {
  return {
    kind: form.kind,
    kind_name: form.kindName,
    name: form.name,
    technology: form.technology,
    note: form.note,
    serial_need: form.serialNeed,
    serial_format: form.serialFormat,
    mac_need: form.macNeed,
    chip_need: form.chipNeed,
    chip_format: form.chipFormat,
    warranty_months: form.warrantyMonths,
    rent_service_id: form.rentServiceId,
    is_hidden: form.isHidden,
  }
}

export async function insertModel(ctx: Context, form: ModelForm): Promise<number> {
  const { id } = await ctx.tx
    .insertInto('network.equipment_models')
    .values(toColumns(form))
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Changes the model if it is still of this version; false when it is not. */
export async function updateModel(
  ctx: Context,
  edit: { id: number; version: number },
  form: ModelForm,
): Promise<boolean> {
  const { numUpdatedRows } = await ctx.tx
    .updateTable('network.equipment_models')
    .set({ ...toColumns(form), version: edit.version + 1 })
    .where('id', '=', edit.id)
    .where('version', '=', edit.version)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export async function deleteModel(ctx: Context, id: number): Promise<void> {
  await ctx.tx.deleteFrom('network.equipment_models').where('id', '=', id).execute()
}
