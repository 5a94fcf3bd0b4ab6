import { z } from 'zod'
import { route } from '../route.ts'
import { id, idParams, instant, listQuery, page, requiredText } from '../values.ts'

export const EMERGENCY_HOURS_MAX = 168

/** A time in which money is not asked for. */
export const emergency = z.object({
  id,
  from: instant,
  /** It ends by itself then, or has ended. */
  until: instant,
  isOn: z.boolean(),
  reason: z.string(),
  author: z.string(),
  endedBy: z.string().nullable(),
  /** Accounts without money that were let in meanwhile. */
  accountsCount: z.number().int(),
})
export type Emergency = z.output<typeof emergency>

export const listEmergencies = route({
  method: 'GET',
  path: '/api/access/emergencies',
  summary: 'Times in which money was not asked for, the latest first',
  access: 'access.read',
  response: z.object({ items: z.array(emergency) }),
})
export const declareEmergency = route({
  method: 'POST',
  path: '/api/access/emergencies',
  summary: 'Stop asking for money for some hours: who has none is let in and not cut off',
  access: 'access.emergency',
  body: z.object({
    hours: z.coerce.number().int().min(1).max(EMERGENCY_HOURS_MAX),
    reason: requiredText(500),
  }),
  response: emergency,
})
export const endEmergency = route({
  method: 'POST',
  path: '/api/access/emergencies/:id/end',
  summary: 'Ask for money again at once',
  access: 'access.emergency',
  params: idParams,
  response: emergency,
})

export const leniency = z.object({
  accountId: id,
  contractId: id,
  login: z.string(),
  firstAt: instant,
  lastAt: instant,
  times: z.number().int(),
})
export type Leniency = z.output<typeof leniency>
export const listLeniencies = route({
  method: 'GET',
  path: '/api/access/emergencies/:id/leniencies',
  summary: 'Who was let in without money',
  access: 'access.read',
  params: idParams,
  query: listQuery,
  response: page(leniency),
})
