import { z } from 'zod'
import { nas } from '../network.ts'
import { route } from '../route.ts'
import { id, idParams, instant } from '../values.ts'

/** `signature`: every Access-Request has Message-Authenticator; `proxy-state`: those with Proxy-State do. */
export const PROTECTION_RULES = ['signature', 'proxy-state'] as const
export type ProtectionRule = (typeof PROTECTION_RULES)[number]
/** A rule is safe when so many requests, over so many hours, would all have been believed. */
export const SAFE_REQUESTS = 100
export const SAFE_HOURS = 24

const count = z.number().int()
const sighting = z.object({ times: count, firstAt: instant, lastAt: instant })
const stretch = z.object({ requests: count, discarded: count })
/** From when until when a rule was in force. `rolledBack`: the system ended it, after so many were discarded. */
export const enforcement = z.object({
  id,
  rule: z.enum(PROTECTION_RULES),
  enforcedAt: instant,
  enforcedBy: z.string(),
  endedAt: instant.nullable(),
  endedBy: z.string().nullable(),
  rolledBack: stretch.nullable(),
})
export type Enforcement = z.output<typeof enforcement>

const seen = (what: string) => sighting.nullable().meta({ description: what })
export const nasProtection = z.object({
  nasId: id,
  lastContactAt: instant.nullable(),
  seen: z.object({
    request: seen('Access-Requests over UDP, taken or discarded'),
    unsigned: seen('without Message-Authenticator'),
    proxied: seen('with Proxy-State'),
    unsignedProxied: seen('with Proxy-State and without Message-Authenticator'),
    badlySigned: seen('signed with another secret'),
    discarded: seen('dropped because they were not signed'),
    tls: seen('over TLS, where nothing has to be signed'),
  }),
  rules: z.array(
    z.object({
      rule: z.enum(PROTECTION_RULES),
      isEnforced: z.boolean(),
      readiness: z.object({
        /** `unsafe`: a request that would be dropped came within a day. */
        state: z.enum(['safe', 'watching', 'unsafe']),
        /** Requests since the last that would be dropped, and since when that is. */
        requests: count,
        since: instant.nullable(),
      }),
      /** How it was enforced or ended last, as far as it is known. */
      latest: enforcement.nullable(),
      /** Until then the system takes it back by itself when it does harm. */
      probationUntil: instant.nullable(),
    }),
  ),
})
export type NasProtection = z.output<typeof nasProtection>

export const listProtection = route({
  method: 'GET',
  path: '/api/network/nas-protection',
  summary: 'What access servers send, and whether they may be held to signed requests',
  access: 'network.read',
  response: z.object({ items: z.array(nasProtection) }),
})
export const listEnforcements = route({
  method: 'GET',
  path: '/api/network/nas/:id/enforcements',
  summary: 'When requests of an access server had to be signed, the latest first',
  access: 'network.read',
  params: idParams,
  response: z.object({ items: z.array(enforcement) }),
})
const demand = z.object({ rule: z.enum(PROTECTION_RULES) })
export const enforceProtection = route({
  method: 'POST',
  path: '/api/network/nas/:id/enforce',
  summary: 'Drop unsigned requests of an access server; taken back within an hour if it does harm',
  access: 'network.change',
  versioned: true,
  params: idParams,
  body: demand,
  response: nas,
})
export const relaxProtection = route({
  method: 'POST',
  path: '/api/network/nas/:id/relax',
  summary: 'Answer unsigned requests of an access server again',
  access: 'network.change',
  versioned: true,
  params: idParams,
  body: demand,
  response: nas,
})
