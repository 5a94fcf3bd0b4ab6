import type { Context } from '#platform/context'
import {
  addressToNumber,
  familyOf,
  isInside,
  type Network,
  numberToAddress,
  parseNetwork,
  type Span,
  spanOfPlaces,
} from '../rules/network.ts'
import { freeUnits, unitLength, unitStart } from '../rules/segment.ts'
import {
  type FixedRow,
  type HolderRow,
  selectFixedHistory,
  selectLeaseHolder,
  selectSessionHolders,
  selectTakenPlaces,
} from './held-addresses.store.ts'
import { getSegment } from './keep-segments.ts'
import { type ReservedRow, selectReserved } from './reserved.store.ts'
import { type SegmentRow, selectSegments } from './segments.store.ts'

const PAGE_SPANS = 5000
// A pool with more taken in a row than this is looked at behind what has been given for the first time.
const PAGES_MAX = 40

/**
 * Addresses of a segment, or prefixes of one of IPv6, that nobody has and that are not held back,
 * lowest first. A container has none.
 */
export async function findFreeAddresses(
  ctx: Context,
  { segmentId, limit }: { segmentId: number; limit: number },
): Promise<string[]> {
  const segment = await getSegment(ctx, segmentId)
  if (segment.isContainer) return []
  const network = parseNetwork(segment.network)
  const found = await search(ctx, { segment, network, from: network.first, limit })
  if (found !== 'too-long') return found
  const from = unitStart(segment, segment.nextOffset)
  const behind = await search(ctx, { segment, network, from, limit })
  return behind === 'too-long' ? [] : behind
}

type Search = { segment: SegmentRow; network: Network; from: bigint; limit: number }

async function search(ctx: Context, walk: Search): Promise<string[] | 'too-long'> {
  const { segment, network, limit } = walk
  const free: string[] = []
  let from = walk.from
  for (let page = 0; page < PAGES_MAX; page += 1) {
    if (from > network.last) return free
    const ends = { from: addressAt(from, network), until: addressAt(network.last, network) }
    const places = await selectTakenPlaces(ctx, {
      ...ends,
      network: segment.network,
      unitLength: unitLength(segment),
      limit: PAGE_SPANS,
    })
    const taken = places.map((place) => spanOfPlaces(place, network.family))
    const isLastPage = taken.length < PAGE_SPANS
    // Behind the last span of a full page nothing is known yet.
    const until = isLastPage ? network.last : endOf(taken)
    free.push(...freeUnits(segment, { from, until, taken, limit: limit - free.length }))
    if (free.length >= limit || isLastPage) return free
    from = until + 1n
  }
  return free.length > 0 ? free : 'too-long'
}

function endOf(spans: readonly Span[]): bigint {
  let end = 0n
  for (const { last } of spans) if (last > end) end = last
  return end
}

function addressAt(number: bigint, { family }: Network): string {
  return numberToAddress(number, family)
}

export type AddressFacts = {
  address: string
  segment: SegmentRow | undefined
  isGateway: boolean
  reserved: ReservedRow | undefined
  lease: HolderRow | undefined
  sessions: HolderRow[]
  fixed: FixedRow[]
}

/**
 * Everything known of one address, or of a prefix by its first one: where it lies, who has it, and to
 * whom it was fixed.
 */
export async function readAddressFacts(ctx: Context, text: string): Promise<AddressFacts> {
  const [first = ''] = text.split('/')
  const address = numberToAddress(addressToNumber(first), familyOf(first))
  const [reserved] = await selectReserved(ctx, { address })
  const around = (await selectSegments(ctx)).filter(
    ({ isContainer, network }) => !isContainer && isInside(address, parseNetwork(network)),
  )
  return {
    address,
    segment: around[0],
    isGateway: around[0]?.gateway === address,
    reserved,
    lease: await selectLeaseHolder(ctx, address),
    sessions: await selectSessionHolders(ctx, address),
    fixed: await selectFixedHistory(ctx, address),
  }
}
