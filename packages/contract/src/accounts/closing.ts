import { z } from 'zod'
import { route } from '../route.ts'
import { day, done, id, instant, text } from '../values.ts'

const contractParams = z.object({ contractId: id })
export const closeContract = route({
  method: 'POST',
  path: '/api/accounts/contracts/:contractId/close',
  summary: 'Close a contract with its accounts: with today, or from a later day on',
  access: 'subscribers.close',
  params: contractParams,
  body: z.object({
    /** The first day on which nothing works any more; null = today is the last day. */
    from: day.nullable().default(null),
    reason: text(500).default(''),
  }),
  response: done,
})
export const cancelClosing = route({
  method: 'DELETE',
  path: '/api/accounts/contracts/:contractId/closing',
  summary: 'Cancel the closing of a contract that is planned',
  access: 'subscribers.close',
  params: contractParams,
  response: done,
})
export const reopenContract = route({
  method: 'POST',
  path: '/api/accounts/contracts/:contractId/reopen',
  summary: 'Open a closed contract again; its accounts stay closed, new ones can be opened',
  access: 'subscribers.close',
  params: contractParams,
  body: z.object({ reason: text(500).default('') }),
  response: done,
})
export const readClosing = route({
  method: 'GET',
  path: '/api/accounts/contracts/:contractId/closing',
  summary: 'Whether a contract is going to be closed, and what is open on it',
  access: 'accounts.read',
  params: contractParams,
  response: z.object({
    planned: z
      .object({ from: day, reason: z.string(), author: z.string(), plannedAt: instant })
      .nullable(),
    openLogins: z.array(z.string()),
  }),
})
