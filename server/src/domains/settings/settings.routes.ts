import * as contract from '@altyn/contract/settings'
import { answer } from '#platform/http/answer'
import { toApiTime } from '#platform/http/api-values'
import { changeOperator } from './change-operator.ts'
import { closePeriod, reopenPeriod } from './close-period.ts'
import { selectOperators, selectVatRates } from './operators.store.ts'
import { selectPeriodClosings } from './periods.store.ts'
import type { OperatorRow } from './rules/operator.ts'

export const settingsRoutes = [
  answer(contract.listOperators, async (ctx) => ({
    items: (await selectOperators(ctx)).map(toApiOperator),
  })),
  answer(contract.changeOperator, async (ctx, { params, body, version }) => {
    const change = {
      name: body.name,
      time_zone: body.timeZone,
      requisites: body.requisites,
      contract_number_template: body.contractNumberTemplate,
      invoice_number_template: body.invoiceNumberTemplate,
    }
    return toApiOperator(await changeOperator(ctx, { id: params.id, version, change }))
  }),
  answer(contract.listPeriods, async (ctx) => {
    const closings = await selectPeriodClosings(ctx)
    return {
      openFrom: toApiTime(closings[0]?.openFrom),
      history: closings.map((row) => ({
        ...row,
        openFrom: toApiTime(row.openFrom),
        closedAt: toApiTime(row.closedAt),
      })),
    }
  }),
  answer(contract.closePeriod, async (ctx, { body }) => {
    await closePeriod(ctx, { ...body, month: Temporal.PlainYearMonth.from(body.month) })
    return { ok: true as const }
  }),
  answer(contract.reopenPeriod, async (ctx, { body }) => {
    await reopenPeriod(ctx, { ...body, month: Temporal.PlainYearMonth.from(body.month) })
    return { ok: true as const }
  }),
  answer(contract.listVatRates, async (ctx) => ({
    items: (await selectVatRates(ctx)).map((rate) => ({
      from: toApiTime(rate.from),
      until: toApiTime(rate.until),
      rateBasisPoints: rate.rateBasisPoints,
    })),
  })),
]

function toApiOperator(row: OperatorRow): contract.Operator {
  return {
    id: row.id,
    name: row.name,
    isDefault: row.is_default,
    timeZone: row.time_zone,
    currency: row.currency,
    requisites: contract.storedRequisites.parse(row.requisites),
    contractNumberTemplate: row.contract_number_template,
    invoiceNumberTemplate: row.invoice_number_template,
    version: row.version,
  }
}
