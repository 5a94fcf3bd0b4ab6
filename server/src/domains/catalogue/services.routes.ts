import * as contract from '@altyn/contract/catalogue/services'
import { parseAmount } from '@altyn/money'
import type { Context } from '#platform/context'
import { answer } from '#platform/http/answer'
import { toApiMoney, toApiTime } from '#platform/http/api-values'
import { getService, listServices, type Service } from './find-service.ts'
import { changeService, createService, publishServiceVersion } from './publish-service.ts'
import { readToday } from './read-today.ts'
import type { ServiceTerms } from './rules/service-version.ts'
import type { ServiceVersionRow } from './services.store.ts'

export const serviceRoutes = [
  answer(contract.listServices, async (ctx, { query }) => {
    const today = await readToday(ctx)
    const services = await listServices(ctx, { isArchived: query.archived === 'yes' })
    return { items: services.map((service) => toApiService(service, today)) }
  }),
  answer(contract.readService, async (ctx, { params }) =>
    toApiServiceCard(ctx, await getService(ctx, params.id)),
  ),
  answer(contract.createService, async (ctx, { body }) => {
    const { from, ...form } = body
    const draft = { ...form, ...toTerms(body), from: Temporal.PlainDate.from(from) }
    return toApiServiceCard(ctx, await createService(ctx, draft))
  }),
  answer(contract.changeService, async (ctx, { params, body, version }) =>
    toApiServiceCard(ctx, await changeService(ctx, { ...body, id: params.id, version })),
  ),
  answer(contract.publishServiceVersion, async (ctx, { params, body, version }) => {
    const from = Temporal.PlainDate.from(body.from)
    const draft = { ...toTerms(body), id: params.id, version, from }
    return toApiServiceCard(ctx, await publishServiceVersion(ctx, draft))
  }),
]

type Amounts = Record<'price' | 'activation' | 'promoPrice' | 'exitFee', string>
type Body = Amounts & { blockFees: Record<'money' | 'staff' | 'own-wish', string> } & Omit<
    ServiceTerms,
    'priceMinor' | 'activationMinor' | 'promoPriceMinor' | 'exitFeeMinor' | 'blockFees'
  >

function toTerms(body: Body): ServiceTerms {
  const { blockFees } = body
  return {
    priceMinor: parseAmount(body.price),
    activationMinor: parseAmount(body.activation),
    firstPeriod: body.firstPeriod,
    lastPeriod: body.lastPeriod,
    promoDays: body.promoDays,
    promoPriceMinor: parseAmount(body.promoPrice),
    termMonthsMin: body.termMonthsMin,
    exitFeeMinor: parseAmount(body.exitFee),
    blockFees: {
      money: parseAmount(blockFees.money),
      staff: parseAmount(blockFees.staff),
      'own-wish': parseAmount(blockFees['own-wish']),
    },
    quantityDiscounts: body.quantityDiscounts,
    turbo: body.turbo,
  }
}

function toApiService(service: Service, today: Temporal.PlainDate): contract.Service {
  const { versions, archivedAt, ...row } = service
  const current = versions.findLast(({ from }) => Temporal.PlainDate.compare(from, today) <= 0)
  return {
    ...row,
    archivedAt: toApiTime(archivedAt),
    current: current ? toApiVersion(current, service.currency) : null,
  }
}

async function toApiServiceCard(ctx: Context, service: Service) {
  return {
    ...toApiService(service, await readToday(ctx)),
    versions: service.versions.map((version) => toApiVersion(version, service.currency)),
  }
}

function toApiVersion(row: ServiceVersionRow, currency: string): contract.ServiceVersion {
  const money = (minor: bigint) => toApiMoney(minor, currency)
  return {
    number: row.number,
    from: toApiTime(row.from),
    until: toApiTime(row.until),
    price: money(row.priceMinor),
    activation: money(row.activationMinor),
    firstPeriod: row.firstPeriod,
    lastPeriod: row.lastPeriod,
    promoDays: row.promoDays,
    promoPrice: money(row.promoPriceMinor),
    termMonthsMin: row.termMonthsMin,
    exitFee: money(row.exitFeeMinor),
    blockFees: {
      money: money(row.blockFees.money),
      staff: money(row.blockFees.staff),
      'own-wish': money(row.blockFees['own-wish']),
    },
    quantityDiscounts: row.quantityDiscounts,
    turbo: row.turbo,
    publishedAt: toApiTime(row.publishedAt),
    publishedBy: row.publishedBy,
  }
}
