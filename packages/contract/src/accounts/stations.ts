import { z } from 'zod'
import { route } from '../route.ts'
import { id, idParams, instant } from '../values.ts'

/** Six octets, however they are written. */
export const macText = z
  .string()
  .transform((text) => text.replaceAll(/[^0-9A-Fa-f]/g, '').toLowerCase())
  .pipe(z.string().regex(/^[0-9a-f]{12}$/, 'mac'))
  .transform((digits) => digits.replace(/(..)(?=.)/g, '$1:'))

export const station = z.object({
  id,
  accountId: id,
  mac: z.string(),
  from: instant,
  until: instant.nullable(),
  source: z.enum(['staff', 'learned']),
  author: z.string(),
})
export type Station = z.output<typeof station>

export const listStations = route({
  method: 'GET',
  path: '/api/accounts/:id/stations',
  summary: 'MAC addresses that an account has and had, the present ones first',
  access: 'accounts.read',
  params: idParams,
  response: z.object({ items: z.array(station) }),
})
export const bindStation = route({
  method: 'POST',
  path: '/api/accounts/:id/stations',
  summary: 'Give a MAC address to an account from now on',
  access: 'accounts.change',
  params: idParams,
  body: z.object({ mac: macText }),
  response: station,
})
export const releaseStation = route({
  method: 'POST',
  path: '/api/accounts/stations/:id/release',
  summary: 'Take a MAC address from its account from now on',
  access: 'accounts.change',
  params: idParams,
  response: station,
})
