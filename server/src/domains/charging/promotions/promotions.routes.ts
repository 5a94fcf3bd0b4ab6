import * as contract from '@altyn/contract/charging/promotions'
import { answer } from '#platform/http/answer'
import { toApiTime } from '#platform/http/api-values'
import { redeemCode } from './apply-promotions.ts'

export const promoCodeRoutes = [
  answer(contract.redeemCode, async (ctx, { params, body }) => {
    const { id, name } = await redeemCode(ctx, { ...params, ...body })
    return { promotionId: id, name, usedAt: toApiTime(ctx.now()), author: ctx.actor.name }
  }),
]
