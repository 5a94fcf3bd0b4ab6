import { z } from 'zod'
import { route } from '../route.ts'
import { idParams, instant, text } from '../values.ts'

/** In the order in which they are offered; the subscriber's device takes one. */
export const EAP_METHODS = ['peap', 'ttls', 'md5'] as const

/** Refused sign-ins that may be let in as guests. */
export const GUEST_REASONS = [
  'unknown-login',
  'wrong-password',
  'blocked-money',
  'blocked-staff',
  'blocked-own-wish',
  'switched-off',
  'account-closed',
  'no-tariff',
  'other-line',
  'line-unread',
  'unknown-line',
] as const
const speedKbps = z.coerce.number().int().min(0).max(100_000_000)

/** How a RADIUS agent lets subscribers in. */
export const radiusSettings = z.object({
  /** 802.1X: empty = only PAP, CHAP and MS-CHAP. PEAP and TTLS need a certificate. */
  eapMethods: z
    .array(z.enum(EAP_METHODS))
    .refine((methods) => new Set(methods).size === methods.length, 'method-twice')
    .default([]),
  /** `ivanova@provider.ru` and `PROVIDER\\ivanova` sign in as `ivanova`. */
  stripsRealm: z.boolean().default(false),
  /** A User-Name that is a MAC address of an account needs no password. */
  authenticatesByMac: z.boolean().default(false),
  /** The MAC address of the first sign-in becomes the account's. */
  learnsMac: z.boolean().default(false),
  /** An account that has MAC addresses is let in from these only. */
  checksMac: z.boolean().default(false),
  /** An account that is bound to a port or an ONU is let in from there only. */
  checksLine: z.boolean().default(false),
  /** Where the line is checked and cannot be read, a bound account is refused; else it is let in. */
  refusesUnreadLine: z.boolean().default(false),
  /** Who has no login that is known is the account that is bound to the line; no password is asked for. */
  authenticatesByLine: z.boolean().default(false),
  /** Where a server cannot change the speed of a live session, the session begins anew. */
  restartsOnSpeedChange: z.boolean().default(true),
  /** When a device opens a new session at a server, its older one there is ended at once. */
  lastAuthOnly: z.boolean().default(false),
  /** Who is let in as a guest though it has no access; none = everybody is refused. */
  admitsGuests: z
    .array(z.enum(GUEST_REASONS))
    .refine((reasons) => new Set(reasons).size === reasons.length, 'reason-twice')
    .default([]),
  /** A guest gets its address from a pool of the server's own, not from segments for guests. */
  guestsWithoutAddress: z.boolean().default(false),
  /** Kbit/s, 0 = unlimited; null = the server is told no speed. */
  guestSpeed: z.object({ downKbps: speedKbps, upKbps: speedKbps }).nullable().default(null),
  /** Short, so that whoever has paid gets out soon also where the server takes no Disconnect. */
  guestSessionSeconds: z.coerce.number().int().min(60).max(86_400).default(600),
  /** A fixed address that stands in a live session is not given to another device. */
  checksFixedAddress: z.boolean().default(false),
  /** Traffic of sessions that go on while the account is blocked is kept and not charged. */
  ignoresBlockedTraffic: z.boolean().default(false),
})
export type RadiusSettings = z.output<typeof radiusSettings>

/** What 802.1X peers check. The key is never shown. */
export const agentCertificate = z.object({
  subject: z.string(),
  issuer: z.string(),
  names: z.string(),
  validFrom: instant,
  validUntil: instant,
  /** SHA-256, in hexadecimal. */
  fingerprint: z.string(),
})
export type AgentCertificate = z.output<typeof agentCertificate>

const pem = (max: number) => z.string().trim().min(1).max(max)
export const putCertificate = route({
  method: 'PUT',
  path: '/api/network/agents/:id/certificate',
  summary: 'Give an agent the certificate and key that 802.1X peers check',
  access: 'network.change',
  versioned: true,
  params: idParams,
  body: z.object({
    /** PEM: the certificate itself, then those above it. */
    certificate: pem(100_000),
    /** PEM, sealed here; a passphrase opens it once. */
    key: pem(20_000),
    passphrase: text(200).default(''),
  }),
  response: agentCertificate,
})
