import { type Network, parseNetwork } from '../../network/rules/network.ts'
import type { Pool, SegmentKind } from '../../network/rules/segment.ts'

/** What pools give at an access server. */
export type PoolsHere = {
  /** Kinds that subscribers get. */
  poolKinds: ReadonlySet<SegmentKind>
  /** Networks whose addresses guests get. */
  guestNetworks: readonly Network[]
}

export function poolsAt(
  { agentId, nasId }: { agentId: number; nasId: number },
  pools: readonly Pool[],
): PoolsHere {
  const here = pools.filter(
    (pool) => pool.agentId === agentId && (pool.nasIds.length === 0 || pool.nasIds.includes(nasId)),
  )
  const forSubscribers = here.filter(({ isForGuests }) => !isForGuests)
  return {
    poolKinds: new Set(forSubscribers.map(({ kind }) => kind)),
    guestNetworks: here
      .filter(({ kind, isForGuests }) => isForGuests && kind === 'ipv4')
      .map(({ network }) => parseNetwork(network)),
  }
}

type Wanting = {
  addressSource: string
  address: string | null
  /** Kinds of prefixes that the account has none of its own of. */
  poolPrefixes: readonly Exclude<SegmentKind, 'ipv4'>[]
}

/** What of an account comes from pools at an access server: nothing where the server gives by itself. */
export function kindsWanted(
  { addressSource, address, poolPrefixes }: Wanting,
  { poolKinds }: PoolsHere,
): SegmentKind[] {
  if (addressSource === 'nas') return []
  const prefixes = poolPrefixes.filter((kind) => poolKinds.has(kind))
  return addressSource === 'pool' && address === null ? ['ipv4', ...prefixes] : prefixes
}
