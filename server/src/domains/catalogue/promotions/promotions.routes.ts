import * as contract from '@altyn/contract/catalogue/promotions'
import { parseAmount } from '@altyn/money'
import type { z } from 'zod'
import { answer } from '#platform/http/answer'
import { toApiMoney, toApiTime } from '#platform/http/api-values'
import { changePromotion, createPromotion, type GroupFinders } from './keep-promotions.ts'
import { type PromotionForm, type PromotionRow, selectPromotions } from './promotions.store.ts'

/** The routes of promotions; the process says who knows the groups that a promotion may name. */
export function promotionsRoutes(groups: GroupFinders) {
  return [
    answer(contract.listPromotions, async (ctx) => ({
      items: (await selectPromotions(ctx)).map(toApi),
    })),
    answer(contract.createPromotion, async (ctx, { body }) =>
      toApi(await createPromotion(ctx, toForm(body), groups)),
    ),
    answer(contract.changePromotion, async (ctx, { params, body, version }) => {
      const form = { ...toForm(body), id: params.id, version, isArchived: body.isArchived }
      return toApi(await changePromotion(ctx, form, groups))
    }),
  ]
}

type Body = z.output<(typeof contract.createPromotion)['body']>

function toForm({
  bonus,
  from,
  until,
  connectedFrom,
  connectedUntil,
  ...form
}: Body): PromotionForm {
  const dayOrNull = (text: string | null) => (text ? Temporal.PlainDate.from(text) : null)
  return {
    ...form,
    from: Temporal.PlainDate.from(from),
    until: dayOrNull(until),
    connectedFrom: dayOrNull(connectedFrom),
    connectedUntil: dayOrNull(connectedUntil),
    bonusMinor: parseAmount(bonus),
  }
}

function toApi({ bonusMinor, ...row }: PromotionRow): contract.Promotion {
  return {
    ...row,
    from: toApiTime(row.from),
    until: toApiTime(row.until),
    connectedFrom: toApiTime(row.connectedFrom),
    connectedUntil: toApiTime(row.connectedUntil),
    bonus: toApiMoney(bonusMinor),
    archivedAt: toApiTime(row.archivedAt),
  }
}
