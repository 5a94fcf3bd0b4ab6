import type { Context } from '#platform/context'
import { tell } from '#platform/outbox'
import { claimNextOffset, insertLease, selectLease, takeOverOldestLease } from './leases.store.ts'
import { numberToIpv4, spanOf } from './rules/network.ts'

const FIXED_IN_A_ROW_MAX = 1000

/**
 * The pool address of an account at an agent: the one it has had before, else a fresh one, else
 * the one idle longest; undefined when every address is in use. Never the network's own or the
 * broadcast address, never one that is fixed to an account.
 */
export async function leaseAddress(
  ctx: Context,
  key: { accountId: number; agentId: number },
): Promise<string | undefined> {
  const held = await selectLease(ctx, key)
  if (held) return held
  for (let tries = 0; tries < FIXED_IN_A_ROW_MAX; tries += 1) {
    const claimed = await claimNextOffset(ctx, key.agentId)
    if (!claimed) return takeOver(ctx, key)
    const address = numberToIpv4(spanOf(claimed.network).first + Number(claimed.offset))
    const { segmentId } = claimed
    if (await insertLease(ctx, { address, segmentId, accountId: key.accountId })) return address
    // The twin of this sign-in was faster, or the address is fixed to somebody.
    const won = await selectLease(ctx, key)
    if (won) return won
  }
  return undefined
}

/** The former holder is told of: whoever remembers its address has to forget it. */
async function takeOver(
  ctx: Context,
  key: { accountId: number; agentId: number },
): Promise<string | undefined> {
  const taken = await takeOverOldestLease(ctx, key)
  if (!taken) return undefined
  await tell(ctx, 'network.lease-moved', { accountIds: [taken.formerAccountId] })
  return taken.address
}
