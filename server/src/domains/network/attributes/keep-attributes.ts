import { type AttributeDefinition, type AttributeError, findAttributeErrorAs } from '@altyn/radius'
import type { Context } from '#platform/context'
import { violates } from '#platform/database-errors'
import { tell } from '#platform/outbox'
import { Refusal, refuseField } from '#platform/refusal'
import type { RowLinks } from '../rules/attribute-choice.ts'
import {
  fillValue,
  findUnknownPlaceholder,
  SAMPLE_FACTS,
  splitValues,
} from '../rules/attribute-value.ts'
import {
  type AttributeRow,
  countRows,
  deleteRow,
  findRow,
  insertRow,
  selectEnabledRows,
  updateRow,
} from './attributes.store.ts'
import { findBuiltIn, isReserved, toDefinition } from './definitions.ts'
import { lockOwnAttribute, selectOwnAttributes } from './dictionary.store.ts'

/** All of them are kept in memory by whoever answers sign-ins. */
const ROWS_MAX = 20_000
const VALUES_MAX = 50
/** Of the names that a value may have, so many are told to who has typed another one. */
const NAMES_TOLD_MAX = 12

/** A row as people give it: the attribute by its name, a value on each line. */
export type GivenRow = RowLinks & {
  packet: AttributeRow['packet']
  attribute: string
  tag: number
  value: string
  isEnabled: boolean
  note: string
}

/** Every row in force with the definition by which its values are written: for choosing among them in memory. */
export async function readAttributeRows(
  ctx: Context,
): Promise<(AttributeRow & { definition: AttributeDefinition })[]> {
  const rows = await selectEnabledRows(ctx, ROWS_MAX)
  return rows.flatMap((row) => {
    const definition = row.own
      ? toDefinition({ ...row.own, name: row.attribute })
      : findBuiltIn(row.attribute)
    // A built-in attribute that this version of the program no longer knows is not sent.
    return definition ? [{ ...row, definition }] : []
  })
}

/** Gives an attribute. Refuses what could not be sent: an unknown attribute, a wrong tag, value or link. */
export async function addAttributeRow(ctx: Context, given: GivenRow): Promise<AttributeRow> {
  if ((await countRows(ctx, {})) >= ROWS_MAX) {
    throw new Refusal('network.too-many-attributes', { max: ROWS_MAX })
  }
  const form = await toForm(ctx, given)
  try {
    const id = await insertRow(ctx, form)
    await tell(ctx, 'network.attributes-changed', {})
    return await getAttributeRow(ctx, id)
  } catch (error) {
    throw explained(error)
  }
}

/** Changes a row. The next packet is made by it. */
export async function changeAttributeRow(
  ctx: Context,
  { id, version, ...given }: GivenRow & { id: number; version: number },
): Promise<AttributeRow> {
  await getAttributeRow(ctx, id)
  const form = await toForm(ctx, given)
  try {
    const isChanged = await updateRow(ctx, { ...form, id, version })
    if (!isChanged) throw new Refusal('platform.version-mismatch')
  } catch (error) {
    throw explained(error)
  }
  await tell(ctx, 'network.attributes-changed', {})
  return getAttributeRow(ctx, id)
}

/** Removes a row; the audit keeps who did it. */
export async function removeAttributeRow(ctx: Context, id: number): Promise<void> {
  if (!(await deleteRow(ctx, id))) throw new Refusal('network.attribute-row.not-found', { id })
  await tell(ctx, 'network.attributes-changed', {})
}

async function getAttributeRow(ctx: Context, id: number): Promise<AttributeRow> {
  const row = await findRow(ctx, id)
  if (!row) throw new Refusal('network.attribute-row.not-found', { id })
  return row
}

async function toForm(ctx: Context, { attribute, ...given }: GivenRow) {
  const { definition, ownId } = await findDefinition(ctx, attribute)
  if (isReserved(definition)) {
    throw refuseField('network.attribute-reserved', 'attribute', { name: definition.name })
  }
  if (given.tag > 0 && !definition.hasTag) {
    throw refuseField('network.attribute-without-tag', 'tag', { name: definition.name })
  }
  refuseNoGuest(given)
  refuseNoSession(given)
  const values = splitValues(given.value)
  refuseWrongValues(definition, given.tag, values)
  const builtIn = ownId === null ? definition.name : null
  return { ...given, value: values.join('\n'), builtIn, ownId }
}

/** A guest is let in, and is nobody's account: a row for guests that says otherwise fits nobody. */
function refuseNoGuest(given: Omit<GivenRow, 'attribute'>): void {
  const { isForGuests, packet, accountId, tariffId, accountGroupId } = given
  const isOfAccount = accountId !== null || tariffId !== null || accountGroupId !== null
  if (isForGuests && (packet !== 'accept' || isOfAccount)) {
    throw refuseField('network.row-for-no-guest', 'isForGuests')
  }
}

/** Who is refused gets no session, and so no service that a category could count. */
function refuseNoSession({ packet, category }: Omit<GivenRow, 'attribute'>): void {
  if (category !== null && packet === 'reject') {
    throw refuseField('network.row-for-no-session', 'category')
  }
}

async function findDefinition(
  ctx: Context,
  name: string,
): Promise<{ definition: AttributeDefinition; ownId: number | null }> {
  const builtIn = findBuiltIn(name)
  if (builtIn) return { definition: builtIn, ownId: null }
  const named = (await selectOwnAttributes(ctx)).find(
    (own) => own.name.toLowerCase() === name.toLowerCase(),
  )
  const own = named && (await lockOwnAttribute(ctx, named.id))
  if (!own) throw refuseField('network.unknown-attribute', 'attribute', { name })
  return { definition: toDefinition(own), ownId: own.id }
}

function refuseWrongValues(definition: AttributeDefinition, tag: number, values: string[]): void {
  if (values.length > VALUES_MAX) {
    throw refuseField('network.too-many-values', 'value', { max: VALUES_MAX })
  }
  values.forEach((value, index) => {
    const word = findUnknownPlaceholder(value)
    if (word !== undefined) throw refuseField('network.unknown-placeholder', 'value', { word })
    const filled = fillValue(value, SAMPLE_FACTS)
    const error = 'text' in filled && findAttributeErrorAs(definition, filled.text, tag)
    if (error) throw wrongValue(definition, error, index + 1)
  })
}

function wrongValue(
  { name, type, values }: AttributeDefinition,
  error: AttributeError,
  line: number,
) {
  if (error.code === 'too-long') return refuseField('network.value-too-long', 'value', { line })
  // The text for people is chosen by the type; the names of values come from the dictionary.
  const names = Object.keys(values ?? {}).slice(0, NAMES_TOLD_MAX)
  if (names.length > 0) return refuseField('network.value-not-named', 'value', { line, names })
  return refuseField('network.wrong-value', 'value', { line, name, type })
}

const FIELD_OF_LINK = {
  attribute_rows_agent_id_fkey: 'agentId',
  attribute_rows_nas_id_fkey: 'nasId',
  attribute_rows_device_group_id_fkey: 'deviceGroupId',
  attribute_rows_account_group_id_fkey: 'accountGroupId',
  attribute_rows_tariff_id_fkey: 'tariffId',
  attribute_rows_category_fkey: 'category',
  attribute_rows_account_id_fkey: 'accountId',
}

function explained(error: unknown): unknown {
  for (const [constraint, field] of Object.entries(FIELD_OF_LINK)) {
    if (violates(error, constraint)) return refuseField('network.unknown-link', field)
  }
  return error
}
