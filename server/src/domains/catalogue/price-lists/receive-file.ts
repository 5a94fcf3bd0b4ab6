import { PART_BYTES } from '@altyn/contract/catalogue/price-lists'
import type { Context } from '#platform/context'
import { invariant } from '#platform/invariant'
import { Refusal, refuseField } from '#platform/refusal'
import { getPriceList } from './find-price-list.ts'
import { lockPriceList } from './price-lists.store.ts'
import {
  countParts,
  deleteFaults,
  deleteParts,
  findStage,
  insertStage,
  lockStage,
  type StageRow,
  selectUnfinishedStages,
  updateStage,
  upsertPart,
} from './stages.store.ts'

/** Names a stage by the list that it has to be of. */
export type StageName = { id: number; stageId: number }

export async function getStage(ctx: Context, { id, stageId }: StageName): Promise<StageRow> {
  return ofList(id, await findStage(ctx, stageId))
}

/** The stage, held until the end of the transaction. */
export async function holdStage(ctx: Context, { id, stageId }: StageName): Promise<StageRow> {
  return ofList(id, await lockStage(ctx, stageId))
}

function ofList(id: number, stage: StageRow | undefined): StageRow {
  if (stage?.priceListId !== id) throw new Refusal('catalogue.price-stage.not-found')
  return stage
}

/** Begins to take a file of prices. A file of the same list that was not finished is dropped. */
export async function openStage(
  ctx: Context,
  { id, ...file }: { id: number; fileName: string; fileBytes: number },
): Promise<StageRow> {
  const list = await getPriceList(ctx, id)
  if (list.archivedAt) throw new Refusal('catalogue.price-list-archived', { name: list.name })
  await lockPriceList(ctx, id)
  for (const left of await selectUnfinishedStages(ctx, id)) await dropStage(ctx, left.id)
  const stage = await insertStage(ctx, { ...file, priceListId: id })
  invariant(stage, 'a stage that was written comes back')
  return stage
}

/** Takes one piece of a file. Sent again it changes nothing; with the last one the file is here. */
export async function receivePart(
  ctx: Context,
  { number, content, ...name }: StageName & { number: number; content: Buffer },
): Promise<StageRow> {
  const stage = await holdStage(ctx, name)
  const partsCount = Math.ceil(Number(stage.fileBytes) / PART_BYTES)
  if (number >= partsCount) throw refuseField('catalogue.part-beyond-file', 'number')
  const isLast = number === partsCount - 1
  const bytes = isLast ? Number(stage.fileBytes) - number * PART_BYTES : PART_BYTES
  if (content.length !== bytes) {
    throw new Refusal('catalogue.part-of-wrong-size', { number, bytes, got: content.length })
  }
  if (stage.state === 'received') return stage
  if (stage.state !== 'receiving') throw wrongState(stage)
  await upsertPart(ctx, { stageId: stage.id, number, content })
  const isWhole = (await countParts(ctx, stage.id)) === partsCount
  await updateStage(ctx, stage.id, { state: isWhole ? 'received' : 'receiving' })
  return getStage(ctx, name)
}

/** Drops a file that has not become a version. */
export async function cancelStage(ctx: Context, name: StageName): Promise<void> {
  await lockPriceList(ctx, name.id)
  const stage = await holdStage(ctx, name)
  if (stage.state === 'applied') throw wrongState(stage)
  if (stage.state !== 'cancelled') await dropStage(ctx, stage.id)
}

/** The rows that were read go at night: there may be millions. */
export async function dropStage(ctx: Context, stageId: number): Promise<void> {
  await updateStage(ctx, stageId, { state: 'cancelled', isFinished: true })
  await deleteParts(ctx, stageId)
  await deleteFaults(ctx, stageId)
}

/** A file is not in the state that a deed needs: the caller looks at an old page. */
export function wrongState({ state }: StageRow): Refusal {
  return new Refusal('catalogue.price-stage-moved-on', { state })
}
