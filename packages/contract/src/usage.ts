import { z } from 'zod'
import { route } from './route.ts'
import { flag, id, instant, listQuery, longIdParams, page, text } from './values.ts'

/** Live; in doubt since a newer one, since it is silent, or since its server was asked about it; over. */
export const SESSION_STATES = ['live', 'suspected', 'silent', 'probed', 'closed'] as const

/** Counters are seen from the subscriber: `octetsIn` is what came to them (download). */
export const session = z.object({
  id: z.string(),
  nasId: id,
  acctSessionId: z.string(),
  login: z.string(),
  accountId: id.nullable(),
  contractId: id.nullable(),
  /** Let in though it has no access: nobody's session, which nobody pays for. */
  isGuest: z.boolean(),
  /** Whose login a guest came by, where that was proved. */
  guestAccountId: id.nullable(),
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
  /** The line that it came by, where option 82 was read. */
  line: z.string(),
  octetsIn: z.string(),
  octetsOut: z.string(),
  sessionSeconds: z.number().int(),
  /** Kbit/s that a live session was told, 0 = unlimited; null where nobody knows. */
  speedDownKbps: z.number().int().nullable(),
  speedUpKbps: z.number().int().nullable(),
  state: z.enum(SESSION_STATES),
  /** How often its server was told to report, in seconds; null where nobody knows, and when it is over. */
  promisedSeconds: z.number().int().nullable(),
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
    /** Only sessions that may be over. */
    inDoubt: flag.optional(),
    isGuest: flag.optional(),
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
    isGuest: flag.optional(),
    /** When the session ended, half-open. */
    from: instant.optional(),
    until: instant.optional(),
  }),
  response: page(session),
})

/** Why a session was doubted, ended or taken back. */
export const sessionEvidence = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('silent'),
    at: instant,
    silentSeconds: z.number().int(),
    promisedSeconds: z.number().int(),
  }),
  z.object({
    kind: z.literal('newer'),
    at: instant,
    by: z.enum(['station', 'port']),
    login: z.string(),
    /** When the newer session of the same device began. */
    startedAt: instant,
  }),
  z.object({ kind: z.literal('heard-again'), at: instant, silentSeconds: z.number().int() }),
  z.object({ kind: z.literal('confirmed'), at: instant }),
  z.object({ kind: z.literal('gone'), at: instant }),
  z.object({ kind: z.literal('ended'), at: instant }),
  z.object({ kind: z.literal('refused'), at: instant, errorCause: z.number().int().nullable() }),
  z.object({ kind: z.literal('reopened'), at: instant, cause: z.string() }),
  z.object({
    kind: z.literal('counters-reset'),
    at: instant,
    /** Up to where everything was counted when the server began to count anew. */
    octetsIn: z.string(),
    octetsOut: z.string(),
  }),
])
export type SessionEvidence = z.output<typeof sessionEvidence>
export const listSessionEvidence = route({
  method: 'GET',
  path: '/api/usage/sessions/:id/evidence',
  summary: 'Why a session, live or finished, was doubted, ended or taken back, the latest first',
  access: 'usage.read',
  params: longIdParams,
  response: z.object({ items: z.array(sessionEvidence) }),
})
