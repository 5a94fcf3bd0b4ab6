import { isDeepStrictEqual } from 'node:util'
import type { Context } from '#platform/context'
import { violates } from '#platform/database-errors'
import { tell } from '#platform/outbox'
import { Refusal, refuseField } from '#platform/refusal'
import { canMeet } from '../rules/time-band.ts'
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
  if (!isDeepStrictEqual(band.intervals, form.intervals)) {
    if (await isBandNamed(ctx, band.code)) {
      throw refuseField('catalogue.band-in-use', 'intervals', { name: band.nameRu })
    }
    await refuseToTakeHours(ctx, band, { ...band, intervals: form.intervals })
  }
  if (!(await updateTimeBand(ctx, form))) throw new Refusal('platform.version-mismatch')
  await tell(ctx, 'catalogue.hours-changed', {})
  return getBand(ctx, form.id)
}

/**
 * Puts the bands into another order: the first that covers an instant is its band. Of two that share
 * hours the order stays once published prices name one of them, for the same reason as hours do.
 */
export async function orderTimeBands(ctx: Context, ids: readonly number[]): Promise<BandRow[]> {
  for (const id of ids) await getBand(ctx, id)
  const before = await selectTimeBands(ctx)
  await updateBandOrder(ctx, ids)
  await refuseToSwap(ctx, before, await selectTimeBands(ctx))
  await tell(ctx, 'catalogue.hours-changed', {})
  return selectTimeBands(ctx)
}

/** A band that nothing names takes no hours from a later one that prices go by. */
async function refuseToTakeHours(ctx: Context, band: BandRow, wanted: BandRow): Promise<void> {
  const bands = await selectTimeBands(ctx)
  const later = bands.slice(bands.findIndex(({ id }) => id === band.id) + 1)
  for (const one of later) {
    if (!canMeet(band, one) && !canMeet(wanted, one)) continue
    if (!(await isBandNamed(ctx, one.code))) continue
    throw refuseField('catalogue.band-takes-hours', 'intervals', { name: one.nameRu })
  }
}

async function refuseToSwap(
  ctx: Context,
  before: readonly BandRow[],
  after: readonly BandRow[],
): Promise<void> {
  const placeOf = new Map(after.map(({ id }, place) => [id, place]))
  for (const [place, first] of before.entries()) {
    for (const second of before.slice(place + 1)) {
      const isSwapped = (placeOf.get(second.id) ?? 0) < (placeOf.get(first.id) ?? 0)
      if (!isSwapped || !canMeet(first, second)) continue
      if ((await isBandNamed(ctx, first.code)) || (await isBandNamed(ctx, second.code))) {
        const names = { first: first.nameRu, second: second.nameRu }
        throw new Refusal('catalogue.band-order-in-use', names)
      }
    }
  }
}

async function getBand(ctx: Context, id: number): Promise<BandRow> {
  const band = (await selectTimeBands(ctx)).find((row) => row.id === id)
  if (!band) throw new Refusal('catalogue.time-band.not-found', { id })
  return band
}
