import {
  createFlowCollector,
  type FlowAddress,
  type FlowCounters,
  type FlowRecord,
  formatFlowAddress,
  parseFlowAddress,
} from '@altyn/netflow'
import { createAddressFinder } from '../../catalogue/index.ts'
import type { FlowSettings } from '../../network/index.ts'
import type { AddressHolders } from '../rules/address-holders.ts'
import {
  type AttributionRules,
  attributeFlow,
  type CountFlow,
  FLOW_FATES,
  type FlowFate,
} from '../rules/attribute-flow.ts'
import { createFlowTotals, flowEndOf, isPlausible } from '../rules/flow-growth.ts'
import type { TrafficSums } from '../rules/traffic-sums.ts'
import type { CategoryMemory } from './category-memory.ts'

/** What else becomes of a flow than its attribution says. */
const OTHER_FATES = [
  // the router says that it did not forward these packets
  'not-forwarded',
  // nothing has flown: an event, or a record that repeats a total
  'empty',
  'implausible',
  // more accounts, hours and categories at once than there is room for
  'no-room',
] as const
export type CountedFate = FlowFate | (typeof OTHER_FATES)[number]

export type FlowCounter = {
  /** Counts the flows of a datagram for the accounts of the agent. */
  receive(datagram: Uint8Array, arrival: { sender: string; atMs: number }): void
  counters(): {
    wire: FlowCounters
    fates: Readonly<Record<CountedFate, number>>
    /** Datagrams of senders that are no exporters of the agent. */
    strangers: number
    lastStranger: string | null
    lastDatagramMs: number | null
  }
}

/** Where what is counted goes, and what is known of addresses. */
export type CountingGround = {
  holders: AddressHolders
  categories: CategoryMemory
  sums: TrafficSums
}

/** Counts what the routers of one agent tell. Keeps their templates and sequence numbers. */
export function createFlowCounter(
  { agentId, settings }: { agentId: number; settings: FlowSettings },
  { holders, categories, sums }: CountingGround,
): FlowCounter {
  const wire = createFlowCollector()
  const exporters = namesOf(settings.exporters)
  const growthOf = createFlowTotals()
  const rules = toRules(agentId, settings)
  const fates = zeroFates()
  const seen = {
    strangers: 0,
    lastStranger: null as string | null,
    lastDatagramMs: null as number | null,
  }
  // The flow in hand: `count` is called for each of its ends without making an object for it.
  let octets = 0n
  let endMs = 0
  let hasRoom = true

  const count: CountFlow = ({ accountId, contractId }, direction, other) => {
    const isAdded = sums.add({
      accountId,
      contractId,
      atMs: endMs,
      category: other === undefined ? '' : categories.at(endMs)(other),
      octetsIn: direction === 'in' ? octets : 0n,
      octetsOut: direction === 'out' ? octets : 0n,
    })
    hasRoom &&= isAdded
  }
  const hands = { rules, holders, count }

  function fateOf(flow: FlowRecord): CountedFate {
    if (flow.wasDropped) return 'not-forwarded'
    octets = flow.counting === 'total' ? growthOf(totalOf(flow)) : flow.octets
    if (octets === 0n) return 'empty'
    if (!isPlausible(octets)) return 'implausible'
    endMs = flowEndOf(flow.lastAtMs, flow.header.receivedAtMs)
    hasRoom = true
    const fate = attributeFlow(flow, endMs, hands)
    return hasRoom ? fate : 'no-room'
  }

  return {
    receive(datagram, { sender, atMs }) {
      const exporter = exporters.get(sender)
      if (exporter === undefined) {
        seen.strangers += 1
        seen.lastStranger = sender
        return
      }
      seen.lastDatagramMs = atMs
      for (const flow of wire.receive(datagram, { exporter, receivedAtMs: atMs })) {
        fates[fateOf(flow)] += 1
      }
    },
    counters: () => ({ wire: wire.counters(), fates, ...seen }),
  }
}

/** Each exporter by the ways in which a socket may name it. */
function namesOf(exporters: readonly string[]): Map<string, string> {
  return new Map(
    exporters.flatMap((text) => {
      const address = parseFlowAddress(text)
      if (address === undefined) return []
      const name = formatFlowAddress(address)
      return typeof address === 'number'
        ? [[name, name] as const, [`::ffff:${name}`, name] as const]
        : [[name, name] as const]
    }),
  )
}

function toRules(agentId: number, settings: FlowSettings): AttributionRules {
  const { ignoredNetworks, countsLocal, countsBlocked } = settings
  const find = createAddressFinder(
    ignoredNetworks.map((network) => ({ network, category: 'ignored' })),
  )
  const ignores =
    ignoredNetworks.length === 0
      ? () => false
      : (address: FlowAddress) => find(address) !== undefined
  return { agentId, countsLocal, countsBlocked, ignores }
}

function zeroFates(): Record<CountedFate, number> {
  const entries = [...FLOW_FATES, ...OTHER_FATES].map((fate) => [fate, 0] as const)
  return Object.fromEntries(entries) as Record<CountedFate, number> // one entry a fate
}

/** Where no begin was told, the time of the record stands for it and tells nothing. */
function totalOf(flow: FlowRecord) {
  const { header, firstAtMs } = flow
  return {
    ...flow,
    exporter: header.exporter,
    observationDomain: header.observationDomain,
    firstAtMs: firstAtMs === header.exportedAtMs ? 0 : firstAtMs,
  }
}
