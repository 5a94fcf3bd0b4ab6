import * as contract from '@altyn/contract/charging/preview'
import { answer } from '#platform/http/answer'
import { toApiMoney, toApiTime } from '#platform/http/api-values'
import { toTerms } from '../catalogue/index.ts'
import { readTermsEffect } from './effect-of-terms.ts'
import { fromDayNumber, toDayNumber } from './rules/day-number.ts'
import { previewTerms } from './rules/preview-terms.ts'

export const previewRoutes = [
  answer(contract.previewTerms, async (_ctx, { body }) => {
    const connectedOn = toDayNumber(Temporal.PlainDate.from(body.connectedOn))
    const months = previewTerms(toTerms(body.terms), connectedOn, body.months)
    return {
      months: months.map(({ from, until, chargedOn, amountMinor, ...rest }) => ({
        ...rest,
        from: toApiTime(fromDayNumber(Math.max(from, connectedOn))),
        until: toApiTime(fromDayNumber(until)),
        chargedOn: toApiTime(fromDayNumber(chargedOn)),
        amount: toApiMoney(amountMinor),
      })),
    }
  }),
  answer(contract.readTermsEffect, async (ctx, { params, body }) => {
    const { month, beforeMinor, afterMinor, dearer, cheaper, ...rest } = await readTermsEffect(
      ctx,
      {
        tariffId: params.id,
        terms: toTerms(body.terms),
        from: Temporal.PlainDate.from(body.from),
        audience: body.audience,
      },
    )
    const toSide = ({ count, differenceMinor }: typeof dearer) => ({
      count,
      difference: toApiMoney(differenceMinor),
    })
    return {
      ...rest,
      month: toApiTime(month),
      before: toApiMoney(beforeMinor),
      after: toApiMoney(afterMinor),
      dearer: toSide(dearer),
      cheaper: toSide(cheaper),
    }
  }),
]
