import { dayOf } from '#platform/clock'
import type { Context } from '#platform/context'
import { violates } from '#platform/database-errors'
import { tell } from '#platform/outbox'
import { Refusal, refuseField } from '#platform/refusal'
import { getDefaultOperator, refuseClosedDay } from '../settings/index.ts'
import { getTariff, type Tariff } from './find-tariff.ts'
import { selectKnownWords } from './known-words.store.ts'
import { type Audience, faultOfTerms, type Terms } from './rules/tariff-version.ts'
import { unknownIn } from './rules/unknown-words.ts'
import { suitsFamily, type TariffFamily } from './rules/usage-terms.ts'
import { selectServiceClasses } from './service-classes.store.ts'
import { deleteLastVersion, insertTariff, insertVersion, updateTariff } from './tariffs.store.ts'

type Draft = Terms & { from: Temporal.PlainDate }

/** Creates a tariff and publishes its first version. */
export async function createTariff(
  ctx: Context,
  form: Draft & { name: string; family: TariffFamily; serviceClass: string },
): Promise<Tariff> {
  const { name, family, serviceClass, ...version } = form
  await refuseUnsound(ctx, family, form)
  const known = (await selectServiceClasses(ctx)).find(({ code }) => code === serviceClass)
  if (!known || known.archivedAt) {
    throw refuseField('catalogue.unknown-service-class', 'serviceClass')
  }
  if (!known.families.includes(family)) {
    throw refuseField('catalogue.class-not-for-family', 'serviceClass', { name: known.nameRu })
  }
  try {
    const id = await insertTariff(ctx, {
      name,
      family,
      serviceClassId: known.id,
      currency: 'RUB',
    })
    await insertVersion(ctx, id, { ...version, audience: 'everybody', number: 1 })
    return await getTariff(ctx, id)
  } catch (error) {
    throw explained(error)
  }
}

/**
 * Publishes the next version of a tariff from a day on, for all accounts or for those that take the
 * tariff from then on. What is published stays: the new version must begin after the last one does.
 */
export async function publishTariffVersion(
  ctx: Context,
  { id, version, ...terms }: Draft & { id: number; version: number; audience: Audience },
): Promise<Tariff> {
  const tariff = await getTariff(ctx, id)
  await refuseUnsound(ctx, tariff.family, terms)
  const last = tariff.versions.at(-1)
  if (last && Temporal.PlainDate.compare(terms.from, last.from) <= 0) {
    throw refuseField('catalogue.version-too-early', 'from', { after: last.from.toString() })
  }
  await refuseClosedDay(ctx, terms.from, 'from')
  await claim(ctx, id, version)
  await insertVersion(ctx, id, { ...terms, number: (last?.number ?? 0) + 1 })
  await tell(ctx, 'catalogue.tariff-changed', { tariffId: id, since: terms.from.toString() })
  return getTariff(ctx, id)
}

/** Takes the last version back while it has not begun: nobody was charged by it yet. */
export async function withdrawTariffVersion(
  ctx: Context,
  { id, version }: { id: number; version: number },
): Promise<Tariff> {
  const tariff = await getTariff(ctx, id)
  const last = tariff.versions.at(-1)
  const today = dayOf(ctx.now(), (await getDefaultOperator(ctx)).time_zone)
  if (!last || last.number === 1 || Temporal.PlainDate.compare(last.from, today) <= 0) {
    throw new Refusal('catalogue.version-has-begun')
  }
  await claim(ctx, id, version)
  await deleteLastVersion(ctx, id, last.number)
  await tell(ctx, 'catalogue.tariff-changed', { tariffId: id })
  return getTariff(ctx, id)
}

async function claim(ctx: Context, id: number, version: number): Promise<void> {
  if (!(await updateTariff(ctx, id, version, {}))) throw new Refusal('platform.version-mismatch')
}

/** Renames a tariff, hides it from the lists of assignment, or puts it into the archive. */
export async function changeTariff(
  ctx: Context,
  {
    id,
    version,
    ...form
  }: { id: number; version: number; name?: string; isHidden?: boolean; isArchived?: boolean },
): Promise<Tariff> {
  const tariff = await getTariff(ctx, id)
  try {
    const isChanged = await updateTariff(ctx, id, version, {
      name: form.name,
      is_hidden: form.isHidden,
      ...(form.isArchived !== undefined && {
        archived_at: form.isArchived ? (tariff.archivedAt ?? ctx.now()) : null,
      }),
    })
    if (!isChanged) throw new Refusal('platform.version-mismatch')
  } catch (error) {
    throw explained(error)
  }
  await tell(ctx, 'catalogue.tariff-changed', { tariffId: id })
  return getTariff(ctx, id)
}

async function refuseUnsound(ctx: Context, family: TariffFamily, terms: Terms): Promise<void> {
  const fault = faultOfTerms(terms)
  if (fault) throw refuseField(fault.code, fault.field)
  if (!suitsFamily(family, terms.usage)) throw refuseField('catalogue.usage-not-of-family', 'usage')
  const unknown = unknownIn(terms, await selectKnownWords(ctx))
  if (unknown) throw refuseField(unknown.code, unknown.field)
}

function explained(error: unknown): unknown {
  return violates(error, 'tariffs_by_name')
    ? refuseField('catalogue.tariff-name-taken', 'name')
    : error
}
