import { z } from 'zod'
import { SERVICE_COUNTINGS } from '../network/session-services.ts'
import { route } from '../route.ts'
import { id, instant, longIdParams } from '../values.ts'

/** Told to the server, which has counted nothing for it; on; over. */
export const PART_STATES = ['told', 'on', 'over'] as const

/** A service within a session, with what its server counts for it. Counters are seen from the subscriber. */
export const sessionPart = z.object({
  /** Null of a service that was told and not heard of. */
  id: z.string().nullable(),
  /** As the server knows it. */
  name: z.string(),
  /** What it is called here; empty of one that nobody has described. */
  title: z.string(),
  sessionServiceId: id.nullable(),
  state: z.enum(PART_STATES),
  counting: z.enum(SERVICE_COUNTINGS),
  category: z.string().nullable(),
  startedAt: instant.nullable(),
  updatedAt: instant.nullable(),
  endedAt: instant.nullable(),
  octetsIn: z.string(),
  octetsOut: z.string(),
})
export type SessionPart = z.output<typeof sessionPart>

export const listSessionParts = route({
  method: 'GET',
  path: '/api/usage/sessions/:id/parts',
  summary: 'Services within a session, live or finished, with their counters, the newest first',
  access: 'usage.read',
  params: longIdParams,
  response: z.object({ items: z.array(sessionPart) }),
})
