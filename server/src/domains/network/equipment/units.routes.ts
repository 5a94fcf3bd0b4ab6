import * as contract from '@altyn/contract/network/equipment/units'
import type { Context } from '#platform/context'
import { answer } from '#platform/http/answer'
import { toApiTime } from '#platform/http/api-values'
import { toPage, unpackCursor } from '#platform/http/cursor'
import { readToday } from '../../accounts/index.ts'
import { findContracts } from '../../subscribers/index.ts'
import { normalizeMac } from '../rules/device-option.ts'
import { handOutUnit, takeBackUnit } from './hand-out.ts'
import { importUnits, previewUnits } from './import-units.ts'
import { insertCard, takeOutCard } from './insert-card.ts'
import { changeUnit, createUnit, getUnit, removeUnit } from './keep-units.ts'
import { moveUnit } from './move-unit.ts'
import { nameHolders } from './name-holders.ts'
import { selectPairings } from './pairings.store.ts'
import {
  countHoldings,
  type StandingRow,
  selectHistory,
  selectHoldings,
  selectPlaces,
} from './standings.store.ts'
import { swapUnit } from './swap-unit.ts'
import { countUnits, selectUnits, type UnitFilter, type UnitRow } from './units.store.ts'

const readRoutes = [
  answer(contract.listEquipment, async (ctx, { query }) => {
    const { cursor, limit, total, ...asked } = query
    const filter = await toFilter(ctx, asked)
    const after = unpackCursor(cursor, 1)
    const found = await selectUnits(ctx, filter, { after, limit: limit + 1 })
    const { rows, nextCursor } = toPage(found, limit, ({ id }) => [id])
    const count = total ? { total: await countUnits(ctx, filter) } : {}
    return { items: await toApiUnits(ctx, rows), nextCursor, ...count }
  }),
  answer(contract.readEquipment, async (ctx, { params }) => {
    const unit = await getUnit(ctx, params.id)
    return {
      ...(await toApiUnit(ctx, unit)),
      createdAt: toApiTime(unit.createdAt),
      history: await toApiStandings(ctx, await selectHistory(ctx, unit.id)),
      pairings: (await selectPairings(ctx, unit.id)).map(withApiTimes),
    }
  }),
  answer(contract.listHoldings, async (ctx, { query }) => {
    const ids = await contractIdsOf(ctx, query.subscriberId)
    const after = unpackCursor(query.cursor, 1)
    const found = await selectHoldings(ctx, ids, { after, limit: query.limit + 1 })
    const { rows, nextCursor } = toPage(found, query.limit, ({ id }) => [id])
    const count = query.total ? { total: await countHoldings(ctx, ids) } : {}
    return { items: await toApiStandings(ctx, rows), nextCursor, ...count }
  }),
  answer(contract.listPlaces, async (ctx) => ({ items: await selectPlaces(ctx) })),
]

const keepRoutes = [
  answer(contract.createUnit, async (ctx, { body }) => {
    const warrantyUntil = toDay(body.warrantyUntil)
    return toApiUnit(ctx, await createUnit(ctx, { ...body, warrantyUntil }))
  }),
  answer(contract.changeUnit, async (ctx, { params, body, version }) => {
    const { warrantyUntil, ...texts } = body
    const warranty = warrantyUntil === undefined ? {} : { warrantyUntil: toDay(warrantyUntil) }
    const edit = { id: params.id, version }
    return toApiUnit(ctx, await changeUnit(ctx, edit, { ...texts, ...warranty }))
  }),
  answer(contract.removeUnit, async (ctx, { params }) => {
    await removeUnit(ctx, params.id)
    return { ok: true as const }
  }),
  answer(contract.moveUnit, async (ctx, { params, body }) =>
    toApiUnit(ctx, await moveUnit(ctx, params.id, body)),
  ),
  answer(contract.previewUnitsImport, (ctx, { query, bytes }) =>
    previewUnits(ctx, { ...query, content: bytes }),
  ),
  answer(contract.importUnits, (ctx, { query, bytes }) =>
    importUnits(ctx, { ...query, content: bytes }),
  ),
]

const holderRoutes = [
  answer(contract.handOutUnit, async (ctx, { params, body }) => {
    const from = body.rent && Temporal.PlainDate.from(body.rent.from)
    const rent = body.rent && from && { serviceId: body.rent.serviceId, from }
    return toApiUnit(ctx, await handOutUnit(ctx, params.id, { ...body, rent }))
  }),
  answer(contract.takeBackUnit, async (ctx, { params, body }) => {
    const rentUntil = toDay(body.rentUntil)
    return toApiUnit(ctx, await takeBackUnit(ctx, params.id, { ...body, rentUntil }))
  }),
  answer(contract.swapUnit, async (ctx, { params, body }) =>
    toApiUnit(ctx, await swapUnit(ctx, params.id, body)),
  ),
  answer(contract.insertCard, async (ctx, { params, body }) =>
    toApiUnit(ctx, await insertCard(ctx, params.id, body)),
  ),
  answer(contract.takeOutCard, async (ctx, { params, body }) =>
    toApiUnit(ctx, await takeOutCard(ctx, params.id, body)),
  ),
]

/** Units of equipment that stand with subscribers, and who has them. */
export const equipmentRoutes = [...readRoutes, ...keepRoutes, ...holderRoutes]

type Question = Omit<UnitFilter, 'mac' | 'today' | 'endingUntil' | 'contractIds'> & {
  subscriberId?: number
  contractId?: number
}

/** Of a subscriber: what stands on any of the contracts. */
async function toFilter(
  ctx: Context,
  { subscriberId, contractId, ...asked }: Question,
): Promise<UnitFilter> {
  const today = await readToday(ctx)
  const ofSubscriber = subscriberId ? await contractIdsOf(ctx, subscriberId) : undefined
  const contractIds = contractId
    ? [contractId].filter((id) => ofSubscriber?.includes(id) ?? true)
    : ofSubscriber
  return {
    ...asked,
    mac: normalizeMac(asked.q ?? ''),
    today,
    endingUntil: today.add({ days: contract.WARRANTY_ENDING_DAYS }),
    contractIds,
  }
}

async function contractIdsOf(ctx: Context, subscriberId: number): Promise<number[]> {
  return (await findContracts(ctx, { subscriberIds: [subscriberId] })).map(({ id }) => id)
}

function toDay(text: string | null): Temporal.PlainDate | null {
  return text === null ? null : Temporal.PlainDate.from(text)
}

async function toApiUnit(ctx: Context, row: UnitRow): Promise<contract.EquipmentUnit> {
  const [unit] = await toApiUnits(ctx, [row])
  return unit as contract.EquipmentUnit // one row in, one out
}

async function toApiUnits(
  ctx: Context,
  rows: readonly UnitRow[],
): Promise<contract.EquipmentUnit[]> {
  const holderOf = await nameHolders(ctx, rows)
  return rows.map(({ pairId, pairModelName, pairNumber, ...row }) => ({
    ...row,
    warrantyUntil: toApiTime(row.warrantyUntil),
    since: toApiTime(row.since),
    holder: holderOf(row),
    pair: pairId === null ? null : { id: pairId, modelName: pairModelName, number: pairNumber },
  }))
}

async function toApiStandings(
  ctx: Context,
  rows: readonly StandingRow[],
): Promise<contract.EquipmentStanding[]> {
  const holderOf = await nameHolders(ctx, rows)
  return rows.map((row) => ({ ...withApiTimes(row), holder: holderOf(row) }))
}

function withApiTimes<Row extends { from: Temporal.Instant; until: Temporal.Instant | null }>(
  row: Row,
) {
  return { ...row, from: toApiTime(row.from), until: toApiTime(row.until) }
}
