import type { Context } from '#platform/context'
import { violates } from '#platform/database-errors'
import { Refusal, refuseField } from '#platform/refusal'
import { getPriceList, type PriceList } from './find-price-list.ts'
import { insertPriceList, updatePriceList } from './price-lists.store.ts'

/** Creates a price list without prices: they come by files. */
export async function createPriceList(
  ctx: Context,
  { name }: { name: string },
): Promise<PriceList> {
  try {
    return await getPriceList(ctx, await insertPriceList(ctx, name))
  } catch (error) {
    throw explained(error)
  }
}

/** Renames a price list, puts it into the archive or takes it out. Its versions stay in force. */
export async function changePriceList(
  ctx: Context,
  { id, version, ...form }: { id: number; version: number; name?: string; isArchived?: boolean },
): Promise<PriceList> {
  const list = await getPriceList(ctx, id)
  try {
    const isChanged = await updatePriceList(
      ctx,
      { id, version },
      {
        name: form.name,
        ...(form.isArchived !== undefined && {
          archived_at: form.isArchived ? (list.archivedAt ?? ctx.now()) : null,
        }),
      },
    )
    if (!isChanged) throw new Refusal('platform.version-mismatch')
  } catch (error) {
    throw explained(error)
  }
  return getPriceList(ctx, id)
}

function explained(error: unknown): unknown {
  return violates(error, 'price_lists_by_name')
    ? refuseField('catalogue.price-list-name-taken', 'name')
    : error
}
