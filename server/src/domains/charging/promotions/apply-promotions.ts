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
import {
  findOpenPromotions,
  fitsPromotion,
  isMetOn,
  type Occasion,
  type Promotion,
  type Standing,
} from '../../catalogue/index.ts'
import { bonusesCode, firstOpenDay, post, walletCode } from '../../ledger/index.ts'
import { getContract } from '../../subscribers/index.ts'
import { claimUse } from './promotion-uses.store.ts'
import { readStandings } from './read-standings.ts'

/**
 * Gives accounts what promotions without a code promise to those who fit, once each. Who came into
 * a group or to an address gets only what asks for one.
 */
export async function applyPromotions(
  ctx: Context,
  accountIds: readonly number[],
  occasion: Occasion,
): Promise<void> {
  const today = await readToday(ctx)
  const open = await findOpenPromotions(ctx, { day: today, code: '' })
  const promotions = open.filter((promotion) => isMetOn(promotion, occasion))
  if (promotions.length === 0) return
  const accounts = await findAccounts(ctx, { ids: accountIds })
  const standings = await readStandings(ctx, accounts)
  for (const account of accounts) {
    if (account.closedAt) continue
    for (const promotion of promotions) {
      if (fits(promotion, standings.get(account.id), today)) await give(ctx, account, promotion)
    }
  }
}

/** Gives an account what a promo code promises, once; says why it does not. */
export async function redeemCode(
  ctx: Context,
  { accountId, code }: { accountId: number; code: string },
): Promise<Promotion> {
  const account = await getAccount(ctx, accountId)
  const today = await readToday(ctx)
  const [promotion] = await findOpenPromotions(ctx, { day: today, code })
  if (!promotion) throw refuseField('charging.unknown-promo-code', 'code')
  const standing = (await readStandings(ctx, [account])).get(accountId)
  if (account.closedAt || !fits(promotion, standing, today)) {
    throw refuseField('charging.promotion-does-not-fit', 'code', { name: promotion.name })
  }
  if (!(await give(ctx, account, promotion))) {
    throw new Refusal('charging.promotion-used', { name: promotion.name })
  }
  return promotion
}

function fits(
  promotion: Promotion,
  standing: Standing | undefined,
  today: Temporal.PlainDate,
): boolean {
  return standing !== undefined && fitsPromotion(promotion, standing, today)
}

async function give(ctx: Context, account: Account, promotion: Promotion): Promise<boolean> {
  const { id: accountId, contractId } = account
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
