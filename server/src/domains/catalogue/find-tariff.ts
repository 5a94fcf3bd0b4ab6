import type { Context } from '#platform/context'
import { Refusal } from '#platform/refusal'
import { selectTariffs, selectVersions, type TariffRow, type VersionRow } from './tariffs.store.ts'

export type Tariff = TariffRow & { versions: VersionRow[] }

export async function getTariff(ctx: Context, id: number): Promise<Tariff> {
  const tariff = (await findTariffs(ctx, [id])).get(id)
  if (!tariff) throw new Refusal('catalogue.tariff.not-found', { id })
  return tariff
}

/** Tariffs with all their versions, by id. */
export async function findTariffs(
  ctx: Context,
  ids: readonly number[],
): Promise<Map<number, Tariff>> {
  return withVersions(ctx, await selectTariffs(ctx, { ids }))
}

export async function listTariffs(
  ctx: Context,
  filter: { isArchived: boolean },
): Promise<Tariff[]> {
  return [...(await withVersions(ctx, await selectTariffs(ctx, filter))).values()]
}

async function withVersions(ctx: Context, tariffs: TariffRow[]): Promise<Map<number, Tariff>> {
  const versions = await selectVersions(
    ctx,
    tariffs.map(({ id }) => id),
  )
  const byTariff = Map.groupBy(versions, ({ tariffId }) => tariffId)
  return new Map(
    tariffs.map((tariff) => [tariff.id, { ...tariff, versions: byTariff.get(tariff.id) ?? [] }]),
  )
}
