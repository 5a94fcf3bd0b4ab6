import { isDeepStrictEqual } from 'node:util'
import type { Context } from '#platform/context'
import { violates } from '#platform/database-errors'
import { tell } from '#platform/outbox'
import { Refusal, refuseField } from '#platform/refusal'
import {
  type BandForm,
  type BandRow,
  insertTimeBand,
  isBandNamed,
  selectTimeBands,
  updateBandOrder,
  updateTimeBand,
} from './time-bands.store.ts'

/** Adds a band of time after the others. */
export async function createTimeBand(
  ctx: Context,
  form: BandForm & { code: string },
): Promise<BandRow> {
  try {
    const id = await insertTimeBand(ctx, form)
    await tell(ctx, 'catalogue.hours-changed', {})
    return await getBand(ctx, id)
  } catch (error) {
    throw violates(error, 'time_bands_code_key')
      ? refuseField('catalogue.band-code-taken', 'code')
      : error
  }
}

/**
 * Changes the names of a band, or archives it. Its hours can be changed until a published tariff or
 * price list names it: what was counted by them must come out the same when it is counted again.
 */
export async function changeTimeBand(
  ctx: Context,
  form: BandForm & { id: number; version: number; isArchived: boolean },
): Promise<BandRow> {
  const band = await getBand(ctx, form.id)
  const isOtherwise = !isDeepStrictEqual(band.intervals, form.intervals)
  if (isOtherwise && (await isBandNamed(ctx, band.code))) {
    throw refuseField('catalogue.band-in-use', 'intervals', { name: band.nameRu })
  }
  if (!(await updateTimeBand(ctx, form))) throw new Refusal('platform.version-mismatch')
  await tell(ctx, 'catalogue.hours-changed', {})
  return getBand(ctx, form.id)
}

/** Puts the bands into another order: the first that covers an instant is its band. */
export async function orderTimeBands(ctx: Context, ids: readonly number[]): Promise<BandRow[]> {
  for (const id of ids) await getBand(ctx, id)
  await updateBandOrder(ctx, ids)
  await tell(ctx, 'catalogue.hours-changed', {})
  return selectTimeBands(ctx)
}

async function getBand(ctx: Context, id: number): Promise<BandRow> {
  const band = (await selectTimeBands(ctx)).find((row) => row.id === id)
  if (!band) throw new Refusal('catalogue.time-band.not-found', { id })
  return band
}
