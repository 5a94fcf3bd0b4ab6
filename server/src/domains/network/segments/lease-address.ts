import type { Context } from '#platform/context'
import { tell } from '#platform/outbox'
import { Refusal } from '#platform/refusal'
import {
  type Lease,
  type LeaseKey,
  leaseNext,
  lockLeaseOf,
  selectLease,
  takeOverOldestLease,
  vacateAddress,
  vacateLease,
} from './leases.store.ts'

const SEARCHES_MAX = 1000
const TOLD_AT_ONCE_MAX = 1000

/**
 * The pool address of an account at an access server: the one it has had before, else one that
 * nobody has had, else the one idle longest; undefined when every address is in use. Never the
 * network's own, the broadcast, the gateway, one held back or one fixed to another account.
 * A `nasId` of a server that no segment names gets from the segments of all.
 */
export async function leaseAddress(ctx: Context, key: LeaseKey): Promise<Lease | undefined> {
  const held = await selectLease(ctx, key)
  if (held?.isServing) return held
  // Moved to an access server that other segments serve.
  if (held) await vacateLease(ctx, key.accountId)
  let isUsedUp = false
  for (let searches = 0; searches < SEARCHES_MAX; searches += 1) {
    const search = await leaseNext(ctx, key)
    if (search.kind === 'leased') return search.lease
    // Whoever waited for the last address of one segment has not looked at the next one yet.
    if (search.kind === 'used-up' && isUsedUp) return takeOver(ctx, key)
    isUsedUp = search.kind === 'used-up'
    // The twin of this sign-in was faster.
    const won = await selectLease(ctx, key)
    if (won?.isServing) return won
  }
  return takeOver(ctx, key)
}

/** The former holder is told of: whoever remembers its address has to forget it. */
async function takeOver(ctx: Context, key: LeaseKey): Promise<Lease | undefined> {
  await lockLeaseOf(ctx, key.accountId)
  const won = await selectLease(ctx, key)
  if (won?.isServing) return won
  const taken = await takeOverOldestLease(ctx, key)
  if (!taken) return undefined
  if (taken.formerAccountId !== null) await tellMoved(ctx, [taken.formerAccountId])
  return taken
}

/** Takes a pool address from the account that keeps it, for somebody else; not from a live session. */
export async function releaseLease(ctx: Context, address: string): Promise<void> {
  const released = await vacateAddress(ctx, address)
  if (!released) throw new Refusal('network.lease.not-found', { address })
  if (released === 'in-session') throw new Refusal('network.lease-in-session', { address })
  await tellMoved(ctx, [released.accountId])
}

/** Accounts whose pool address may be another from now on. */
export async function tellMoved(ctx: Context, accountIds: readonly number[]): Promise<void> {
  for (let first = 0; first < accountIds.length; first += TOLD_AT_ONCE_MAX) {
    const told = accountIds.slice(first, first + TOLD_AT_ONCE_MAX)
    await tell(ctx, 'network.lease-moved', { accountIds: told })
  }
}
