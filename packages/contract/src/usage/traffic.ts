import { z } from 'zod'
import { codeText } from '../catalogue/code-text.ts'
import { route } from '../route.ts'
import { id, instant } from '../values.ts'

export const TRAFFIC_RECORDS_MAX = 2000
const octets = z.string().regex(/^\d{1,18}$/, 'octets')

/** What an account's traffic grew by. Its category is named, or found by the address at the other end. */
export const trafficRecord = z.object({
  login: z.string().min(1).max(63),
  at: instant,
  category: codeText.nullable().default(null),
  remote: z.ipv4().or(z.ipv6()).nullable().default(null),
  /** To the subscriber and from the subscriber. */
  octetsIn: octets,
  octetsOut: octets,
})

export const takeTraffic = route({
  method: 'POST',
  path: '/api/usage/traffic',
  summary:
    'Take traffic that a collector has counted, by categories; it is added to what RADIUS has counted',
  access: 'usage.take',
  idempotent: true,
  body: z.object({
    agentId: id,
    records: z.array(trafficRecord).min(1).max(TRAFFIC_RECORDS_MAX),
  }),
  response: z.object({
    taken: z.number().int(),
    /** Of them without a category: no network of any category is theirs. */
    uncategorised: z.number().int(),
    unknownLogins: z.array(z.string()),
  }),
})
