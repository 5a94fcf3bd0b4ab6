import { z } from 'zod'
import { route } from './route.ts'
import { day, id, instant, listQuery, money, page } from './values.ts'

export const POSTING_KINDS = [
  'charge',
  'payment',
  'reversal',
  'adjustment',
  'transfer',
  'write-off',
  'bonus',
] as const

/** One line of a statement. `amount` is signed from the contract's side: a charge is negative. */
export const statementLine = z.object({
  id: z.string(),
  day,
  postedAt: instant,
  kind: z.enum(POSTING_KINDS),
  title: z.string(),
  amount: money,
  /** Balance after this line. */
  balance: money,
  accountId: id.nullable(),
  period: z.object({ from: day, until: day }).nullable(),
  /** Why this amount: the facts that the words of the explanation are made from. */
  explanation: z.record(z.string(), z.unknown()),
  author: z.string(),
})
export type StatementLine = z.output<typeof statementLine>

export const readStatement = route({
  method: 'GET',
  path: '/api/ledger/contracts/:contractId/statement',
  summary: 'Statement of a contract with running balance, newest first',
  access: 'ledger.read',
  params: z.object({ contractId: id }),
  query: listQuery.extend({ from: day.optional(), until: day.optional() }),
  response: page(statementLine).extend({ balance: money }),
})

export const readTrialBalance = route({
  method: 'GET',
  path: '/api/ledger/trial-balance',
  summary: 'Sums of all books; the total is always zero',
  access: 'ledger.read',
  response: z.object({
    books: z.array(z.object({ code: z.string(), kind: z.string(), balance: money })),
    total: money,
    walletsDiffering: z.number().int(),
  }),
})
