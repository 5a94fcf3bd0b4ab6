import type { Context } from '#platform/context'
import { tell } from '#platform/outbox'
import type { Mapping } from '../rules/price-row.ts'
import { getStage, holdStage, type StageName, wrongState } from './receive-file.ts'
import { deleteFaults, type StageRow, updateStage } from './stages.store.ts'

/**
 * Has the whole file read by this mapping and compared with the last version; the worker does it.
 * A reading under way by another mapping is given up.
 */
export async function checkStage(
  ctx: Context,
  { mapping, ...name }: StageName & { mapping: Mapping },
): Promise<StageRow> {
  const stage = await holdStage(ctx, name)
  if (['receiving', 'applied', 'cancelled'].includes(stage.state)) throw wrongState(stage)
  await deleteFaults(ctx, stage.id)
  await updateStage(ctx, stage.id, {
    state: 'reading',
    mapping,
    attempt: stage.attempt + 1,
    bytesRead: 0,
    rowsRead: 0,
    rowsGood: 0,
    faultsCount: 0,
    baseNumber: null,
  })
  await tell(ctx, 'catalogue.price-reading-started', { stageId: stage.id })
  return getStage(ctx, name)
}
