import type { IpAddress } from '../../catalogue/rules/prefix-index.ts'

const AHEAD_MS_MAX = 5 * 60_000
const BEHIND_MS_MAX = 24 * 3_600_000
const TOTALS_MAX = 100_000
/** Above what any line carries between two records of a flow: 140 TB. */
const OCTETS_MAX = 1n << 47n

/**
 * When a flow ended, epoch milliseconds. A router whose clock is wrong would put traffic into closed months or into
 * days to come: what is more than five minutes ahead or a day behind ended when it was told.
 */
export function flowEndOf(lastAtMs: number, receivedAtMs: number): number {
  const isPlausible =
    lastAtMs <= receivedAtMs + AHEAD_MS_MAX && lastAtMs >= receivedAtMs - BEHIND_MS_MAX
  return isPlausible ? lastAtMs : receivedAtMs
}

/** False of a count that no line can carry: an error of the router, or a forged record. */
export function isPlausible(octets: bigint): boolean {
  return octets <= OCTETS_MAX
}

/** What a record whose octets count from the flow's begin (IPFIX 85) says about its flow. */
export type FlowTotal = {
  exporter: string
  observationDomain: number
  source: IpAddress | undefined
  destination: IpAddress | undefined
  protocol: number | undefined
  sourcePort: number | undefined
  destinationPort: number | undefined
  firstAtMs: number
  octets: bigint
}

/**
 * Turns totals into growth: by how much a flow has grown since its record before. Of the flows that were told last so
 * many are remembered; one that is forgotten and told again would count anew.
 */
export function createFlowTotals(totalsMax = TOTALS_MAX): (flow: FlowTotal) => bigint {
  const totals = new Map<string, { firstAtMs: number; octets: bigint }>()
  return (flow) => {
    const { exporter, observationDomain, protocol, sourcePort, destinationPort } = flow
    const key = `${exporter} ${observationDomain} ${flow.source} ${flow.destination} ${protocol} ${sourcePort} ${destinationPort}`
    const before = totals.get(key)
    totals.delete(key)
    totals.set(key, { firstAtMs: flow.firstAtMs, octets: flow.octets })
    if (totals.size > totalsMax) forgetOldest(totals)
    const isSame = before?.firstAtMs === flow.firstAtMs && before.octets <= flow.octets
    return isSame ? flow.octets - before.octets : flow.octets
  }
}

function forgetOldest(totals: Map<string, unknown>): void {
  for (const key of totals.keys()) {
    totals.delete(key)
    return
  }
}
