import type { Actor, Context, Ground } from '#platform/context'
import { inTransaction } from '#platform/transaction'
import { deleteSomeDifferences, deleteSomePrices } from './price-rows.store.ts'
import { dropStage } from './receive-file.ts'
import { lockStage, selectAbandonedStages, selectStagesToForget } from './stages.store.ts'

const ROWS_AT_ONCE = 20_000
const ABANDONED_DAYS = 30

/**
 * Drops the rows of files that became no version, and the differences of those that did. Files that
 * nobody has touched for a month are cancelled. A little at a time: nobody waits for it.
 */
export async function forgetStages(ground: Ground, actor: Actor): Promise<void> {
  const stageIds = await inTransaction(ground, actor, async (ctx) => {
    const before = ctx.now().subtract({ hours: ABANDONED_DAYS * 24 })
    for (const id of await selectAbandonedStages(ctx, before)) await dropStage(ctx, id)
    return selectStagesToForget(ctx)
  })
  for (const stageId of stageIds) {
    for (let isDone = false; !isDone; ) {
      isDone = await inTransaction(ground, actor, (ctx) => forgetSome(ctx, stageId))
    }
  }
}

async function forgetSome(ctx: Context, stageId: number): Promise<boolean> {
  const state = (await lockStage(ctx, stageId))?.state
  // Somebody may be having it read again, by another mapping.
  if (state !== 'cancelled' && state !== 'faulty' && state !== 'applied') return true
  const hasDifferences = !(await deleteSomeDifferences(ctx, stageId, ROWS_AT_ONCE))
  if (hasDifferences || state === 'applied') return !hasDifferences
  return deleteSomePrices(ctx, stageId, ROWS_AT_ONCE)
}
