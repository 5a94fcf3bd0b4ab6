import type { Context } from '#platform/context'
import { violates } from '#platform/database-errors'
import { Refusal, refuseField } from '#platform/refusal'
import { getService } from '../find-service.ts'
import { findTariffs } from '../find-tariff.ts'
import {
  findPromotion,
  insertPromotion,
  type PromotionForm,
  type PromotionRow,
  updatePromotion,
} from './promotions.store.ts'

type FindIds = (ctx: Context, ids: readonly number[]) => Promise<readonly number[]>
/** Who knows which groups there are: they live where this domain does not look. */
export type GroupFinders = { accountGroups: FindIds; contractGroups: FindIds }

/**
 * Starts a promotion. Accounts that fit get what it gives when they are opened, change tariff, come
 * into a group or to an address that it names. Refuses tariffs, groups and gifts that are not there.
 */
export async function createPromotion(
  ctx: Context,
  form: PromotionForm,
  groups: GroupFinders,
): Promise<PromotionRow> {
  await refuseUnsound(ctx, form)
  await refuseUnknownWhom(ctx, form, groups)
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
  groups: GroupFinders,
): Promise<PromotionRow> {
  await getPromotion(ctx, form.id)
  await refuseUnsound(ctx, form)
  await refuseUnknownWhom(ctx, form, groups)
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

/** A condition that names what is not there would never be met. */
async function refuseUnknownWhom(
  ctx: Context,
  { tariffIds, accountGroupIds, contractGroupIds }: PromotionForm,
  { accountGroups, contractGroups }: GroupFinders,
): Promise<void> {
  const tariffs = await findTariffs(ctx, tariffIds)
  if (tariffIds.some((id) => !tariffs.has(id))) {
    throw refuseField('catalogue.promotion-of-unknown-tariff', 'tariffIds')
  }
  const ofAccounts = await accountGroups(ctx, accountGroupIds)
  if (accountGroupIds.some((id) => !ofAccounts.includes(id))) {
    throw refuseField('catalogue.promotion-of-unknown-group', 'accountGroupIds')
  }
  const ofContracts = await contractGroups(ctx, contractGroupIds)
  if (contractGroupIds.some((id) => !ofContracts.includes(id))) {
    throw refuseField('catalogue.promotion-of-unknown-group', 'contractGroupIds')
  }
}

function explained(error: unknown): unknown {
  return violates(error, 'promotions_by_code')
    ? refuseField('catalogue.promo-code-taken', 'promoCode')
    : error
}
