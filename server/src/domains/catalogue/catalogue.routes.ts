import * as contract from '@altyn/contract/catalogue'
import type { termsForm } from '@altyn/contract/catalogue/terms'
import { parseAmount } from '@altyn/money'
import type { z } from 'zod'
import type { Context } from '#platform/context'
import { answer } from '#platform/http/answer'
import { toApiMoney, toApiTime } from '#platform/http/api-values'
import { getTariff, listTariffs, type Tariff } from './find-tariff.ts'
import { changeServiceClass, createServiceClass } from './keep-service-classes.ts'
import {
  changeTariff,
  createTariff,
  publishTariffVersion,
  withdrawTariffVersion,
} from './publish-tariff.ts'
import { readToday } from './read-today.ts'
import { type Terms, versionOn } from './rules/tariff-version.ts'
import { type ServiceClassRow, selectServiceClasses } from './service-classes.store.ts'
import type { VersionRow } from './tariffs.store.ts'

export const catalogueRoutes = [
  answer(contract.listServiceClasses, async (ctx) => ({
    items: (await selectServiceClasses(ctx)).map(toApiClass),
  })),
  answer(contract.createServiceClass, async (ctx, { body }) =>
    toApiClass(await createServiceClass(ctx, body)),
  ),
  answer(contract.changeServiceClass, async (ctx, { params, body, version }) =>
    toApiClass(await changeServiceClass(ctx, { ...body, id: params.id, version })),
  ),
  answer(contract.listTariffs, async (ctx, { query }) => {
    const today = await readToday(ctx)
    const tariffs = await listTariffs(ctx, { isArchived: query.archived === 'yes' })
    return { items: tariffs.map((tariff) => toApiTariff(tariff, today)) }
  }),
  answer(contract.readTariff, async (ctx, { params }) =>
    toApiTariffCard(ctx, await getTariff(ctx, params.id)),
  ),
  answer(contract.createTariff, async (ctx, { body }) => {
    const { name, family, serviceClass, from, ...terms } = body
    const start = Temporal.PlainDate.from(from)
    const form = { ...toTerms(terms), name, family, serviceClass, from: start }
    return toApiTariffCard(ctx, await createTariff(ctx, form))
  }),
  answer(contract.changeTariff, async (ctx, { params, body, version }) =>
    toApiTariffCard(ctx, await changeTariff(ctx, { ...body, id: params.id, version })),
  ),
  answer(contract.publishTariffVersion, async (ctx, { params, body, version }) => {
    const { audience, from, ...terms } = body
    const start = Temporal.PlainDate.from(from)
    const draft = { ...toTerms(terms), id: params.id, version, audience, from: start }
    return toApiTariffCard(ctx, await publishTariffVersion(ctx, draft))
  }),
  answer(contract.withdrawTariffVersion, async (ctx, { params, version }) =>
    toApiTariffCard(ctx, await withdrawTariffVersion(ctx, { id: params.id, version })),
  ),
]

type TermsBody = z.output<typeof termsForm>

function toApiClass(row: ServiceClassRow): contract.ServiceClass {
  return { ...row, archivedAt: toApiTime(row.archivedAt) }
}

/** Terms as they come through the API. */
export function toTerms(body: TermsBody): Terms {
  const { fee, blockFees, ...terms } = body
  return {
    ...terms,
    feeMinor: parseAmount(fee),
    blockFees: {
      money: parseAmount(blockFees.money),
      staff: parseAmount(blockFees.staff),
      'own-wish': parseAmount(blockFees['own-wish']),
    },
  }
}

function toApiTariff(tariff: Tariff, today: Temporal.PlainDate): contract.Tariff {
  const current = versionOn(tariff.versions, today)
  return {
    id: tariff.id,
    name: tariff.name,
    family: tariff.family,
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

function toApiVersion(row: VersionRow, currency: string): contract.TariffVersion {
  const { feeMinor, blockFees, tariffId: _, from, until, publishedAt, ...terms } = row
  const money = (minor: bigint) => toApiMoney(minor, currency)
  return {
    ...terms,
    from: toApiTime(from),
    until: toApiTime(until),
    publishedAt: toApiTime(publishedAt),
    fee: money(feeMinor),
    blockFees: {
      money: money(blockFees.money),
      staff: money(blockFees.staff),
      'own-wish': money(blockFees['own-wish']),
    },
  }
}
