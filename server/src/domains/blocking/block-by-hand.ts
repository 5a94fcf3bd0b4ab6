import type { Context } from '#platform/context'
import { Refusal } from '#platform/refusal'
import {
  type Block,
  cancelPauseEnds,
  getAccount,
  liftBlocks,
  placeBlocks,
} from '../accounts/index.ts'
import { reviewContracts } from './review-contracts.ts'

export type ManualKind = 'off' | 'staff' | 'own-wish'
type Order = { accountId: number; kind: ManualKind; reason: string }

/**
 * Blocks an account by decision of a person, from now on or from earlier this day; days without
 * access cost nothing.
 */
export async function blockAccount(
  ctx: Context,
  order: Order & { from?: Temporal.Instant },
): Promise<Block> {
  const account = await getAccount(ctx, order.accountId)
  if (account.closedAt) throw new Refusal('blocking.account-closed', { login: account.login })
  const { accountId, kind, reason } = order
  const [placed] = await placeBlocks(ctx, {
    accountIds: [accountId],
    kind,
    from: order.from ?? ctx.now(),
    reason,
  })
  if (!placed) throw new Refusal('blocking.already-blocked', { kind })
  await reviewContracts(ctx, [account.contractId])
  return placed
}

/** Lifts a block that a person has set; access comes back unless another block holds. */
export async function unblockAccount(ctx: Context, order: Order): Promise<Block> {
  const account = await getAccount(ctx, order.accountId)
  const { accountId, kind, reason } = order
  const [lifted] = await liftBlocks(ctx, { accountIds: [accountId], kind, reason })
  if (!lifted) throw new Refusal('blocking.not-blocked', { kind })
  if (kind === 'own-wish') await cancelPauseEnds(ctx, accountId)
  await reviewContracts(ctx, [account.contractId])
  return lifted
}
