import { z } from 'zod'
import { ACCOUNT_STATES, BLOCK_KINDS, block } from './accounts.ts'
import { route } from './route.ts'
import { id, instant, money, text } from './values.ts'

/** Kinds that a person sets and lifts; money comes and goes by itself. */
export const MANUAL_BLOCK_KINDS = ['off', 'staff', 'own-wish'] as const

const accountParams = z.object({ accountId: id })
export const blockAccount = route({
  method: 'POST',
  path: '/api/blocking/accounts/:accountId/block',
  summary: 'Block an account by decision of staff, at the wish of the subscriber, or switch it off',
  access: 'blocking.change',
  params: accountParams,
  body: z.object({ kind: z.enum(MANUAL_BLOCK_KINDS), reason: text(500).default('') }),
  response: block,
})
export const unblockAccount = route({
  method: 'POST',
  path: '/api/blocking/accounts/:accountId/unblock',
  summary: 'Lift a block that a person has set',
  access: 'blocking.change',
  params: accountParams,
  body: z.object({ kind: z.enum(MANUAL_BLOCK_KINDS), reason: text(500).default('') }),
  response: block,
})

export const accountExplanation = z.object({
  accountId: id,
  state: z.enum(ACCOUNT_STATES),
  since: instant.nullable(),
  blocks: z.array(
    z.object({ kind: z.enum(BLOCK_KINDS), since: instant, reason: z.string(), author: z.string() }),
  ),
  /** What is due for this account before it may work; null when money does not matter. */
  needed: money.nullable(),
})
export const contractExplanation = z.object({
  contractId: id,
  balance: money,
  creditLimit: money,
  available: money,
  /** How much to pay so that every account blocked for money works again; zero when none is. */
  toPay: money,
  accounts: z.array(accountExplanation),
})
export type ContractExplanation = z.output<typeof contractExplanation>
export const explainContract = route({
  method: 'GET',
  path: '/api/blocking/contracts/:contractId',
  summary: 'Why the accounts of a contract are blocked and how much to pay',
  access: 'accounts.read',
  params: z.object({ contractId: id }),
  response: contractExplanation,
})
