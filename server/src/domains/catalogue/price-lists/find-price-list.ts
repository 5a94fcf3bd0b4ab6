import type { Context } from '#platform/context'
import { Refusal } from '#platform/refusal'
import { readToday } from '../read-today.ts'
import {
  type PriceListRow,
  type PriceVersionRow,
  selectPriceLists,
  selectPriceVersions,
} from './price-lists.store.ts'

export type PriceList = PriceListRow & { versions: PriceVersionRow[] }

export async function getPriceList(ctx: Context, id: number): Promise<PriceList> {
  const [list] = await withVersions(ctx, await selectPriceLists(ctx, { id }))
  if (!list) throw new Refusal('catalogue.price-list.not-found', { id })
  return list
}

export async function listPriceLists(
  ctx: Context,
  filter: { isArchived: boolean },
): Promise<PriceList[]> {
  return withVersions(ctx, await selectPriceLists(ctx, filter))
}

/** The version in force on a day; undefined before the first one begins. */
export function priceVersionOn(
  { versions }: PriceList,
  day: Temporal.PlainDate,
): PriceVersionRow | undefined {
  return versions.findLast(({ from }) => Temporal.PlainDate.compare(from, day) <= 0)
}

/** The stage whose rows are a version, that of today unless named; null when none has begun. */
export async function stageOfRows(
  ctx: Context,
  { id, number }: { id: number; number: number | undefined },
): Promise<number | null> {
  const list = await getPriceList(ctx, id)
  if (number === undefined) return priceVersionOn(list, await readToday(ctx))?.stageId ?? null
  const version = list.versions.find((one) => one.number === number)
  if (!version) throw new Refusal('catalogue.price-version.not-found', { number })
  return version.stageId
}

async function withVersions(ctx: Context, lists: PriceListRow[]): Promise<PriceList[]> {
  const versions = await selectPriceVersions(
    ctx,
    lists.map(({ id }) => id),
  )
  const byList = Map.groupBy(versions, ({ priceListId }) => priceListId)
  return lists.map((list) => ({ ...list, versions: byList.get(list.id) ?? [] }))
}
