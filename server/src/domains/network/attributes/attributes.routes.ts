import * as contract from '@altyn/contract/network/attributes'
import type { AttributeDefinition } from '@altyn/radius'
import type { Context } from '#platform/context'
import { answer } from '#platform/http/answer'
import { toApiTime } from '#platform/http/api-values'
import { toPage, unpackCursor } from '#platform/http/cursor'
import { nameLinks } from '../name-links.ts'
import { type AttributeRow, countRows, selectRows } from './attributes.store.ts'
import { builtInAttributes, isReserved, placeForPeople, toDefinition } from './definitions.ts'
import { selectOwnAttributes } from './dictionary.store.ts'
import { addAttributeRow, changeAttributeRow, removeAttributeRow } from './keep-attributes.ts'
import { addOwnAttribute, changeOwnAttribute, removeOwnAttribute } from './keep-dictionary.ts'

const dictionaryRoutes = [
  answer(contract.readDictionary, async (ctx) => {
    const own = await selectOwnAttributes(ctx)
    return {
      items: [...own.map((row) => toApiDefinition(toDefinition(row), row.id)), ...BUILT_IN],
    }
  }),
  answer(contract.listOwnAttributes, async (ctx) => ({ items: await selectOwnAttributes(ctx) })),
  answer(contract.addOwnAttribute, (ctx, { body }) => addOwnAttribute(ctx, body)),
  answer(contract.changeOwnAttribute, (ctx, { params, body, version }) =>
    changeOwnAttribute(ctx, { ...body, id: params.id, version }),
  ),
  answer(contract.removeOwnAttribute, async (ctx, { params }) => {
    await removeOwnAttribute(ctx, params.id)
    return { ok: true as const }
  }),
]

const rowsRoutes = [
  answer(contract.listAttributeRows, async (ctx, { query }) => {
    const { cursor, limit, total, ...filter } = query
    const after = unpackCursor(cursor, 2)
    const found = await selectRows(ctx, filter, { after, limit: limit + 1 })
    const { rows, nextCursor } = toPage(found, limit, (row) => [row.attribute, row.id])
    const items = await toApiAttributeRows(ctx, rows)
    return { items, nextCursor, ...(total && { total: await countRows(ctx, filter) }) }
  }),
  answer(contract.addAttributeRow, async (ctx, { body }) =>
    toApiRow(ctx, await addAttributeRow(ctx, body)),
  ),
  answer(contract.changeAttributeRow, async (ctx, { params, body, version }) =>
    toApiRow(ctx, await changeAttributeRow(ctx, { ...body, id: params.id, version })),
  ),
  answer(contract.removeAttributeRow, async (ctx, { params }) => {
    await removeAttributeRow(ctx, params.id)
    return { ok: true as const }
  }),
]

export const attributesRoutes = [...dictionaryRoutes, ...rowsRoutes]

/** Rows for people: with the names of everything that they are linked to. */
export async function toApiAttributeRows(
  ctx: Context,
  rows: readonly AttributeRow[],
): Promise<contract.AttributeRow[]> {
  const namesOf = await nameLinks(ctx, rows)
  return rows.map((row) => ({
    id: row.id,
    packet: row.packet,
    attribute: row.attribute,
    ownId: row.ownId,
    tag: row.tag,
    value: row.value,
    agentId: row.agentId,
    agentName: row.agentName,
    nasId: row.nasId,
    nasName: row.nasName,
    deviceGroupId: row.deviceGroupId,
    deviceGroupName: row.deviceGroupName,
    accountGroupId: row.accountGroupId,
    tariffId: row.tariffId,
    category: row.category,
    accountId: row.accountId,
    ...namesOf(row),
    isForGuests: row.isForGuests,
    speedDownKbps: row.speedDownKbps,
    isEnabled: row.isEnabled,
    note: row.note,
    author: row.author,
    changedAt: toApiTime(row.changedAt),
    version: row.version,
  }))
}

async function toApiRow(ctx: Context, row: AttributeRow): Promise<contract.AttributeRow> {
  const [shown] = await toApiAttributeRows(ctx, [row])
  return shown as contract.AttributeRow // one row in, one row out
}

/** The program's dictionaries do not change while it runs. */
const BUILT_IN = builtInAttributes().map((definition) => toApiDefinition(definition, null))

function toApiDefinition(
  definition: AttributeDefinition,
  ownId: number | null,
): contract.DictionaryAttribute {
  return {
    name: definition.name,
    ...placeForPeople(definition),
    type: definition.type,
    hasTag: definition.hasTag,
    values: Object.keys(definition.values ?? {}),
    ownId,
    isReserved: isReserved(definition),
  }
}
