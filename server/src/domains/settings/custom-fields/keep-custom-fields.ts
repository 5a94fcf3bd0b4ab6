import type { Context } from '#platform/context'
import { violates } from '#platform/database-errors'
import { Refusal, refuseField } from '#platform/refusal'
import {
  type FieldLooks,
  type FieldOwner,
  type FieldRow,
  findField,
  insertField,
  updateField,
} from './custom-fields.store.ts'

async function getField(ctx: Context, id: number): Promise<FieldRow> {
  const field = await findField(ctx, id)
  if (!field) throw new Refusal('settings.custom-field.not-found', { id })
  return field
}

/** Adds a field of one's own to all subscribers, contracts or accounts, empty at first. */
export async function createField(
  ctx: Context,
  form: FieldLooks & { owner: FieldOwner; kind: FieldRow['kind'] },
): Promise<FieldRow> {
  const looks = offered(form.kind, form)
  try {
    return await getField(ctx, await insertField(ctx, { ...form, ...looks }))
  } catch (error) {
    throw explained(error)
  }
}

/**
 * Changes how a field looks, archives it or takes it back. Values stay: one that can no longer be
 * chosen is shown until it is changed.
 */
export async function changeField(
  ctx: Context,
  form: FieldLooks & { id: number; version: number; isArchived: boolean },
): Promise<FieldRow> {
  const { kind } = await getField(ctx, form.id)
  const looks = offered(kind, form)
  try {
    if (!(await updateField(ctx, { ...form, ...looks }))) {
      throw new Refusal('platform.version-mismatch')
    }
  } catch (error) {
    throw explained(error)
  }
  return getField(ctx, form.id)
}

/** Only a list offers something, each once, and it has to. */
function offered(kind: FieldRow['kind'], { options }: FieldLooks): { options: string[] } {
  if (kind !== 'list') return { options: [] }
  if (options.length === 0) throw refuseField('settings.nothing-to-choose', 'options')
  return { options: [...new Set(options)] }
}

function explained(error: unknown): unknown {
  return violates(error, 'custom_fields_by_name')
    ? refuseField('settings.field-name-taken', 'name')
    : error
}
