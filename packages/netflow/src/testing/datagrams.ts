import { createFlowCollector, type FlowCollector } from '../collector.ts'
import type { FlowRecord } from '../flow-record.ts'
import { type Written, written } from './written.ts'

/** 2026-11-29T10:00:00Z. */
export const NOW_MS = 1_795_946_400_000
export const NOW_SECONDS = NOW_MS / 1000
export const ROUTER = '192.0.2.1'

/** A collector and the function that feeds it. */
export function collecting(limits: Parameters<typeof createFlowCollector>[0] = {}): {
  collector: FlowCollector
  receive: (datagram: Uint8Array, receivedAtMs?: number, exporter?: string) => FlowRecord[]
} {
  const collector = createFlowCollector(limits)
  return {
    collector,
    receive: (datagram, receivedAtMs = NOW_MS, exporter = ROUTER) =>
      collector.receive(datagram, { exporter, receivedAtMs }),
  }
}

export interface Netflow5Header {
  uptimeMs?: number
  seconds?: number
  nanoseconds?: number
  sequence?: number
  engine?: number
  sampling?: number
}

export interface Netflow5Flow {
  source?: string
  destination?: string
  octets?: number
  packets?: number
  firstMs?: number
  lastMs?: number
}

/** A datagram of NetFlow v5; TCP from port 443 to 50000, interfaces 3 and 7, AS 64500 and 64501. */
export function netflow5(header: Netflow5Header, flows: Netflow5Flow[]): Buffer {
  const { uptimeMs = 3_600_000, seconds = NOW_SECONDS, nanoseconds = 0, sequence = 0 } = header
  return written(
    [5, 2],
    [flows.length, 2],
    [uptimeMs, 4],
    [seconds, 4],
    [nanoseconds, 4],
    [sequence, 4],
    [header.engine ?? 0, 2],
    [header.sampling ?? 0, 2],
    ...flows.map(netflow5Record),
  )
}

function netflow5Record(flow: Netflow5Flow): Buffer {
  const { source = '192.0.2.7', destination = '100.64.0.9', packets = 10, octets = 1500 } = flow
  return written(
    source,
    destination,
    '192.0.2.254',
    ...([
      [3, 2],
      [7, 2],
      [packets, 4],
      [octets, 4],
      [flow.firstMs ?? 3_590_000, 4],
      [flow.lastMs ?? 3_599_000, 4],
      [443, 2],
      [50_000, 2],
      [0x0018, 2],
      [6, 1],
      [0, 1],
      [64500, 2],
      [64501, 2],
      [0x18180000, 4],
    ] satisfies Written[]),
  )
}

/** A datagram of NetFlow v9 around these flow sets. */
export function netflow9(
  header: { uptimeMs?: number; seconds?: number; sequence?: number; sourceId?: number },
  ...sets: Uint8Array[]
): Buffer {
  return written(
    [9, 2],
    [sets.length, 2],
    [header.uptimeMs ?? 3_600_000, 4],
    [header.seconds ?? NOW_SECONDS, 4],
    [header.sequence ?? 0, 4],
    [header.sourceId ?? 1, 4],
    ...sets,
  )
}

/** A message of IPFIX around these sets. */
export function ipfix(
  header: { seconds?: number; sequence?: number; domain?: number },
  ...sets: Uint8Array[]
): Buffer {
  const length = 16 + sets.reduce((sum, one) => sum + one.length, 0)
  return written(
    [10, 2],
    [length, 2],
    [header.seconds ?? NOW_SECONDS, 4],
    [header.sequence ?? 0, 4],
    [header.domain ?? 1, 4],
    ...sets,
  )
}

/** A datagram of sFlow v5 around these samples, which `sample` has made. */
export function sflow5(
  header: { agent?: string; subAgent?: number; sequence?: number; uptimeMs?: number },
  ...samples: Uint8Array[]
): Buffer {
  const agent = header.agent ?? ROUTER
  return written(
    [5, 4],
    [agent.includes(':') ? 2 : 1, 4],
    agent,
    [header.subAgent ?? 0, 4],
    [header.sequence ?? 1, 4],
    [header.uptimeMs ?? 3_600_000, 4],
    [samples.length, 4],
    ...samples,
  )
}

/** A part of sFlow with its format and length before it: a sample, or a record of a sample. */
export function tagged(format: number, ...parts: Uint8Array[]): Buffer {
  const body = Buffer.concat(parts)
  return written([format, 4], [body.length, 4], body)
}

export interface SampleHeader {
  source?: number
  rate?: number
  input?: number
  output?: number
}

/** A plain flow sample of interface 3 to interface 7, one packet of 512. */
export function flowSample(header: SampleHeader, ...records: Uint8Array[]): Buffer {
  const { source = 3, rate = 512, input = 3, output = 7 } = header
  const head = [1, source, rate, 5120, 0, input, output, records.length]
  return tagged(1, ...head.map((value) => written([value, 4])), ...records)
}

/** An expanded flow sample; each interface is its format and its value. */
export function expandedFlowSample(
  header: { rate?: number; input?: [number, number]; output?: [number, number] },
  ...records: Uint8Array[]
): Buffer {
  const { rate = 512, input = [0, 3], output = [0, 7] } = header
  const head = [1, 0, 3, rate, 5120, 0, ...input, ...output, records.length]
  return tagged(3, ...head.map((value) => written([value, 4])), ...records)
}

/** The record of a packet's beginning; `frameOctets` is the length of the whole frame. */
export function rawHeader(beginning: Uint8Array, frameOctets: number, protocol = 1): Buffer {
  const padding = Buffer.alloc((4 - (beginning.length % 4)) % 4)
  return tagged(
    1,
    written([protocol, 4], [frameOctets, 4], [4, 4], [beginning.length, 4], beginning, padding),
  )
}
