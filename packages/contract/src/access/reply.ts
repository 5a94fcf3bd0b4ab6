import { z } from 'zod'
import { REJECT_REASONS, speedCause } from '../access.ts'
import { attributeRow } from '../network/attributes.ts'
import { route } from '../route.ts'
import { id, idParams } from '../values.ts'

/** Whom a row is given to, from the most specific. */
export const ROW_LINKS = [
  'account',
  'category',
  'tariff',
  'account-group',
  'guests',
  'nas',
  'device-group',
  'agent',
  'everybody',
] as const
/** Why a session gets a service, the strongest first. */
const SERVICE_GROUNDS = ['bought', 'tariff', 'everybody', 'guest'] as const
/** Why a row gave way to another one of the same attribute. */
export const LOSS_REASONS = ['less-specific', 'fewer-links', 'older'] as const

/** Why the program itself puts an attribute into the answer. */
const ownReason = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('always') }),
  z.object({ kind: z.literal('account-mark') }),
  z.object({ kind: z.literal('account-network') }),
  z.object({ kind: z.literal('fixed-address') }),
  z.object({ kind: z.literal('pool-address') }),
  z.object({ kind: z.literal('pool-prefix') }),
  z.object({ kind: z.literal('interface-id') }),
  /** What the agent gives to guests. */
  z.object({ kind: z.literal('guest') }),
  z.object({ kind: z.literal('timer'), of: z.enum(['nas', 'agent']) }),
  z.object({ kind: z.literal('speed'), cause: speedCause }),
  /** A service within the session: bought, in the tariff, for everybody, or for guests. */
  z.object({ kind: z.literal('service'), title: z.string(), by: z.enum(SERVICE_GROUNDS) }),
  z.object({ kind: z.literal('rejection') }),
])
export type OwnReason = z.output<typeof ownReason>

const rowReason = z.object({
  kind: z.literal('row'),
  link: z.enum(ROW_LINKS),
  row: attributeRow,
})
/** A value that a row has and the answer has not: something to fill in is missing, or it cannot be written. */
const unsentValue = z.object({
  value: z.string(),
  /** The placeholder that there is nothing for now; null = the value does not fit the attribute. */
  missing: z.string().nullable(),
})
export const replyAttribute = z.object({
  name: z.string(),
  tag: z.number().int(),
  values: z.array(z.string()),
  why: z.discriminatedUnion('kind', [...ownReason.options, rowReason]),
  /** Rows of the same attribute that gave way, the most specific first. */
  beaten: z.array(z.object({ row: attributeRow, because: z.enum(LOSS_REASONS) })),
  /** What the program would have given, were there no row. */
  replaced: z.array(z.object({ value: z.string(), why: ownReason })),
  unsent: z.array(unsentValue),
})
export type ReplyAttribute = z.output<typeof replyAttribute>

export const replyPreview = z.object({
  packet: z.enum(['accept', 'reject']),
  /** Why the account would not be let in; null when it would. */
  reason: z.enum(REJECT_REASONS).nullable(),
  /** It would be let in as a guest, for that reason. */
  isGuest: z.boolean(),
  nas: z.object({ id, name: z.string(), dialect: z.string() }),
  /** A device other than those that are on-line is refused when all sessions are taken. */
  sessions: z.object({ open: z.number().int(), max: z.number().int() }),
  /** The account takes an address from the pool and has none yet: it gets one at the sign-in. */
  isAddressAhead: z.boolean(),
  /** The same for prefixes of IPv6. */
  arePrefixesAhead: z.boolean(),
  /** Where the account is bound, when its agent looks at lines. */
  line: z
    .object({
      words: z.string(),
      /** From elsewhere it is refused. */
      isChecked: z.boolean(),
      /** From there it needs no login. */
      isEnough: z.boolean(),
    })
    .nullable(),
  attributes: z.array(replyAttribute),
})
export type ReplyPreview = z.output<typeof replyPreview>
export const previewReply = route({
  method: 'GET',
  path: '/api/access/accounts/:id/reply',
  summary: 'What the account would get from an access server now, and why',
  access: 'access.read',
  params: idParams,
  query: z.object({ nasId: id }),
  response: replyPreview,
})
