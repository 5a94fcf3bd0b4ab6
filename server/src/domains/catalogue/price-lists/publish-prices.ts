import type { Context } from '#platform/context'
import { tell } from '#platform/outbox'
import { Refusal, refuseField } from '#platform/refusal'
import { refuseClosedDay } from '../../settings/index.ts'
import { readToday } from '../read-today.ts'
import { getPriceList, type PriceList } from './find-price-list.ts'
import {
  deletePriceVersion,
  insertPriceVersion,
  type PriceVersionRow,
  updatePriceList,
} from './price-lists.store.ts'
import { dropStage, holdStage, wrongState } from './receive-file.ts'
import {
  deleteFaults,
  deleteParts,
  lockStage,
  selectUnfinishedStages,
  updateStage,
} from './stages.store.ts'

type Edit = { id: number; version: number }
type Draft = Pick<PriceVersionRow, 'from' | 'stageId' | 'rowsCount' | 'restores'>

/**
 * Makes a version of a checked file from a day on: all its prices at once or none. The file must
 * have been compared with the version that is the last one now.
 */
export async function applyStage(
  ctx: Context,
  { stageId, from, ...edit }: Edit & { stageId: number; from: Temporal.PlainDate },
): Promise<PriceList> {
  const list = await claim(ctx, edit)
  const stage = await holdStage(ctx, { id: list.id, stageId })
  if (stage.state !== 'ready') throw wrongState(stage)
  if (stage.baseNumber !== (list.versions.at(-1)?.number ?? null)) {
    throw new Refusal('catalogue.compared-with-another-version')
  }
  await publish(ctx, list, { from, stageId, rowsCount: stage.rowsGood, restores: null })
  await updateStage(ctx, stageId, { state: 'applied', isFinished: true })
  await deleteParts(ctx, stageId)
  await deleteFaults(ctx, stageId)
  return getPriceList(ctx, list.id)
}

/** Publishes the prices of an earlier version again from a day on. */
export async function restorePriceVersion(
  ctx: Context,
  { number, from, ...edit }: Edit & { number: number; from: Temporal.PlainDate },
): Promise<PriceList> {
  const list = await claim(ctx, edit)
  const earlier = list.versions.find((version) => version.number === number)
  if (!earlier) throw new Refusal('catalogue.price-version.not-found', { number })
  if (earlier.stageId === list.versions.at(-1)?.stageId) {
    throw new Refusal('catalogue.prices-are-the-same', { number })
  }
  const { stageId, rowsCount } = earlier
  await publish(ctx, list, { from, stageId, rowsCount, restores: number })
  return getPriceList(ctx, list.id)
}

/**
 * Takes the last version back while it has not begun; the one before it goes on. A file that was
 * compared with it has to be checked again.
 */
export async function withdrawPriceVersion(ctx: Context, edit: Edit): Promise<PriceList> {
  const list = await claim(ctx, edit)
  const last = list.versions.at(-1)
  if (!last || Temporal.PlainDate.compare(last.from, await readToday(ctx)) <= 0) {
    throw new Refusal('catalogue.version-has-begun')
  }
  await deletePriceVersion(ctx, last)
  // Rows that a restored version stands on are still needed.
  const isShared = list.versions.some(
    ({ stageId, number }) => stageId === last.stageId && number !== last.number,
  )
  if (!isShared) await dropStage(ctx, last.stageId)
  await forgetComparisons(ctx, last)
  await tellOfChange(ctx, list.id, last.from)
  return getPriceList(ctx, list.id)
}

/** Its number is given again: what was compared with it would pass for compared with the next. */
async function forgetComparisons(
  ctx: Context,
  { priceListId, number }: PriceVersionRow,
): Promise<void> {
  for (const { id } of await selectUnfinishedStages(ctx, priceListId)) {
    const stage = await lockStage(ctx, id)
    if (stage?.state !== 'ready' || stage.baseNumber !== number) continue
    await updateStage(ctx, id, { state: 'received' })
  }
}

async function claim(ctx: Context, { id, version }: Edit): Promise<PriceList> {
  await getPriceList(ctx, id)
  const isClaimed = await updatePriceList(ctx, { id, version }, {})
  if (!isClaimed) throw new Refusal('platform.version-mismatch')
  return getPriceList(ctx, id)
}

async function publish(ctx: Context, list: PriceList, draft: Draft): Promise<void> {
  const last = list.versions.at(-1)
  if (last && Temporal.PlainDate.compare(draft.from, last.from) <= 0) {
    throw refuseField('catalogue.version-too-early', 'from', { after: last.from.toString() })
  }
  await refuseClosedDay(ctx, draft.from, 'from')
  await insertPriceVersion(ctx, {
    ...draft,
    priceListId: list.id,
    number: (last?.number ?? 0) + 1,
  })
  await tellOfChange(ctx, list.id, draft.from)
}

async function tellOfChange(ctx: Context, id: number, since: Temporal.PlainDate): Promise<void> {
  await tell(ctx, 'catalogue.price-list-changed', { priceListId: id, since: since.toString() })
}
