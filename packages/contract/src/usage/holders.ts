import { z } from 'zod'
import { route } from '../route.ts'
import { id, instant, longId, text } from '../values.ts'
import { LEASE_ENDS } from './dhcp-leases.ts'

export const HOLDER_SOURCES = [
  'session',
  'dhcp-lease',
  'nat-block',
  'lease',
  'fixed-address',
  'network',
] as const
export const HOLDER_CERTAINTIES = ['sure', 'likely', 'possible'] as const
/** Why one is held to have had the address, and no more than that. */
export const HOLDER_REASONS = [
  'only-holder',
  'latest-of-several',
  'earlier-of-several',
  'silent',
  'assigned-online',
  'assigned-only',
  'leased',
  'inside-unknown',
] as const
export const NAT_RECORDS_MAX = 2000

/** Servers that listen on both families write IPv4 as `::ffff:192.0.2.1` (RFC 4291 §2.5.5.2). */
const plain = z
  .string()
  .trim()
  .transform((address) => address.replace(/^::ffff:(?=\d+\.)/i, ''))
const ipAddress = plain.pipe(z.ipv4().or(z.ipv6()))
const port = z.coerce.number().int().min(0).max(65_535)

/** One who may have had the address, with what tells so. */
export const holder = z.object({
  foundBy: z.enum(HOLDER_SOURCES),
  certainty: z.enum(HOLDER_CERTAINTIES),
  reason: z.enum(HOLDER_REASONS),
  accountId: id.nullable(),
  contractId: id.nullable(),
  login: z.string(),
  /** Who held the contract at the moment, not who holds it now. */
  subscriberId: id.nullable(),
  subscriberName: z.string(),
  contractNumber: z.string(),
  /** The prefix or network that the address lies in; null where the address itself is told. */
  network: z.string().nullable(),
  from: instant,
  until: instant.nullable(),
  session: z
    .object({
      id: longId,
      acctSessionId: z.string(),
      /** Let in as a guest: the account is the one whose login was proved, if any. */
      isGuest: z.boolean(),
      nasId: id,
      callingStation: z.string(),
      nasPort: z.string(),
      startedAt: instant,
      /** The last report of a live session, the end of a finished one. */
      updatedAt: instant,
      closedAt: instant.nullable(),
      cause: z.string().nullable(),
    })
    .nullable(),
  /** By which device the address was held, where a DHCP server told it. */
  dhcp: z
    .object({
      agentId: id,
      mac: z.string(),
      line: z.string(),
      isGuest: z.boolean(),
      endReason: z.enum(LEASE_ENDS).nullable(),
    })
    .nullable(),
  natBlock: z
    .object({
      firstPort: z.number().int(),
      lastPort: z.number().int(),
      inside: z.string().nullable(),
      device: z.string(),
      from: instant,
      until: instant.nullable(),
    })
    .nullable(),
})
export type Holder = z.output<typeof holder>

/** A question about a person: it is a POST so that the audit tells who asked it. */
export const findAddressHolders = route({
  method: 'POST',
  path: '/api/usage/address-holders',
  summary:
    'Who had an address at a moment, the surest first; each question is written to the audit',
  access: 'usage.investigate',
  body: z.object({
    address: ipAddress,
    /** Of a public address that many share. */
    port: port.optional(),
    /** Now, unless told. */
    at: instant.optional(),
  }),
  response: z.object({
    address: z.string(),
    port: z.number().int().nullable(),
    at: instant,
    holders: z.array(holder),
    /** Blocks of ports of the address at the moment: without a port nobody can be named. */
    natBlocks: z.number().int(),
  }),
})
export type AddressHolders = z.output<typeof findAddressHolders.response>

/** A block of ports given out. With an end alone it ends the block that is open. */
export const natRecord = z
  .object({
    /** Translation has IPv4 at its public side, whatever is behind it (RFC 6888, RFC 6333). */
    address: plain.pipe(z.ipv4()),
    firstPort: port,
    lastPort: port,
    inside: ipAddress.nullable().default(null),
    accountId: id.nullable().default(null),
    device: text(63).default(''),
    from: instant.nullable().default(null),
    until: instant.nullable().default(null),
  })
  .refine(({ firstPort, lastPort }) => firstPort <= lastPort, {
    path: ['lastPort'],
    message: 'after-first',
  })
  .refine(({ from, until }) => from !== null || until !== null, {
    path: ['from'],
    message: 'required',
  })
  .refine(({ from, until }) => !from || !until || isBefore(from, until), {
    path: ['until'],
    message: 'after-from',
  })
  .refine(({ from, inside, accountId }) => !from || inside !== null || accountId !== null, {
    path: ['inside'],
    message: 'required',
  })

function isBefore(from: string, until: string): boolean {
  return Temporal.Instant.compare(from, until) < 0
}

export const takeNatBlocks = route({
  method: 'POST',
  path: '/api/usage/nat-blocks',
  summary:
    'Take blocks of ports that translation gave out; a repeat adds nothing, a later end closes an open block',
  access: 'usage.take',
  idempotent: true,
  body: z.object({ records: z.array(natRecord).min(1).max(NAT_RECORDS_MAX) }),
  response: z.object({
    /** Blocks that were new. */
    taken: z.number().int(),
    /** Open blocks that have ended. */
    ended: z.number().int(),
    /** What was known already. */
    repeats: z.number().int(),
    /** Places in the batch of what is not taken: the block is known with another holder or end. */
    contradicting: z.array(z.number().int()),
    /** Ends of blocks that are not known to be open. */
    endsOfNothing: z.array(z.number().int()),
  }),
})
