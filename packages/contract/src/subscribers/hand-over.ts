import { z } from 'zod'
import { route } from '../route.ts'
import { done, id, idParams, instant, requiredText } from '../values.ts'

export const handOverContract = route({
  method: 'POST',
  path: '/api/subscribers/contracts/:id/hand-over',
  summary: 'Register a contract to another subscriber from now on; documents issued before stay',
  access: 'subscribers.hand-over',
  versioned: true,
  params: idParams,
  body: z.object({ subscriberId: id, reason: requiredText(500) }),
  response: done,
})
export const listFormerHolders = route({
  method: 'GET',
  path: '/api/subscribers/contracts/:id/former-holders',
  summary: 'Whose contract it was before, the latest first',
  access: 'subscribers.read',
  params: idParams,
  response: z.object({
    items: z.array(
      z.object({
        subscriberId: id,
        subscriberName: z.string(),
        until: instant,
        reason: z.string(),
        author: z.string(),
      }),
    ),
  }),
})
