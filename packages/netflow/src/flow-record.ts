import type { FlowAddress } from './address.ts'

export const FLOW_FORMATS = ['netflow5', 'netflow9', 'ipfix', 'sflow5'] as const

export type FlowFormat = (typeof FLOW_FORMATS)[number]

/** What is the same for everything that one datagram tells. */
export interface ExportHeader {
  /** Who sent it: the text that the caller gave. */
  readonly exporter: string
  readonly format: FlowFormat
  /** Source id of NetFlow v9, observation domain of IPFIX, engine type and id of NetFlow v5, sub-agent of sFlow. */
  readonly observationDomain: number
  /** Epoch milliseconds by the caller's clock. */
  readonly receivedAtMs: number
  /** Epoch milliseconds by the exporter's clock; sFlow has none, there it is `receivedAtMs`. */
  readonly exportedAtMs: number
  /** The exporter's milliseconds since its start, 32 bits, or -1 where the format does not carry them. */
  readonly uptimeMs: number
}

/**
 * A flow, or one sampled packet of sFlow, as its exporter told it. What was not told is undefined. A record of two
 * directions (RFC 5103, Cisco ASA) comes as two records.
 */
export interface FlowRecord {
  header: ExportHeader
  /**
   * When the first and the last packet were seen, epoch milliseconds by the exporter's clock: whole numbers from 0 to
   * what an instant of Temporal can hold, the first never after the last. Where no time was told, `exportedAtMs`.
   */
  firstAtMs: number
  lastAtMs: number
  source: FlowAddress | undefined
  destination: FlowAddress | undefined
  /** Number of the transport protocol: 6 TCP, 17 UDP. */
  protocol: number | undefined
  sourcePort: number | undefined
  destinationPort: number | undefined
  /** Octets of the IP packets, multiplied by the sampling; 0 where none were told. */
  octets: bigint
  /** Packets, multiplied by the sampling; 0 where none were told. */
  packets: bigint
  /** `total`: octets and packets count from the flow's begin and grow from record to record (IPFIX 85 and 86). */
  counting: 'delta' | 'total'
  /** One packet of so many was looked at; 1 where no sampling was told. */
  samplingInterval: number
  inputInterface: number | undefined
  outputInterface: number | undefined
  /** Where the exporter looked: when a packet came in or when it went out. */
  direction: 'ingress' | 'egress' | undefined
  /** The exporter says that it did not forward these packets. */
  wasDropped: boolean
  sourceAs: number | undefined
  destinationAs: number | undefined
  /** 48 bits as a number. */
  sourceMac: number | undefined
  destinationMac: number | undefined
  /** What the addresses and ports became by translation; `0.0.0.0` and `::` count as not told. */
  postNatSource: FlowAddress | undefined
  postNatDestination: FlowAddress | undefined
  postNatSourcePort: number | undefined
  postNatDestinationPort: number | undefined
  /** Number of natEvent (IPFIX 230) of an event record: 1 and 4 create a translation, 2 and 5 delete it. */
  natEvent: number | undefined
}

/** The largest instant that Temporal knows, epoch milliseconds. */
const INSTANT_MS_MAX = 8_640_000_000_000_000

/** A whole instant that Temporal can hold, or undefined: an exporter may send any 64 bits. */
export function checkedInstant(epochMs: number): number | undefined {
  const whole = Math.floor(epochMs)
  return whole >= 0 && whole <= INSTANT_MS_MAX ? whole : undefined
}
