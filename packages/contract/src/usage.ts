import { z } from 'zod'
import { route } from './route.ts'
import { id, instant, listQuery, page, text } from './values.ts'

/** Counters are seen from the subscriber: `octetsIn` is what came to them (download). */
export const session = z.object({
  id: z.string(),
  nasId: id,
  acctSessionId: z.string(),
  login: z.string(),
  accountId: id.nullable(),
  contractId: id.nullable(),
  startedAt: instant,
  updatedAt: instant,
  closedAt: instant.nullable(),
  cause: z.string().nullable(),
  address: z.string().nullable(),
  /** IPv6 of the link, and the prefix that the subscriber's router shares out. */
  framedPrefix: z.string().nullable(),
  delegatedPrefix: z.string().nullable(),
  callingStation: z.string(),
  nasPort: z.string(),
  octetsIn: z.string(),
  octetsOut: z.string(),
  sessionSeconds: z.number().int(),
  /** Kbit/s that a live session was told, 0 = unlimited; null where nobody knows. */
  speedDownKbps: z.number().int().nullable(),
  speedUpKbps: z.number().int().nullable(),
})
export type Session = z.output<typeof session>

export const listOpenSessions = route({
  method: 'GET',
  path: '/api/usage/sessions',
  summary: 'Live sessions, the newest first',
  access: 'usage.read',
  query: listQuery.extend({
    q: text(100).optional(),
    accountId: id.optional(),
    nasId: id.optional(),
  }),
  response: page(session),
})
export const listClosedSessions = route({
  method: 'GET',
  path: '/api/usage/closed-sessions',
  summary: 'Finished sessions, those that ended last first',
  access: 'usage.read',
  query: listQuery.extend({
    accountId: id.optional(),
    login: text(100).optional(),
    /** The address itself, or an IPv6 address inside a prefix that the session had. */
    address: z.ipv4().or(z.ipv6()).optional(),
    mac: text(100).optional(),
    nasId: id.optional(),
    /** When the session ended, half-open. */
    from: instant.optional(),
    until: instant.optional(),
  }),
  response: page(session),
})
