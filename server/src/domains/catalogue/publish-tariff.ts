import type { Context } from '#platform/context'
import { violates } from '#platform/database-errors'
import { tell } from '#platform/outbox'
import { Refusal, refuseField } from '#platform/refusal'
import { getTariff, type Tariff } from './find-tariff.ts'
import { isCoherent, type Terms } from './rules/tariff-version.ts'
import { insertTariff, insertVersion, selectServiceClasses, updateTariff } from './tariffs.store.ts'

/** Creates a tariff and publishes its first version. */
export async function createTariff(
  ctx: Context,
  form: Terms & { name: string; serviceClass: string; from: Temporal.PlainDate },
): Promise<Tariff> {
  const { name, serviceClass, ...version } = form
  refuseIncoherent(form)
  const known = (await selectServiceClasses(ctx)).find(({ code }) => code === serviceClass)
  if (!known) throw refuseField('catalogue.unknown-service-class', 'serviceClass')
  try {
    const id = await insertTariff(ctx, { name, serviceClassId: known.id, currency: 'RUB' })
    await insertVersion(ctx, id, { ...version, number: 1 })
    return await getTariff(ctx, id)
  } catch (error) {
    throw explained(error)
  }
}

/**
 * Publishes the next version of a tariff from a day on. What is published stays: the new version
 * must begin after the last one does.
 */
export async function publishTariffVersion(
  ctx: Context,
  { id, version, ...terms }: Terms & { id: number; version: number; from: Temporal.PlainDate },
): Promise<Tariff> {
  refuseIncoherent(terms)
  const tariff = await getTariff(ctx, id)
  const last = tariff.versions.at(-1)
  if (last && Temporal.PlainDate.compare(terms.from, last.from) <= 0) {
    throw refuseField('catalogue.version-too-early', 'from', { after: last.from.toString() })
  }
  if (!(await updateTariff(ctx, id, version, {}))) throw new Refusal('platform.version-mismatch')
  await insertVersion(ctx, id, { ...terms, number: (last?.number ?? 0) + 1 })
  await tell(ctx, 'catalogue.tariff-changed', { tariffId: id })
  return getTariff(ctx, id)
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

function refuseIncoherent(terms: Terms): void {
  if (!isCoherent(terms)) throw refuseField('catalogue.daily-fee-in-advance', 'feeCharged')
}

function explained(error: unknown): unknown {
  return violates(error, 'tariffs_by_name')
    ? refuseField('catalogue.tariff-name-taken', 'name')
    : error
}
