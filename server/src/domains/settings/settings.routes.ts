import * as contract from '@altyn/contract/settings'
import { answer } from '#platform/http/answer'
import { toApiTime } from '#platform/http/api-values'
import { changeOperator } from './change-operator.ts'
import { selectOperators, selectVatRates } from './operators.store.ts'
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
