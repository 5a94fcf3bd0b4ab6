import { type FlowAddress, ipv6At } from '../address.ts'
import { NO_SAMPLING, type Rate, type Samplings } from '../exporter/samplings.ts'
import type { ExportHeader, FlowRecord } from '../flow-record.ts'
import { bigUintAt, octetAt, uint32At, uintAt } from '../octets.ts'
import { SLOT } from './field-slots.ts'
import type { Layout } from './layout.ts'
import { readRate } from './read-sampling.ts'
import { readSpan } from './read-span.ts'

/** What a domain has told apart from its records and that they are read by. */
export interface DomainFacts {
  readonly samplings: Samplings
  /** When the exporter started, epoch milliseconds, where an options record told it. */
  readonly systemInitMs: number | undefined
}

/**
 * Reads the record at `at` by a compiled template; `bytes` hold it whole, and of a template with variable lengths
 * `locateRecord` has just found it.
 */
export function readFlow(
  bytes: Uint8Array,
  at: number,
  layout: Layout,
  header: ExportHeader,
  facts: DomainFacts,
): FlowRecord {
  const { places } = layout
  const rate = findRate(bytes, at, layout, facts.samplings)
  const span = readSpan(bytes, at, layout, header, facts.systemInitMs)
  return {
    header,
    firstAtMs: span.firstAtMs,
    lastAtMs: span.lastAtMs,
    source: addressAt(bytes, at, places, SLOT.sourceIpv4, SLOT.sourceIpv6),
    destination: addressAt(bytes, at, places, SLOT.destinationIpv4, SLOT.destinationIpv6),
    protocol: numberAt(bytes, at, places, SLOT.protocol),
    sourcePort: numberAt(bytes, at, places, SLOT.sourcePort),
    destinationPort: numberAt(bytes, at, places, SLOT.destinationPort),
    octets: countAt(bytes, at, places, SLOT.octets, rate),
    packets: countAt(bytes, at, places, SLOT.packets, rate),
    counting: layout.counting,
    samplingInterval: rate.interval,
    inputInterface: numberAt(bytes, at, places, SLOT.inputInterface),
    outputInterface: numberAt(bytes, at, places, SLOT.outputInterface),
    direction: directionAt(bytes, at, places),
    wasDropped: wasDroppedAt(bytes, at, places),
    sourceAs: numberAt(bytes, at, places, SLOT.sourceAs),
    destinationAs: numberAt(bytes, at, places, SLOT.destinationAs),
    sourceMac: numberAt(bytes, at, places, SLOT.sourceMac),
    destinationMac: numberAt(bytes, at, places, SLOT.destinationMac),
    postNatSource:
      addressAt(bytes, at, places, SLOT.postNatSourceIpv4, SLOT.postNatSourceIpv6) || undefined,
    postNatDestination:
      addressAt(bytes, at, places, SLOT.postNatDestinationIpv4, SLOT.postNatDestinationIpv6) ||
      undefined,
    postNatSourcePort: numberAt(bytes, at, places, SLOT.postNatSourcePort),
    postNatDestinationPort: numberAt(bytes, at, places, SLOT.postNatDestinationPort),
    natEvent: numberAt(bytes, at, places, SLOT.natEvent),
  }
}

/**
 * The other direction of a record of two, which `readFlow` has read as `flow`; undefined when nothing went that way.
 * Its times are those of the whole, since no exporter known to us tells them apart.
 */
export function readReverse(
  bytes: Uint8Array,
  at: number,
  layout: Layout,
  flow: FlowRecord,
  facts: DomainFacts,
): FlowRecord | undefined {
  const rate = findRate(bytes, at, layout, facts.samplings)
  const octets = countAt(bytes, at, layout.places, SLOT.reverseOctets, rate)
  const packets = countAt(bytes, at, layout.places, SLOT.reversePackets, rate)
  if (octets === 0n && packets === 0n) return undefined
  return {
    ...flow,
    source: flow.destination,
    destination: flow.source,
    sourcePort: flow.destinationPort,
    destinationPort: flow.sourcePort,
    octets,
    packets,
    inputInterface: flow.outputInterface,
    outputInterface: flow.inputInterface,
    sourceAs: flow.destinationAs,
    destinationAs: flow.sourceAs,
    sourceMac: flow.destinationMac,
    destinationMac: flow.sourceMac,
    postNatSource: flow.postNatDestination,
    postNatDestination: flow.postNatSource,
    postNatSourcePort: flow.postNatDestinationPort,
    postNatDestinationPort: flow.postNatSourcePort,
  }
}

function findRate(bytes: Uint8Array, at: number, layout: Layout, samplings: Samplings): Rate {
  const own = readRate(bytes, at, layout)
  // An interval of 0 or 1 in a record is what exporters write who tell the rate in their options.
  if (own && own !== NO_SAMPLING) return own
  if (samplings.isEmpty) return NO_SAMPLING
  return samplings.find(
    numberAt(bytes, at, layout.places, SLOT.samplerId),
    numberAt(bytes, at, layout.places, SLOT.inputInterface),
  )
}

/** The number at a slot of a record; undefined where the template has none. */
export function numberAt(
  bytes: Uint8Array,
  at: number,
  places: Int32Array,
  slot: number,
): number | undefined {
  const place = places[slot] as number // every slot has a place
  return place < 0 ? undefined : uintAt(bytes, at + (place >> 8), place & 255)
}

function countAt(
  bytes: Uint8Array,
  at: number,
  places: Int32Array,
  slot: number,
  rate: Rate,
): bigint {
  const place = places[slot] as number // every slot has a place
  if (place < 0) return 0n
  const count = bigUintAt(bytes, at + (place >> 8), place & 255)
  return rate === NO_SAMPLING ? count : rate.multiply(count)
}

/** A template for both families fills one address and leaves the other zero. */
function addressAt(
  bytes: Uint8Array,
  at: number,
  places: Int32Array,
  ipv4Slot: number,
  ipv6Slot: number,
): FlowAddress | undefined {
  const ipv4Place = places[ipv4Slot] as number // every slot has a place
  const ipv6Place = places[ipv6Slot] as number // the same
  const ipv4 = ipv4Place < 0 ? undefined : uint32At(bytes, at + (ipv4Place >> 8))
  if (ipv4 || ipv6Place < 0) return ipv4
  const ipv6 = ipv6At(bytes, at + (ipv6Place >> 8))
  return ipv6 === 0n && ipv4 !== undefined ? ipv4 : ipv6
}

function directionAt(
  bytes: Uint8Array,
  at: number,
  places: Int32Array,
): 'ingress' | 'egress' | undefined {
  const direction = numberAt(bytes, at, places, SLOT.direction)
  if (direction === 0) return 'ingress'
  return direction === 1 ? 'egress' : undefined
}

/** The upper two bits of the last octet: 0 unknown, 1 forwarded, 2 dropped, 3 consumed (RFC 7270 §4.12). */
function wasDroppedAt(bytes: Uint8Array, at: number, places: Int32Array): boolean {
  const place = places[SLOT.forwardingStatus] as number // every slot has a place
  return place >= 0 && octetAt(bytes, at + (place >> 8) + (place & 255) - 1) >> 6 === 2
}
