import {
  addressToNumber,
  bitsOf,
  isAligned,
  isInside,
  type Network,
  numberToAddress,
  parseNetwork,
  type Span,
} from './network.ts'

export type SegmentKind = 'ipv4' | 'ipv6' | 'ipv6-delegated'
export type SegmentPurpose = 'subscribers' | 'devices' | 'guest' | 'nat'
export type SegmentFacts = {
  network: string
  kind: SegmentKind
  delegatedLength: number | null
  purpose: SegmentPurpose
  isContainer: boolean
  isDynamic: boolean
  gateway: string | null
  vlanOuter: number | null
  vlanInner: number | null
}

/** What gives addresses of a kind, and where: an empty `nasIds` = at all access servers of the agent. */
export type Pool = {
  agentId: number
  kind: SegmentKind
  network: string
  isForGuests: boolean
  nasIds: number[]
}

const IPV6_LENGTH_MIN = 16
/** A line gets a /64: anything longer breaks the way in which hosts make their addresses (RFC 7421). */
const LINE_LENGTH = 64
/** Two addresses of a shared network are nobody's: its own and the broadcast. */
const SHARED_LENGTH_MAX = 30

/** What is wrong with a segment, by the code of the refusal and the field; undefined = nothing. */
export function faultOf(facts: SegmentFacts): { code: string; field: string } | undefined {
  const network = parseNetwork(facts.network)
  return (
    networkFault(facts, network) ?? delegationFault(facts, network) ?? placeFault(facts, network)
  )
}

function networkFault({ network: text, kind, isDynamic, gateway }: SegmentFacts, network: Network) {
  const field = 'network'
  if ((network.family === 4) !== (kind === 'ipv4')) return { code: 'network.wrong-family', field }
  if (!isAligned(text)) return { code: 'network.not-a-network', field }
  if (network.family === 6) {
    const isRight = network.length >= IPV6_LENGTH_MIN && network.length <= LINE_LENGTH
    return isRight ? undefined : { code: 'network.wrong-length', field }
  }
  if (!isDynamic) return undefined
  const hosts =
    network.length > SHARED_LENGTH_MAX
      ? 0
      : unitsCount({ network: text, kind, delegatedLength: null })
  return hosts - (gateway ? 1 : 0) > 0 ? undefined : { code: 'network.too-small', field }
}

function delegationFault({ kind, delegatedLength }: SegmentFacts, network: Network) {
  const field = 'delegatedLength'
  if (kind !== 'ipv6-delegated') {
    return delegatedLength === null ? undefined : { code: 'network.not-delegated', field }
  }
  const isRight =
    delegatedLength !== null && delegatedLength > network.length && delegatedLength <= LINE_LENGTH
  return isRight ? undefined : { code: 'network.wrong-delegated-length', field }
}

function placeFault(facts: SegmentFacts, network: Network) {
  if (facts.vlanInner !== null && facts.vlanOuter === null) {
    return { code: 'network.vlan-outer-missing', field: 'vlanOuter' }
  }
  if (facts.isDynamic && facts.purpose === 'guest' && facts.kind !== 'ipv4') {
    return { code: 'network.guests-get-ipv4', field: 'isDynamic' }
  }
  const isGiving = !facts.isContainer && ['subscribers', 'guest'].includes(facts.purpose)
  if (facts.isDynamic && !isGiving) return { code: 'network.leases-nothing', field: 'isDynamic' }
  if (facts.gateway === null) return undefined
  const field = 'gateway'
  if (facts.isContainer) return { code: 'network.gateway-of-container', field }
  if (!isInside(facts.gateway, network)) return { code: 'network.gateway-outside', field }
  const isOnEnd = isEndOf(addressToNumber(facts.gateway), network)
  return isOnEnd ? { code: 'network.gateway-not-a-host', field } : undefined
}

function isEndOf(address: bigint, network: Network): boolean {
  if (network.family === 6 || network.length > SHARED_LENGTH_MAX) return false
  return address === network.first || address === network.last
}

type Cut = Pick<SegmentFacts, 'network' | 'kind' | 'delegatedLength'>

/** The length of what one account gets of a segment: an address, the /64 of a line, or a prefix. */
export function unitLength({ kind, delegatedLength }: Omit<Cut, 'network'>): number {
  if (kind === 'ipv4') return bitsOf(4)
  return kind === 'ipv6' ? LINE_LENGTH : (delegatedLength ?? LINE_LENGTH)
}

/** What can be given: an IPv4 network without its own and the broadcast address, else all of it. */
export function usableSpan(cut: Cut): Span {
  const { first, last, family, length } = parseNetwork(cut.network)
  const isShared = family === 4 && length <= SHARED_LENGTH_MAX
  return isShared ? { first: first + 1n, last: last - 1n } : { first, last }
}

/** The number of the first unit that can be given; 0 is the one at the network's own address. */
export function firstUnit({ kind }: Pick<SegmentFacts, 'kind'>): bigint {
  return kind === 'ipv4' ? 1n : 0n
}

/** The first address of a unit by its number. */
export function unitStart(cut: Cut, unit: bigint): bigint {
  return parseNetwork(cut.network).first + unit * unitSize(cut)
}

/** How many addresses, or prefixes, can be given of a segment. */
export function unitsCount(cut: Cut): number {
  return countUnits(usableSpan(cut), cut)
}

/** How many units a span touches: a prefix that is partly held back is not given at all. */
export function countUnits({ first, last }: Span, cut: Omit<Cut, 'network'>): number {
  const size = unitSize(cut)
  return last < first ? 0 : Number(last / size - first / size + 1n)
}

function unitSize(cut: Omit<Cut, 'network'>): bigint {
  const bits = bitsOf(cut.kind === 'ipv4' ? 4 : 6)
  return 1n << BigInt(bits - unitLength(cut))
}

/**
 * Units of a segment from an address on that touch none of the taken spans, lowest first, `limit` at
 * most. Taken spans come in the order of their first address.
 */
export function freeUnits(
  cut: Cut,
  {
    from,
    until,
    taken,
    limit,
  }: { from: bigint; until: bigint; taken: readonly Span[]; limit: number },
): string[] {
  const size = unitSize(cut)
  const family = cut.kind === 'ipv4' ? 4 : 6
  const usable = usableSpan(cut)
  const free: string[] = []
  const end = until < usable.last ? until : usable.last
  let unit = roundUp(from > usable.first ? from : usable.first, size)
  let next = 0
  while (free.length < limit && unit + size - 1n <= end) {
    while (taken[next] && (taken[next] as Span).last < unit) next += 1
    const blocker = taken[next]
    if (blocker && blocker.first <= unit + size - 1n) {
      unit = roundUp(blocker.last + 1n, size)
      continue
    }
    free.push(unitText(unit, family, cut))
    unit += size
  }
  return free
}

function unitText(unit: bigint, family: 4 | 6, cut: Cut): string {
  const address = numberToAddress(unit, family)
  return family === 4 ? address : `${address}/${unitLength(cut)}`
}

function roundUp(number: bigint, size: bigint): bigint {
  return ((number + size - 1n) / size) * size
}
