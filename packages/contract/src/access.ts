import { z } from 'zod'
import { SPEED_PERIODS } from './catalogue/terms.ts'
import { route } from './route.ts'
import { id, instant, listQuery, longIdParams, page, text } from './values.ts'

export const REJECT_REASONS = [
  'unknown-login',
  'wrong-password',
  'no-password-method',
  'blocked-money',
  'blocked-staff',
  'blocked-own-wish',
  'switched-off',
  'account-closed',
  'no-tariff',
  'too-many-sessions',
  'no-free-address',
  'eap-failed',
  'other-station',
  'no-guest-address',
  'address-in-session',
  'station-barred',
  'other-line',
  'line-unread',
  'unknown-line',
  'shared-line',
] as const

export const rejection = z.object({
  id: z.string(),
  at: instant,
  nasId: id.nullable(),
  login: z.string(),
  accountId: id.nullable(),
  reason: z.enum(REJECT_REASONS),
  callingStation: z.string(),
  /** The line that it came by, and the one that its account is expected from; empty where not told. */
  line: z.string(),
  expectedLine: z.string(),
})
export type Rejection = z.output<typeof rejection>
export const listRejections = route({
  method: 'GET',
  path: '/api/access/rejections',
  summary: 'Why sign-ins were refused, the newest first',
  access: 'access.read',
  query: listQuery.extend({ accountId: id.optional(), q: text(100).optional() }),
  response: page(rejection),
})

/** Why the speed of an account is what it is now. */
export const speedCause = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('tariff') }),
  z.object({ kind: z.literal('band'), band: z.string() }),
  z.object({
    kind: z.literal('volume'),
    fromMegabytes: z.number().int(),
    period: z.enum(SPEED_PERIODS),
  }),
  z.object({ kind: z.literal('turbo'), until: instant }),
])
export type SpeedCause = z.output<typeof speedCause>

export const COMMAND_OUTCOMES = [
  'acknowledged',
  'refused',
  'no-answer',
  'no-address',
  'ignored',
  'called-off',
] as const
export const command = z.object({
  id: z.string(),
  kind: z.enum(['disconnect', 'change-speed', 'probe', 'start-service', 'end-service']),
  sessionId: z.string(),
  nasId: id,
  accountId: id.nullable(),
  login: z.string(),
  reason: z.string(),
  askedAt: instant,
  askedBy: z.string(),
  attempts: z.number().int(),
  outcome: z.enum(COMMAND_OUTCOMES).nullable(),
  errorCause: z.number().int().nullable(),
  answeredAt: instant.nullable(),
  /** Kbit/s that the server was told last, 0 = unlimited; null for a Disconnect. */
  speedDownKbps: z.number().int().nullable(),
  speedUpKbps: z.number().int().nullable(),
  /** The service within the session that is activated or ended, by its name at the server; null of other commands. */
  serviceName: z.string().nullable(),
})
export type Command = z.output<typeof command>
export const listCommands = route({
  method: 'GET',
  path: '/api/access/commands',
  summary: 'Disconnects and speed changes sent to the network',
  access: 'access.read',
  query: listQuery.extend({ accountId: id.optional() }),
  response: page(command),
})
export const disconnectSession = route({
  method: 'POST',
  path: '/api/access/sessions/:id/disconnect',
  summary: 'Order the access server to end a live session',
  access: 'access.disconnect',
  params: longIdParams,
  response: command,
})
