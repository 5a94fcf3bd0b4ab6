import { z } from 'zod'
import { route } from '../route.ts'
import { idParams, instant, text } from '../values.ts'

/** In the order in which they are offered; the subscriber's device takes one. */
export const EAP_METHODS = ['peap', 'ttls', 'md5'] as const

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
  /** Where a server cannot change the speed of a live session, the session begins anew. */
  restartsOnSpeedChange: z.boolean().default(true),
  /** When a device opens a new session at a server, its older one there is ended at once. */
  lastAuthOnly: z.boolean().default(false),
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
