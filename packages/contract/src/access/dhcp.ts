import { z } from 'zod'
import { REJECT_REASONS } from '../access.ts'
import { MAC_ADDRESS } from '../network/devices.ts'
import { ID_BYTES_MAX } from '../network/lines/sub-option.ts'
import { route } from '../route.ts'
import { instant } from '../values.ts'

export const LEASE_NEWS_MAX = 500
export const LEASE_NEWS = ['assigned', 'renewed', 'released', 'expired'] as const

/** Octets of a sub-option as hexadecimal digits, with or without `0x` and colons. */
const idDigits = z
  .string()
  .trim()
  .transform((digits) => digits.replace(/^0x/i, '').replaceAll(':', '').toLowerCase())
  .pipe(
    z
      .string()
      .regex(/^([0-9a-f]{2})*$/, 'hex')
      .max(2 * ID_BYTES_MAX),
  )
  .default('')
const anyAddress = z.ipv4().nullable().default(null)
const asker = z.object({
  mac: z.string().trim().regex(MAC_ADDRESS, 'mac'),
  /** Sub-options 1 and 2 of option 82, where a relay or a switch has added them. */
  circuitId: idDigits,
  remoteId: idDigits,
})

export const selectDhcpAddress = route({
  method: 'POST',
  path: '/api/access/dhcp/select',
  summary: 'Which address a device gets: asked by a DHCP server with the key of its agent',
  access: 'access.dhcp',
  isUnrecorded: true,
  body: asker.extend({
    /** The address of the relay (giaddr): only segments that lie there are given. */
    relayAddress: anyAddress,
    requestedAddress: anyAddress,
  }),
  response: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('address'),
      address: z.string(),
      mask: z.string(),
      prefixLength: z.number().int(),
      gateway: z.string().nullable(),
      dns: z.array(z.string()),
      leaseSeconds: z.number().int(),
      /** A segment for guests: it may reach what a guest may. */
      isGuest: z.boolean(),
      /** It is the one that was asked for; another one is to be refused (DHCPNAK). */
      isRequested: z.boolean(),
    }),
    z.object({ kind: z.literal('refused'), reason: z.enum(REJECT_REASONS) }),
  ]),
})
export type DhcpAnswer = z.output<typeof selectDhcpAddress.response>

export const takeLeaseNews = route({
  method: 'POST',
  path: '/api/access/dhcp/leases',
  summary: 'Take what a DHCP server did with addresses; told again, nothing changes',
  access: 'access.dhcp',
  isUnrecorded: true,
  body: z.object({
    news: z
      .array(
        asker.extend({
          event: z.enum(LEASE_NEWS),
          address: z.ipv4(),
          /** From the event on. */
          leaseSeconds: z.coerce.number().int().min(1).max(31_536_000).default(3600),
          /** When it happened; now, unless told. */
          at: instant.nullable().default(null),
        }),
      )
      .min(1)
      .max(LEASE_NEWS_MAX),
  }),
  response: z.object({
    /** Leases that began, went on and ended by these news. */
    begun: z.number().int(),
    renewed: z.number().int(),
    ended: z.number().int(),
    /** Known already, or ends of leases that nobody has. */
    repeats: z.number().int(),
  }),
})
