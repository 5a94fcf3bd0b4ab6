import type { Context } from '#platform/context'
import { violates } from '#platform/database-errors'
import { Refusal, refuseField } from '#platform/refusal'
import { getService } from '../find-service.ts'
import {
  findPromotion,
  insertPromotion,
  type PromotionForm,
  type PromotionRow,
  updatePromotion,
} from './promotions.store.ts'

/** Starts a promotion. Accounts that fit get what it gives when they are opened or change tariff. */
export async function createPromotion(ctx: Context, form: PromotionForm): Promise<PromotionRow> {
  await refuseUnsound(ctx, form)
  try {
    const id = await insertPromotion(ctx, form)
    return await getPromotion(ctx, id)
  } catch (error) {
    throw explained(error)
  }
}

/** Changes a promotion for those who take it from now on, or archives it. What was given stays. */
export async function changePromotion(
  ctx: Context,
  form: PromotionForm & { id: number; version: number; isArchived: boolean },
): Promise<PromotionRow> {
  await getPromotion(ctx, form.id)
  await refuseUnsound(ctx, form)
  try {
    if (!(await updatePromotion(ctx, form))) throw new Refusal('platform.version-mismatch')
  } catch (error) {
    throw explained(error)
  }
  return getPromotion(ctx, form.id)
}

async function getPromotion(ctx: Context, id: number): Promise<PromotionRow> {
  const promotion = await findPromotion(ctx, id)
  if (!promotion) throw new Refusal('catalogue.promotion.not-found', { id })
  return promotion
}

async function refuseUnsound(ctx: Context, { giftServiceId }: PromotionForm): Promise<void> {
  if (giftServiceId === null) return
  const service = await getService(ctx, giftServiceId)
  if (service.kind === 'one-off') throw refuseField('catalogue.gift-is-one-off', 'giftServiceId')
}

function explained(error: unknown): unknown {
  return violates(error, 'promotions_by_code')
    ? refuseField('catalogue.promo-code-taken', 'promoCode')
    : error
}
