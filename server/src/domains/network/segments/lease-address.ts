import type { Context } from '#platform/context'
import { tell } from '#platform/outbox'
import { Refusal } from '#platform/refusal'
import type { SegmentKind } from '../rules/segment.ts'
import {
  type HeldLease,
  type KindOfLease,
  type Lease,
  type LeaseKey,
  leaseNext,
  lockLeasesOf,
  selectLeases,
  takeOverOldestLease,
  touchLease,
  vacateAddress,
  vacateLease,
} from './leases.store.ts'

const SEARCHES_MAX = 1000
const TOLD_AT_ONCE_MAX = 1000
/** So long has a sign-in to become a session; until then its fresh lease is not idle. */
const FRESH_SECONDS = 120
// A guest that signs in time and again writes once in this while.
const TOUCHED_SECONDS = 60

/** What pools give at a sign-in: of each kind one at most. */
export type Leases = Partial<Record<SegmentKind, Lease>>
type Wish = LeaseKey & KindOfLease & { restSeconds: number }

/**
 * The pool address and the prefixes of an account at an access server, of the kinds that it wants: what
 * it has had before, else what nobody has had, else what has been idle longest; a kind of which all is in
 * use is missing. Never the network's own, the broadcast, the gateway, one held back or one fixed to
 * another account. A `nasId` of a server that no segment names gets from the segments of all.
 */
export async function leaseAddresses(
  ctx: Context,
  {
    accountId,
    kinds,
    ...place
  }: {
    accountId: number
    agentId: number
    nasId: number
    segmentIds?: readonly number[]
    kinds: readonly SegmentKind[]
  },
): Promise<Leases> {
  const key = { ...place, holder: { accountId } }
  const held = await selectLeases(ctx, key, kinds)
  const leases: Leases = {}
  for (const kind of kinds) {
    const own = held.find((lease) => lease.kind === kind)
    const lease = await keepOrLease(ctx, { ...key, kind, restSeconds: FRESH_SECONDS }, own)
    if (lease) leases[kind] = lease
  }
  return leases
}

/**
 * An address of a guest segment for whoever calls from a station: the same one as long as it comes
 * back within `keptSeconds`; undefined when all are in use.
 */
export async function leaseGuestAddress(
  ctx: Context,
  {
    station,
    keptSeconds,
    ...place
  }: {
    station: string
    keptSeconds: number
    agentId: number
    nasId: number
    segmentIds?: readonly number[]
  },
): Promise<Lease | undefined> {
  const key = { ...place, holder: { station } }
  const [own] = await selectLeases(ctx, key, ['ipv4'])
  const since = ctx.now().subtract({ seconds: TOUCHED_SECONDS })
  if (own?.isServing && Temporal.Instant.compare(own.usedAt, since) < 0) {
    await touchLease(ctx, own.address)
  }
  const restSeconds = Math.max(FRESH_SECONDS, keptSeconds)
  return keepOrLease(ctx, { ...key, kind: 'ipv4', restSeconds }, own)
}

async function keepOrLease(
  ctx: Context,
  wish: Wish,
  own: HeldLease | undefined,
): Promise<Lease | undefined> {
  if (own?.isServing) return own
  // Moved to an access server that other segments serve.
  if (own) await vacateLease(ctx, wish)
  let isUsedUp = false
  for (let searches = 0; searches < SEARCHES_MAX; searches += 1) {
    const search = await leaseNext(ctx, wish)
    if (search.kind === 'leased') return search.lease
    // Whoever waited for the last address of one segment has not looked at the next one yet.
    if (search.kind === 'used-up' && isUsedUp) return takeOver(ctx, wish)
    isUsedUp = search.kind === 'used-up'
    // The twin of this sign-in was faster.
    const [won] = await selectLeases(ctx, wish, [wish.kind])
    if (won?.isServing) return won
  }
  return takeOver(ctx, wish)
}

/** The former holder is told of: whoever remembers its address has to forget it. */
async function takeOver(ctx: Context, wish: Wish): Promise<Lease | undefined> {
  await lockLeasesOf(ctx, wish.holder)
  const [won] = await selectLeases(ctx, wish, [wish.kind])
  if (won?.isServing) return won
  const taken = await takeOverOldestLease(ctx, wish)
  if (!taken) return undefined
  if (taken.formerAccountId !== null) await tellMoved(ctx, [taken.formerAccountId])
  return taken
}

/** Takes a pool address or prefix from whoever keeps it, for somebody else; not from a live session. */
export async function releaseLease(ctx: Context, address: string): Promise<void> {
  const released = await vacateAddress(ctx, address)
  if (!released) throw new Refusal('network.lease.not-found', { address })
  if (released === 'in-session') throw new Refusal('network.lease-in-session', { address })
  if (released.accountId !== null) await tellMoved(ctx, [released.accountId])
}

/** Accounts whose pool address may be another from now on. */
export async function tellMoved(ctx: Context, accountIds: readonly number[]): Promise<void> {
  for (let first = 0; first < accountIds.length; first += TOLD_AT_ONCE_MAX) {
    const told = accountIds.slice(first, first + TOLD_AT_ONCE_MAX)
    await tell(ctx, 'network.lease-moved', { accountIds: told })
  }
}
