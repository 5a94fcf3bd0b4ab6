import type { Context } from '#platform/context'
import { tell } from '#platform/outbox'
import { type BlockRow, endBlocks, insertBlocks } from './blocks.store.ts'
import type { BlockKind } from './rules/state.ts'

/** Begins a block on each account that has none of this kind. Returns those that began. */
export async function placeBlocks(
  ctx: Context,
  {
    accountIds,
    ...block
  }: { accountIds: readonly number[]; kind: BlockKind; from: Temporal.Instant; reason: string },
): Promise<BlockRow[]> {
  const placed = await insertBlocks(ctx, accountIds, block)
  await tellStates(ctx, placed)
  return placed
}

/** Ends the open blocks of this kind. Returns those that ended. */
export async function liftBlocks(
  ctx: Context,
  { accountIds, ...lift }: { accountIds: readonly number[]; kind: BlockKind; reason: string },
): Promise<BlockRow[]> {
  const lifted = await endBlocks(ctx, accountIds, lift)
  await tellStates(ctx, lifted)
  return lifted
}

async function tellStates(ctx: Context, blocks: BlockRow[]): Promise<void> {
  if (blocks.length === 0) return
  const accountIds = blocks.map(({ accountId }) => accountId)
  await tell(ctx, 'accounts.state-changed', { accountIds })
}
