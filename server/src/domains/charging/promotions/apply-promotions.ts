import { dayOf } from '#platform/clock'
import type { Context } from '#platform/context'
import { tell } from '#platform/outbox'
import { Refusal, refuseField } from '#platform/refusal'
import {
  type Account,
  agreeTerm,
  assignService,
  findAccounts,
  getAccount,
  readToday,
} from '../../accounts/index.ts'
import { findOpenPromotions, fitsPromotion, type Promotion } from '../../catalogue/index.ts'
import { bonusesCode, firstOpenDay, post, walletCode } from '../../ledger/index.ts'
import { getDefaultOperator } from '../../settings/index.ts'
import { getContract } from '../../subscribers/index.ts'
import { claimUse } from './promotion-uses.store.ts'

/** Gives accounts what promotions without a code promise to those who fit, once each. */
export async function applyPromotions(ctx: Context, accountIds: readonly number[]): Promise<void> {
  const promotions = await findOpenPromotions(ctx, { day: await readToday(ctx), code: '' })
  if (promotions.length === 0) return
  for (const account of await findAccounts(ctx, { ids: accountIds })) {
    if (account.closedAt) continue
    for (const promotion of promotions) await give(ctx, account, promotion)
  }
}

/** Gives an account what a promo code promises, once; says why it does not. */
export async function redeemCode(
  ctx: Context,
  { accountId, code }: { accountId: number; code: string },
): Promise<Promotion> {
  const account = await getAccount(ctx, accountId)
  const [promotion] = await findOpenPromotions(ctx, { day: await readToday(ctx), code })
  if (!promotion) throw refuseField('charging.unknown-promo-code', 'code')
  if (account.closedAt || !(await fits(ctx, account, promotion))) {
    throw refuseField('charging.promotion-does-not-fit', 'code', { name: promotion.name })
  }
  if (!(await give(ctx, account, promotion))) {
    throw new Refusal('charging.promotion-used', { name: promotion.name })
  }
  return promotion
}

async function fits(ctx: Context, account: Account, promotion: Promotion): Promise<boolean> {
  const timeZone = (await getDefaultOperator(ctx)).time_zone
  const openedOn = dayOf(account.openedAt, timeZone)
  return fitsPromotion(promotion, { ...account, openedOn }, await readToday(ctx))
}

async function give(ctx: Context, account: Account, promotion: Promotion): Promise<boolean> {
  const { id: accountId, contractId } = account
  if (!(await fits(ctx, account, promotion))) return false
  if (!(await claimUse(ctx, { promotionId: promotion.id, accountId, contractId }))) return false
  if (promotion.discountBasisPoints > 0) await giveDiscount(ctx, accountId, promotion)
  if (promotion.giftServiceId !== null) await giveService(ctx, accountId, promotion)
  if (promotion.bonusMinor > 0n) await giveBonus(ctx, account, promotion)
  await tell(ctx, 'charging.promotion-given', {
    promotionId: promotion.id,
    accountIds: [accountId],
    contractIds: [contractId],
  })
  return true
}

async function giveDiscount(ctx: Context, accountId: number, promotion: Promotion): Promise<void> {
  const from = await readToday(ctx)
  const { discountMonths, priority, isStacking, name } = promotion
  await agreeTerm(ctx, {
    accountId,
    assignedServiceId: null,
    kind: 'percent',
    amount: BigInt(promotion.discountBasisPoints),
    from,
    until: discountMonths === null ? null : from.add({ months: discountMonths }),
    priority,
    isStacking,
    title: name,
    source: `promotion:${promotion.id}`,
  })
}

/** The service for nothing over its months; it ends with them. */
async function giveService(ctx: Context, accountId: number, promotion: Promotion): Promise<void> {
  const from = await readToday(ctx)
  const until = from.add({ months: promotion.giftMonths ?? 1 })
  const serviceId = promotion.giftServiceId ?? 0
  const order = { accountId, serviceId, quantity: 1, from, until, plan: null }
  const { id: assignedServiceId } = await assignService(ctx, { ...order, comment: promotion.name })
  await agreeTerm(ctx, {
    accountId,
    assignedServiceId,
    kind: 'own-price',
    amount: 0n,
    from,
    until,
    priority: promotion.priority,
    isStacking: true,
    title: promotion.name,
    source: `promotion:${promotion.id}`,
  })
}

async function giveBonus(
  ctx: Context,
  { id: accountId, contractId }: Account,
  promotion: Promotion,
): Promise<void> {
  const contract = await getContract(ctx, contractId)
  await post(ctx, [
    {
      key: `promotion:${promotion.id}:${accountId}`,
      kind: 'bonus',
      day: await firstOpenDay(ctx, await readToday(ctx)),
      from: bonusesCode(contract.operatorId),
      to: walletCode(contractId),
      amountMinor: promotion.bonusMinor,
      contractId,
      accountId,
      title: promotion.name,
      explanation: { kind: 'bonus', promotionId: promotion.id },
    },
  ])
}
