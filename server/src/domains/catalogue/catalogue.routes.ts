import * as contract from '@altyn/contract/catalogue'
import { parseAmount } from '@altyn/money'
import { dayOf } from '#platform/clock'
import type { Context } from '#platform/context'
import { answer } from '#platform/http/answer'
import { toApiMoney, toApiTime } from '#platform/http/api-values'
import { getDefaultOperator } from '../settings/index.ts'
import { getTariff, listTariffs, type Tariff } from './find-tariff.ts'
import { changeTariff, createTariff, publishTariffVersion } from './publish-tariff.ts'
import { type Terms, versionOn } from './rules/tariff-version.ts'
import { selectServiceClasses, type VersionRow } from './tariffs.store.ts'

export const catalogueRoutes = [
  answer(contract.listServiceClasses, async (ctx) => ({ items: await selectServiceClasses(ctx) })),
  answer(contract.listTariffs, async (ctx, { query }) => {
    const today = await readToday(ctx)
    const tariffs = await listTariffs(ctx, { isArchived: query.archived === 'yes' })
    return { items: tariffs.map((tariff) => toApiTariff(tariff, today)) }
  }),
  answer(contract.readTariff, async (ctx, { params }) =>
    toApiTariffCard(ctx, await getTariff(ctx, params.id)),
  ),
  answer(contract.createTariff, async (ctx, { body }) => {
    const { name, serviceClass, from } = body
    const form = { ...toTerms(body), name, serviceClass, from: Temporal.PlainDate.from(from) }
    return toApiTariffCard(ctx, await createTariff(ctx, form))
  }),
  answer(contract.changeTariff, async (ctx, { params, body, version }) =>
    toApiTariffCard(ctx, await changeTariff(ctx, { ...body, id: params.id, version })),
  ),
  answer(contract.publishTariffVersion, async (ctx, { params, body, version }) => {
    const from = Temporal.PlainDate.from(body.from)
    const terms = { ...toTerms(body), id: params.id, version, from }
    return toApiTariffCard(ctx, await publishTariffVersion(ctx, terms))
  }),
]

async function readToday(ctx: Context): Promise<Temporal.PlainDate> {
  return dayOf(ctx.now(), (await getDefaultOperator(ctx)).time_zone)
}

function toTerms(body: Omit<Terms, 'feeMinor'> & { fee: string }): Terms {
  return {
    feeMinor: parseAmount(body.fee),
    feePeriod: body.feePeriod,
    feeCharged: body.feeCharged,
    blockPolicy: body.blockPolicy,
    speedDownKbps: body.speedDownKbps,
    speedUpKbps: body.speedUpKbps,
  }
}

function toApiTariff(tariff: Tariff, today: Temporal.PlainDate): contract.Tariff {
  const current = versionOn(tariff.versions, today)
  return {
    id: tariff.id,
    name: tariff.name,
    serviceClass: tariff.serviceClass,
    currency: tariff.currency,
    isHidden: tariff.isHidden,
    archivedAt: toApiTime(tariff.archivedAt),
    version: tariff.version,
    current: current ? toApiVersion(current, tariff.currency) : null,
  }
}

async function toApiTariffCard(ctx: Context, tariff: Tariff) {
  return {
    ...toApiTariff(tariff, await readToday(ctx)),
    versions: tariff.versions.map((version) => toApiVersion(version, tariff.currency)),
  }
}

function toApiVersion(version: VersionRow, currency: string): contract.TariffVersion {
  return {
    number: version.number,
    from: toApiTime(version.from),
    until: toApiTime(version.until),
    fee: toApiMoney(version.feeMinor, currency),
    feePeriod: version.feePeriod,
    feeCharged: version.feeCharged,
    blockPolicy: version.blockPolicy,
    speedDownKbps: version.speedDownKbps,
    speedUpKbps: version.speedUpKbps,
    publishedAt: toApiTime(version.publishedAt),
    publishedBy: version.publishedBy,
  }
}
