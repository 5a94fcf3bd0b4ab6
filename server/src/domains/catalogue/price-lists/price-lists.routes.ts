import * as contract from '@altyn/contract/catalogue/price-lists'
import { formatRate } from '@altyn/money'
import type { Context } from '#platform/context'
import { answer } from '#platform/http/answer'
import { toApiTime } from '#platform/http/api-values'
import { toPage, unpackCursor } from '#platform/http/cursor'
import { readToday } from '../read-today.ts'
import type { PriceRow } from '../rules/price-row.ts'
import { checkStage } from './check-stage.ts'
import {
  getPriceList,
  listPriceLists,
  type PriceList,
  priceVersionOn,
  stageOfRows,
} from './find-price-list.ts'
import { changePriceList, createPriceList } from './keep-price-lists.ts'
import { lookAtFile } from './look-at-file.ts'
import type { PriceVersionRow } from './price-lists.store.ts'
import {
  countPriceDifferences,
  countPriceRows,
  type PriceDifferenceRow,
  selectPriceDifferences,
  selectPriceRows,
} from './price-rows.store.ts'
import { applyStage, restorePriceVersion, withdrawPriceVersion } from './publish-prices.ts'
import { quoteCall } from './quote-call.ts'
import { cancelStage, getStage, openStage, receivePart } from './receive-file.ts'
import { type StageRow, selectFaults, selectUnfinishedStages } from './stages.store.ts'

const keepRoutes = [
  answer(contract.listPriceLists, async (ctx, { query }) => {
    const today = await readToday(ctx)
    const lists = await listPriceLists(ctx, { isArchived: query.archived === 'yes' })
    return { items: lists.map((list) => toApiList(list, today)) }
  }),
  answer(contract.readPriceList, async (ctx, { params }) =>
    toApiCard(ctx, await getPriceList(ctx, params.id)),
  ),
  answer(contract.createPriceList, async (ctx, { body }) =>
    toApiCard(ctx, await createPriceList(ctx, body)),
  ),
  answer(contract.changePriceList, async (ctx, { params, body, version }) =>
    toApiCard(ctx, await changePriceList(ctx, { ...body, id: params.id, version })),
  ),
  answer(contract.listPriceRows, async (ctx, { params, query }) => {
    const words = query.q ?? ''
    const stageId = await stageOfRows(ctx, { id: params.id, number: query.number })
    if (stageId === null) return { items: [], nextCursor: null, ...(query.total && { total: 0 }) }
    const after = unpackCursor(query.cursor, 2)
    const found = await selectPriceRows(ctx, stageId, { words, after, limit: query.limit + 1 })
    const { rows, nextCursor } = toPage(found, query.limit, (row) => [row.prefix, row.band ?? ''])
    const total = query.total ? { total: await countPriceRows(ctx, stageId, words) } : {}
    return { items: rows.map(toApiRow), nextCursor, ...total }
  }),
  answer(contract.quoteCall, async (ctx, { params, query }) => {
    const at = query.at === undefined ? {} : { at: Temporal.Instant.from(query.at) }
    const quote = await quoteCall(ctx, { id: params.id, number: query.number, ...at })
    return { ...quote, row: quote.row && toApiRow(quote.row) }
  }),
]

const stageRoutes = [
  answer(contract.openStage, async (ctx, { params, body }) =>
    toApiStage(ctx, await openStage(ctx, { id: params.id, ...body })),
  ),
  answer(contract.sendPart, async (ctx, { params, bytes }) =>
    toApiStage(ctx, await receivePart(ctx, { ...params, content: bytes })),
  ),
  answer(contract.readStage, async (ctx, { params }) =>
    toApiStage(ctx, await getStage(ctx, params)),
  ),
  answer(contract.readStageHead, (ctx, { params }) => lookAtFile(ctx, params)),
  answer(contract.checkStage, async (ctx, { params, body }) =>
    toApiStage(ctx, await checkStage(ctx, { ...params, mapping: body })),
  ),
  answer(contract.listStageFaults, async (ctx, { params }) => {
    const stage = await getStage(ctx, params)
    return { items: await selectFaults(ctx, stage.id) }
  }),
  answer(contract.listPriceChanges, async (ctx, { params, query }) => {
    const { id } = await getStage(ctx, params)
    const { kind, limit } = query
    const after = unpackCursor(query.cursor, 3)
    const found = await selectPriceDifferences(ctx, id, { kind, after, limit: limit + 1 })
    const { rows, nextCursor } = toPage(found, limit, (row) => [row.size, row.prefix, row.band])
    if (!query.total) return { items: rows.map(toApiChange), nextCursor }
    const counts = await countPriceDifferences(ctx, id)
    const all = Object.values(counts).reduce((sum, count) => sum + count, 0)
    return { items: rows.map(toApiChange), nextCursor, total: kind ? counts[kind] : all }
  }),
  answer(contract.cancelStage, async (ctx, { params }) => {
    await cancelStage(ctx, params)
    return { ok: true as const }
  }),
]

const versionRoutes = [
  answer(contract.applyStage, async (ctx, { params, body, version }) => {
    const from = Temporal.PlainDate.from(body.from)
    return toApiCard(ctx, await applyStage(ctx, { ...params, from, version }))
  }),
  answer(contract.withdrawPriceVersion, async (ctx, { params, version }) =>
    toApiCard(ctx, await withdrawPriceVersion(ctx, { id: params.id, version })),
  ),
  answer(contract.restorePriceVersion, async (ctx, { params, body, version }) => {
    const from = Temporal.PlainDate.from(body.from)
    return toApiCard(ctx, await restorePriceVersion(ctx, { ...params, from, version }))
  }),
]

export const priceListsRoutes = [...keepRoutes, ...stageRoutes, ...versionRoutes]

function toApiList(list: PriceList, today: Temporal.PlainDate): contract.PriceList {
  const { id, name, currency, version } = list
  const current = priceVersionOn(list, today)
  return {
    id,
    name,
    currency,
    version,
    archivedAt: toApiTime(list.archivedAt),
    current: current ? toApiVersion(current) : null,
  }
}

async function toApiCard(ctx: Context, list: PriceList): Promise<contract.PriceListCard> {
  const [stage] = await selectUnfinishedStages(ctx, list.id)
  return {
    ...toApiList(list, await readToday(ctx)),
    versions: list.versions.map(toApiVersion),
    stage: stage ? await toApiStage(ctx, stage) : null,
  }
}

function toApiVersion({ priceListId: _, stageId: __, ...version }: PriceVersionRow) {
  return {
    ...version,
    from: toApiTime(version.from),
    until: toApiTime(version.until),
    publishedAt: toApiTime(version.publishedAt),
  }
}

async function toApiStage(ctx: Context, stage: StageRow): Promise<contract.Stage> {
  const { mapping: _, attempt: __, ...row } = stage
  return {
    ...row,
    fileBytes: Number(row.fileBytes),
    bytesRead: Number(row.bytesRead),
    changes: row.state === 'ready' ? await countPriceDifferences(ctx, row.id) : null,
    createdAt: toApiTime(row.createdAt),
    updatedAt: toApiTime(row.updatedAt),
    finishedAt: toApiTime(row.finishedAt),
  }
}

function toApiRow({ price, callPrice, ...row }: PriceRow): contract.PriceRow {
  return { ...row, price: formatRate(price), callPrice: formatRate(callPrice) }
}

function toApiChange({ size: _, ...row }: PriceDifferenceRow): contract.PriceChange {
  const text = (rate: bigint | null) => (rate === null ? null : formatRate(rate))
  return {
    ...row,
    band: row.band === '' ? null : row.band,
    oldPrice: text(row.oldPrice),
    newPrice: text(row.newPrice),
    oldCallPrice: text(row.oldCallPrice),
    newCallPrice: text(row.newCallPrice),
  }
}
