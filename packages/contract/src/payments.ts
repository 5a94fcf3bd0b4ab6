import { z } from 'zod'
import { route } from './route.ts'
import {
  day,
  id,
  idParams,
  instant,
  listQuery,
  money,
  page,
  positiveAmountText,
  requiredText,
  text,
} from './values.ts'

export const METHODS = ['cash', 'bank'] as const
export const REVISION_KINDS = ['new', 'corrected', 'moved', 'cancelled', 'restored'] as const

export const payment = z.object({
  id,
  contractId: id,
  contractNumber: z.string(),
  subscriberId: id,
  subscriberName: z.string(),
  amount: money,
  method: z.enum(METHODS),
  paidOn: day,
  documentNumber: z.string(),
  comment: z.string(),
  source: z.string(),
  receivedAt: instant,
  authorName: z.string(),
  cancelledAt: instant.nullable(),
  revision: z.number().int(),
})
export type Payment = z.output<typeof payment>
export const paymentCard = payment.extend({
  revisions: z.array(
    z.object({
      revision: z.number().int(),
      kind: z.enum(REVISION_KINDS),
      contractId: id,
      contractNumber: z.string(),
      amount: money,
      at: instant,
      authorName: z.string(),
      reason: z.string(),
    }),
  ),
})
export type PaymentCard = z.output<typeof paymentCard>

export const paymentForm = z.object({
  contractId: id,
  amount: positiveAmountText,
  method: z.enum(METHODS),
  paidOn: day,
  documentNumber: text(50).default(''),
  comment: text(500).default(''),
})
export const acceptPayment = route({
  method: 'POST',
  path: '/api/payments',
  summary: 'Accept a payment by hand; the same Idempotency-Key makes one payment',
  access: 'payments.accept',
  idempotent: true,
  body: paymentForm,
  response: paymentCard,
})
export const listPayments = route({
  method: 'GET',
  path: '/api/payments',
  summary: 'Payments, the newest first',
  access: 'payments.read',
  query: listQuery.extend({
    contractId: id.optional(),
    subscriberId: id.optional(),
    method: z.enum(METHODS).optional(),
    from: day.optional(),
    until: day.optional(),
    q: text(100).optional(),
  }),
  response: page(payment).extend({ sum: money.optional() }),
})
export const readPayment = route({
  method: 'GET',
  path: '/api/payments/:id',
  summary: 'A payment with all its revisions',
  access: 'payments.read',
  params: idParams,
  response: paymentCard,
})
const reason = z.object({ reason: requiredText(500) })
export const cancelPayment = route({
  method: 'POST',
  path: '/api/payments/:id/cancel',
  summary: 'Cancel a payment: the money leaves the contract again',
  access: 'payments.correct',
  versioned: true,
  params: idParams,
  body: reason,
  response: paymentCard,
})
export const restorePayment = route({
  method: 'POST',
  path: '/api/payments/:id/restore',
  summary: 'Restore a cancelled payment with its last amount',
  access: 'payments.correct',
  versioned: true,
  params: idParams,
  body: reason,
  response: paymentCard,
})
export const correctPayment = route({
  method: 'POST',
  path: '/api/payments/:id/correct',
  summary: 'Correct the amount of a payment',
  access: 'payments.correct',
  versioned: true,
  params: idParams,
  body: reason.extend({ amount: positiveAmountText }),
  response: paymentCard,
})
export const movePayment = route({
  method: 'POST',
  path: '/api/payments/:id/move',
  summary: 'Move a payment to another contract',
  access: 'payments.correct',
  versioned: true,
  params: idParams,
  body: reason.extend({ contractId: id }),
  response: paymentCard,
})
