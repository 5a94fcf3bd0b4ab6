import { z } from 'zod'
import { route } from '../route.ts'
import { id, instant, requiredText } from '../values.ts'

export const promotionUse = z.object({
  promotionId: id,
  name: z.string(),
  usedAt: instant,
  author: z.string(),
})
export const redeemCode = route({
  method: 'POST',
  path: '/api/charging/accounts/:accountId/promo-code',
  summary: 'Give an account what a promo code promises, once',
  access: 'accounts.terms',
  params: z.object({ accountId: id }),
  body: z.object({ code: requiredText(40) }),
  response: promotionUse,
})
