import { randomUUID } from 'node:crypto'
import * as contract from '@altyn/contract/payments'
import { parseAmount } from '@altyn/money'
import type { Context } from '#platform/context'
import { answer } from '#platform/http/answer'
import { toApiMoney, toApiTime } from '#platform/http/api-values'
import { toPage, unpackCursor } from '#platform/http/cursor'
import { findContracts, findSubscribers } from '../subscribers/index.ts'
import { acceptPayment } from './accept-payment.ts'
import {
  type PaymentFilter,
  type PaymentRow,
  selectPayments,
  selectRevisions,
  sumPayments,
} from './payments.store.ts'
import { getPayment, revisePayment } from './revise-payment.ts'
import type { Step } from './rules/revision.ts'

export const paymentsRoutes = [
  answer(contract.acceptPayment, async (ctx, { body, idempotencyKey }) => {
    const { payment } = await acceptPayment(ctx, {
      ...body,
      source: ctx.actor.id,
      externalId: idempotencyKey || randomUUID(),
      amountMinor: parseAmount(body.amount),
      paidOn: Temporal.PlainDate.from(body.paidOn),
    })
    return toApiCard(ctx, payment)
  }),
  answer(contract.listPayments, async (ctx, { query }) => {
    const filter = await toFilter(ctx, query)
    const beforeId = unpackCursor(query.cursor, 1)?.[0]
    const found = await selectPayments(ctx, { ...filter, beforeId, limit: query.limit + 1 })
    const { rows, nextCursor } = toPage(found, query.limit, (row) => [row.id])
    const items = await toApiPayments(ctx, rows)
    if (!query.total) return { items, nextCursor }
    const { count, sumMinor } = await sumPayments(ctx, filter)
    return { items, nextCursor, total: count, sum: toApiMoney(sumMinor) }
  }),
  answer(contract.readPayment, async (ctx, { params }) =>
    toApiCard(ctx, await getPayment(ctx, params.id)),
  ),
  answer(contract.cancelPayment, (ctx, input) => revise(ctx, input, { kind: 'cancelled' })),
  answer(contract.restorePayment, (ctx, input) => revise(ctx, input, { kind: 'restored' })),
  answer(contract.correctPayment, (ctx, input) =>
    revise(ctx, input, { kind: 'corrected', amountMinor: parseAmount(input.body.amount) }),
  ),
  answer(contract.movePayment, (ctx, input) =>
    revise(ctx, input, { kind: 'moved', contractId: input.body.contractId }),
  ),
]

async function revise(
  ctx: Context,
  input: { params: { id: number }; version: number; body: { reason: string } },
  step: Step,
): Promise<contract.PaymentCard> {
  const { version, body } = input
  const edit = { id: input.params.id, version, reason: body.reason, step }
  return toApiCard(ctx, await revisePayment(ctx, edit))
}

async function toFilter(
  ctx: Context,
  query: Omit<PaymentFilter, 'contractIds'> & { contractId?: number; subscriberId?: number },
): Promise<PaymentFilter> {
  const { contractId, subscriberId, ...filter } = query
  if (contractId) return { ...filter, contractIds: [contractId] }
  if (!subscriberId) return filter
  const contracts = await findContracts(ctx, { subscriberIds: [subscriberId] })
  return { ...filter, contractIds: contracts.map(({ id }) => id) }
}

async function toApiPayments(ctx: Context, rows: PaymentRow[]): Promise<contract.Payment[]> {
  const contracts = await findContracts(ctx, { ids: rows.map(({ contractId }) => contractId) })
  const byId = new Map(contracts.map((row) => [row.id, row]))
  const subscribers = await findSubscribers(
    ctx,
    contracts.map(({ subscriberId }) => subscriberId),
  )
  const names = new Map(subscribers.map(({ id, name }) => [id, name]))
  return rows.map((row) => {
    const { externalId: _, author: __, amountMinor, ...plain } = row
    const owner = byId.get(row.contractId)
    return {
      ...plain,
      contractNumber: owner?.number ?? '',
      subscriberId: owner?.subscriberId ?? 0,
      subscriberName: names.get(owner?.subscriberId ?? 0) ?? '',
      amount: toApiMoney(amountMinor, row.currency),
      paidOn: toApiTime(row.paidOn),
      receivedAt: toApiTime(row.receivedAt),
      cancelledAt: toApiTime(row.cancelledAt),
    }
  })
}

async function toApiCard(ctx: Context, row: PaymentRow): Promise<contract.PaymentCard> {
  const [payment] = await toApiPayments(ctx, [row])
  const revisions = await selectRevisions(ctx, row.id)
  const contracts = await findContracts(ctx, { ids: revisions.map((item) => item.contractId) })
  const numbers = new Map(contracts.map(({ id, number }) => [id, number]))
  return {
    ...(payment as contract.Payment), // one row in, one out
    revisions: revisions.map(({ amountMinor, ...item }) => ({
      ...item,
      at: toApiTime(item.at),
      contractNumber: numbers.get(item.contractId) ?? '',
      amount: toApiMoney(amountMinor, row.currency),
    })),
  }
}
