import type { Context } from '#platform/context'
import { selectPriceVersions } from './price-lists.store.ts'
import { insertPriceDifferences } from './price-rows.store.ts'

/** Keeps what a stage changes against the last version of its list, and names that version. */
export async function compareWithLast(
  ctx: Context,
  { id, priceListId }: { id: number; priceListId: number },
): Promise<number | null> {
  const last = (await selectPriceVersions(ctx, [priceListId])).at(-1)
  await insertPriceDifferences(ctx, { stageId: id, baseStageId: last?.stageId ?? null })
  return last?.number ?? null
}
