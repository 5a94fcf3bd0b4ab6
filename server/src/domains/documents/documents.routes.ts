import * as contract from '@altyn/contract/documents'
import type { Context } from '#platform/context'
import { answer } from '#platform/http/answer'
import { toApiMoney, toApiTime } from '#platform/http/api-values'
import { toPage, unpackCursor } from '#platform/http/cursor'
import { findContracts, findSubscribers } from '../subscribers/index.ts'
import { cancelDocument } from './cancel-document.ts'
import { type DocumentRow, findSheet, selectDocuments } from './documents.store.ts'
import { getDocument, issueInvoice } from './issue-invoice.ts'
import { renderPdf } from './render-pdf.ts'
import { thawSheet } from './rules/sheet-json.ts'

export const documentsRoutes = [
  answer(contract.issueInvoice, async (ctx, { body }) => {
    const month = Temporal.PlainYearMonth.from(body.month)
    return toApiDocument(ctx, await issueInvoice(ctx, { contractId: body.contractId, month }))
  }),
  answer(contract.listDocuments, async (ctx, { query }) => {
    const { contractId, subscriberId, from, until } = query
    const filter = {
      from,
      until,
      contractIds: await contractsOf(ctx, { contractId, subscriberId }),
    }
    const beforeId = unpackCursor(query.cursor, 1)?.[0]
    const found = await selectDocuments(ctx, { ...filter, beforeId, limit: query.limit + 1 })
    const { rows, nextCursor } = toPage(found, query.limit, (row) => [row.id])
    return { items: await toApiDocuments(ctx, rows), nextCursor }
  }),
  answer(contract.readDocumentPdf, async (ctx, { params }, { reply }) => {
    const { number } = await getDocument(ctx, params.id)
    const pdf = await renderPdf('invoice', thawSheet(await findSheet(ctx, params.id)))
    const name = encodeURIComponent(`invoice-${number}.pdf`)
    reply.header('content-disposition', `inline; filename*=UTF-8''${name}`)
    return Buffer.from(pdf)
  }),
  answer(contract.cancelDocument, async (ctx, { params, body }) =>
    toApiDocument(ctx, await cancelDocument(ctx, { id: params.id, ...body })),
  ),
]

async function contractsOf(
  ctx: Context,
  filter: { contractId?: number; subscriberId?: number },
): Promise<number[] | undefined> {
  if (filter.contractId) return [filter.contractId]
  if (!filter.subscriberId) return undefined
  const contracts = await findContracts(ctx, { subscriberIds: [filter.subscriberId] })
  return contracts.map(({ id }) => id)
}

async function toApiDocument(ctx: Context, row: DocumentRow): Promise<contract.Document> {
  const [document] = await toApiDocuments(ctx, [row])
  return document as contract.Document // one row in, one out
}

async function toApiDocuments(ctx: Context, rows: DocumentRow[]): Promise<contract.Document[]> {
  const contracts = await findContracts(ctx, { ids: rows.map(({ contractId }) => contractId) })
  const byId = new Map(contracts.map((item) => [item.id, item]))
  const owners = await findSubscribers(
    ctx,
    contracts.map(({ subscriberId }) => subscriberId),
  )
  const names = new Map(owners.map(({ id, name }) => [id, name]))
  return rows.map(({ periodFrom, periodUntil, totalMinor, vatMinor, payableMinor, ...row }) => {
    const owner = byId.get(row.contractId)
    return {
      ...row,
      contractNumber: owner?.number ?? '',
      subscriberId: owner?.subscriberId ?? 0,
      subscriberName: names.get(owner?.subscriberId ?? 0) ?? '',
      issuedOn: toApiTime(row.issuedOn),
      period: { from: toApiTime(periodFrom), until: toApiTime(periodUntil) },
      total: toApiMoney(totalMinor, owner?.currency),
      vat: toApiMoney(vatMinor, owner?.currency),
      payable: toApiMoney(payableMinor, owner?.currency),
      issuedAt: toApiTime(row.issuedAt),
      cancelledAt: toApiTime(row.cancelledAt),
    }
  })
}
