import { z } from 'zod'
import { route } from '../route.ts'
import { id, idParams, instant, money, positiveAmountText, requiredText, text } from '../values.ts'

const reversal = {
  author: z.string(),
  madeAt: instant,
  reversedAt: instant.nullable(),
  reversedBy: z.string().nullable(),
  reversalReason: z.string().nullable(),
}
export const transfer = z.object({
  id,
  fromContractId: id,
  fromNumber: z.string(),
  toContractId: id,
  toNumber: z.string(),
  amount: money,
  reason: z.string(),
  /** The payment that was redistributed; null when the money was moved by hand. */
  paymentId: id.nullable(),
  ...reversal,
})
export type Transfer = z.output<typeof transfer>
const ofContract = z.object({ contractId: id })
export const listTransfers = route({
  method: 'GET',
  path: '/api/payments/transfers',
  summary: 'Money moved between a contract and others, the latest first',
  access: 'payments.read',
  query: ofContract,
  response: z.object({ items: z.array(transfer) }),
})
export const transferMoney = route({
  method: 'POST',
  path: '/api/payments/transfers',
  summary: 'Move money from one contract to another, not more than is there',
  access: 'payments.transfer',
  idempotent: true,
  body: z.object({
    fromContractId: id,
    toContractId: id,
    amount: positiveAmountText,
    reason: text(500).default(''),
  }),
  response: transfer,
})
export const reverseTransfer = route({
  method: 'POST',
  path: '/api/payments/transfers/:id/reverse',
  summary: 'Move the money of a transfer back',
  access: 'payments.transfer',
  params: idParams,
  body: z.object({ reason: requiredText(500) }),
  response: transfer,
})

export const writeOff = z.object({
  id,
  contractId: id,
  amount: money,
  reason: z.string(),
  ...reversal,
})
export type WriteOff = z.output<typeof writeOff>
export const listWriteOffs = route({
  method: 'GET',
  path: '/api/payments/write-offs',
  summary: 'Debts of a contract that were given up, the latest first',
  access: 'payments.read',
  query: ofContract,
  response: z.object({ items: z.array(writeOff) }),
})
export const writeOffDebt = route({
  method: 'POST',
  path: '/api/payments/write-offs',
  summary: 'Give up a debt or a part of it as lost',
  access: 'payments.write-off',
  idempotent: true,
  body: z.object({ contractId: id, amount: positiveAmountText, reason: requiredText(500) }),
  response: writeOff,
})
export const reverseWriteOff = route({
  method: 'POST',
  path: '/api/payments/write-offs/:id/reverse',
  summary: 'Take a write-off back: the debt is there again',
  access: 'payments.write-off',
  params: idParams,
  body: z.object({ reason: requiredText(500) }),
  response: writeOff,
})

export const family = z.object({
  main: z.object({ contractId: id, number: z.string(), subscriberName: z.string() }).nullable(),
  subordinates: z.array(
    z.object({
      contractId: id,
      number: z.string(),
      subscriberName: z.string(),
      priority: z.number().int(),
      balance: money,
    }),
  ),
})
export type ContractFamily = z.output<typeof family>
export const readContractFamily = route({
  method: 'GET',
  path: '/api/payments/contracts/:contractId/family',
  summary: 'The main contract of a contract, or those subordinate to it with their balances',
  access: 'payments.read',
  params: ofContract,
  response: family,
})
