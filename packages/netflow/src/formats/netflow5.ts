import { type Rate, rateOf, Samplings } from '../exporter/samplings.ts'
import type { ExportHeader, FlowRecord } from '../flow-record.ts'
import { octetAt, uint16At, uint32At } from '../octets.ts'
import { fieldKey } from '../template/field-slots.ts'
import { compileLayout, type Layout } from '../template/layout.ts'
import { readFlow } from '../template/read-flow.ts'

export const NETFLOW5_HEADER_BYTES = 24
const RECORD_BYTES = 48

/** The fixed record as if a template described it: type (0 is passed over) and octets. */
const FIELDS: readonly (readonly [type: number, length: number])[] = [
  [8, 4], // source address
  [12, 4], // destination address
  [0, 4], // next hop
  [10, 2], // input interface
  [14, 2], // output interface
  [2, 4], // packets
  [1, 4], // octets
  [22, 4], // uptime at the first packet
  [21, 4], // uptime at the last packet
  [7, 2], // source port
  [11, 2], // destination port
  [0, 2], // padding, TCP flags
  [4, 1], // protocol
  [0, 1], // type of service
  [16, 2], // source AS
  [17, 2], // destination AS
  [0, 4], // lengths of the masks, padding
]

const LAYOUT = compileLayout(
  FIELDS.map(([type, length]) => ({ key: fieldKey(type, 0), length })),
) as Layout // 48 octets

/** The header of NetFlow v5 as far as it concerns the domain. The caller has checked that 24 octets are there. */
export interface Netflow5Head {
  readonly engine: number
  readonly uptimeMs: number
  readonly exportedAtMs: number
  readonly sequence: number
  readonly count: number
}

/** Reads the header, or returns undefined when the datagram does not hold as many records as it says, or none. */
export function readNetflow5Head(bytes: Uint8Array): Netflow5Head | undefined {
  const count = uint16At(bytes, 2)
  if (count < 1 || NETFLOW5_HEADER_BYTES + count * RECORD_BYTES > bytes.length) return undefined
  return {
    engine: uint16At(bytes, 20),
    uptimeMs: uint32At(bytes, 4),
    exportedAtMs: uint32At(bytes, 8) * 1000 + Math.floor(uint32At(bytes, 12) / 1_000_000),
    sequence: uint32At(bytes, 16),
    count,
  }
}

/** The records of a datagram whose head was read. */
export function readNetflow5Records(
  bytes: Uint8Array,
  head: Netflow5Head,
  header: ExportHeader,
): FlowRecord[] {
  const samplings = new Samplings(0)
  const rate = rateOfHeader(bytes)
  if (rate) samplings.learn(rate, undefined, undefined)
  const facts = { samplings, systemInitMs: undefined }
  const records: FlowRecord[] = []
  for (let index = 0; index < head.count; index++) {
    const at = NETFLOW5_HEADER_BYTES + index * RECORD_BYTES
    records.push(readFlow(bytes, at, LAYOUT, header, facts))
  }
  return records
}

/**
 * The lower 14 bits are the interval. The upper two name the mode and are not asked: there are exporters that sample and
 * leave them zero, and none that fill in an interval without sampling.
 */
function rateOfHeader(bytes: Uint8Array): Rate | undefined {
  const interval = ((octetAt(bytes, 22) & 0x3f) << 8) | octetAt(bytes, 23)
  return interval > 1 ? rateOf(interval) : undefined
}
