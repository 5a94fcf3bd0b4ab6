import { z } from 'zod'
import { route } from '../route.ts'
import { flag, id, instant, listQuery, longId, money, page, requiredText, text } from '../values.ts'

export const CALL_OUTCOMES = ['priced', 'no-owner', 'no-tariff', 'no-direction'] as const
export const CALL_SIDES = ['out', 'in'] as const
export const CALL_FILE_STATES = ['waiting', 'done', 'failed'] as const
export const CALL_FILE_BYTES_MAX = 32 * 1024 * 1024

/** One side of a call, with what it costs before included minutes. */
export const call = z.object({
  id: longId,
  side: z.enum(CALL_SIDES),
  startedAt: instant,
  seconds: z.number().int(),
  numberFrom: z.string(),
  numberTo: z.string(),
  cause: z.string(),
  accountId: id.nullable(),
  contractId: id.nullable(),
  login: z.string(),
  outcome: z.enum(CALL_OUTCOMES),
  prefix: z.string(),
  direction: z.string(),
  class: z.string(),
  band: z.string().nullable(),
  billedSeconds: z.number().int(),
  /** Roubles for a minute and for the fact of the call, two to six decimals. */
  price: z.string(),
  callPrice: z.string(),
  /** Before included minutes, rounded for show: a bill is rounded once as a whole. */
  cost: money,
})
export type Call = z.output<typeof call>

export const listCalls = route({
  method: 'GET',
  path: '/api/usage/calls',
  summary: 'Calls, the newest first',
  access: 'usage.read',
  query: listQuery.extend({
    accountId: id.optional(),
    contractId: id.optional(),
    /** The beginning of either number. */
    q: text(20).optional(),
    side: z.enum(CALL_SIDES).optional(),
    outcome: z.enum(CALL_OUTCOMES).optional(),
    /** Only those that have no price, whatever the reason. */
    isUnpriced: flag.optional(),
    from: instant.optional(),
    until: instant.optional(),
  }),
  response: page(call),
})

export const callFile = z.object({
  id,
  agentId: id,
  name: z.string(),
  bytes: z.number().int(),
  state: z.enum(CALL_FILE_STATES),
  recordsRead: z.number().int(),
  /** Sides of calls that were new. */
  callsTaken: z.number().int(),
  /** Records that are known from before. */
  repeats: z.number().int(),
  faults: z.number().int(),
  failure: z.string(),
  faultSamples: z.array(z.object({ row: z.number().int(), field: z.string(), value: z.string() })),
  takenAt: instant,
  takenBy: z.string(),
  finishedAt: instant.nullable(),
})
export type CallFile = z.output<typeof callFile>

export const listCallFiles = route({
  method: 'GET',
  path: '/api/usage/call-files',
  summary: 'Files of calls, the newest first',
  access: 'usage.read',
  query: listQuery.extend({ agentId: id.optional() }),
  response: page(callFile),
})
export const takeCallFile = route({
  method: 'POST',
  path: '/api/usage/call-files',
  summary:
    'Take a file of calls (CSV or XLSX as the agent is set up); the same bytes are taken once',
  access: 'usage.take',
  upload: 'whole',
  query: z.object({ agentId: id, name: requiredText(255) }),
  response: callFile,
})
