import type { Context } from '#platform/context'
import { violates } from '#platform/database-errors'
import { tell } from '#platform/outbox'
import { Refusal, refuseField } from '#platform/refusal'
import { builtInNumbered, isTakenName } from './definitions.ts'
import {
  deleteOwnAttribute,
  insertOwnAttribute,
  lockOwnAttribute,
  type OwnAttributeForm,
  type OwnAttributeRow,
  updateOwnAttribute,
} from './dictionary.store.ts'

const TAGGED_TYPES = ['string', 'octets', 'integer']

/** Adds an attribute to the dictionary. What the program knows already, by name or by number, is refused. */
export async function addOwnAttribute(
  ctx: Context,
  form: OwnAttributeForm,
): Promise<OwnAttributeRow> {
  refuseWrongForm(form)
  try {
    const id = await insertOwnAttribute(ctx, form)
    await tell(ctx, 'network.attributes-changed', {})
    return await getOwnAttribute(ctx, id)
  } catch (error) {
    throw explained(error)
  }
}

/** Changes an attribute. While rows give it, values stay what they were: its type and its tag do not change. */
export async function changeOwnAttribute(
  ctx: Context,
  form: OwnAttributeForm & { id: number; version: number },
): Promise<OwnAttributeRow> {
  refuseWrongForm(form)
  const { type, hasTag, rowsCount } = await getOwnAttribute(ctx, form.id)
  if (rowsCount > 0 && type !== form.type) {
    throw refuseField('network.attribute-type-used', 'type', { rows: rowsCount })
  }
  if (rowsCount > 0 && hasTag !== form.hasTag) {
    throw refuseField('network.attribute-type-used', 'hasTag', { rows: rowsCount })
  }
  try {
    if (!(await updateOwnAttribute(ctx, form))) throw new Refusal('platform.version-mismatch')
  } catch (error) {
    throw explained(error)
  }
  await tell(ctx, 'network.attributes-changed', {})
  return getOwnAttribute(ctx, form.id)
}

/** Removes an attribute that no row gives. */
export async function removeOwnAttribute(ctx: Context, id: number): Promise<void> {
  const { name, rowsCount } = await getOwnAttribute(ctx, id)
  if (rowsCount > 0) throw new Refusal('network.attribute-used', { name, rows: rowsCount })
  await deleteOwnAttribute(ctx, id)
  await tell(ctx, 'network.attributes-changed', {})
}

async function getOwnAttribute(ctx: Context, id: number): Promise<OwnAttributeRow> {
  const own = await lockOwnAttribute(ctx, id)
  if (!own) throw new Refusal('network.own-attribute.not-found', { id })
  return own
}

function refuseWrongForm(form: OwnAttributeForm): void {
  if (isTakenName(form.name)) throw refuseField('network.attribute-built-in', 'name')
  const known = builtInNumbered(form)
  if (known) throw refuseField('network.number-built-in', 'number', { name: known })
  if (form.hasTag && !TAGGED_TYPES.includes(form.type)) {
    throw refuseField('network.tag-impossible', 'hasTag')
  }
}

function explained(error: unknown): unknown {
  if (violates(error, 'dictionary_attributes_by_name')) {
    return refuseField('network.attribute-name-taken', 'name')
  }
  if (violates(error, 'dictionary_attributes_by_number')) {
    return refuseField('network.attribute-number-taken', 'number')
  }
  return error
}
