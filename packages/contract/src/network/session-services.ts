import { z } from 'zod'
import { route } from '../route.ts'
import { done, editOf, id, idParams, instant, requiredText, text, version } from '../values.ts'

/** Whose traffic is what is counted for the service: the session's own, a category's, or nobody's. */
export const SERVICE_COUNTINGS = ['session', 'category', 'nothing'] as const
const LINKS_MAX = 500
const KBPS_MAX = 100_000_000

const kbps = z.coerce.number().int().min(0).max(KBPS_MAX)

export const sessionServiceForm = z.object({
  /** As the access server knows it, letter case included: `INET`, `inet(50m,100m)`. */
  name: z
    .string()
    .trim()
    .min(1, 'required')
    .max(64)
    .regex(/^[!-~]*$/, 'server-name'),
  /** What it is, for people. */
  title: requiredText(100),
  /** At the servers of one agent; null = of all. */
  agentId: id.nullable().default(null),
  counting: z.enum(SERVICE_COUNTINGS).default('session'),
  /** The code of the category that its traffic goes to. */
  category: text(40).nullable().default(null),
  /** What it gives, for people: the server has its own definition. 0 = unlimited. */
  speed: z.object({ downKbps: kbps, upKbps: kbps }).nullable().default(null),
  /** Of services with one slot a session gets one. */
  slot: text(40).default(''),
  /** Every account with access gets it. */
  isForAll: z.boolean().default(false),
  /** Whoever is let in as a guest gets it. */
  isForGuests: z.boolean().default(false),
  /** Accounts on these tariffs get it. */
  tariffIds: z.array(id).max(LINKS_MAX).default([]),
  /** Accounts that have one of these services of the catalogue get it. */
  serviceIds: z.array(id).max(LINKS_MAX).default([]),
  note: text(500).default(''),
})
const link = z.object({ id, name: z.string() })
export const sessionService = z.object({
  ...sessionServiceForm.shape,
  id,
  agentName: z.string().nullable(),
  tariffs: z.array(link),
  services: z.array(link),
  archivedAt: instant.nullable(),
  version,
})
export type SessionService = z.output<typeof sessionService>

export const listSessionServices = route({
  method: 'GET',
  path: '/api/network/session-services',
  summary: 'Services that access servers give within sessions, also those in the archive',
  access: 'network.read',
  response: z.object({ items: z.array(sessionService) }),
})
export const createSessionService = route({
  method: 'POST',
  path: '/api/network/session-services',
  summary: 'Describe a service of sessions: its name at the server, who gets it and how it counts',
  access: 'network.change',
  body: sessionServiceForm,
  response: sessionService,
})
export const changeSessionService = route({
  method: 'PATCH',
  path: '/api/network/session-services/:id',
  summary: 'Change a service of sessions; live sessions follow',
  access: 'network.change',
  versioned: true,
  params: idParams,
  body: editOf(sessionServiceForm),
  response: sessionService,
})
export const archiveSessionService = route({
  method: 'POST',
  path: '/api/network/session-services/:id/archive',
  summary: 'Give a service to no session any more; what was counted for it stays',
  access: 'network.change',
  versioned: true,
  params: idParams,
  response: done,
})
export const restoreSessionService = route({
  method: 'POST',
  path: '/api/network/session-services/:id/restore',
  summary: 'Take a service of sessions back from the archive',
  access: 'network.change',
  versioned: true,
  params: idParams,
  response: sessionService,
})
