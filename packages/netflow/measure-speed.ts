// Measures decoding alone, without sockets, and prints one JSON line a metric:
//   node packages/netflow/measure-speed.ts
// Every figure is flows told per second of one core, from datagram to records, the best of many short runs: so they
// depend little on what else the machine does.
import { createFlowCollector, type FlowRecord } from './src/index.ts'
import {
  flowSample,
  ipfix,
  netflow5,
  netflow9,
  rawHeader,
  sflow5,
} from './src/testing/datagrams.ts'
import { ethernetFrame, ipv4Packet } from './src/testing/packets.ts'
import { fieldsOf, set, template, type WrittenField } from './src/testing/written.ts'

const RUNS = 60
const DATAGRAMS_PER_RUN = 400
const VARIANTS = 32
const RECEIVED_AT_MS = 1_795_946_400_000

/** What routers send: addresses, ports, protocol, counters, times, interfaces, AS, post-NAT. */
const IPV4 = '8/4 12/4 7/2 11/2 4/1 5/1 6/1 1/8 2/8 10/4 14/4 16/4 17/4 61/1'
const NETFLOW9 = fieldsOf(`${IPV4} 22/4 21/4`)
const NETFLOW9_NAT = fieldsOf(`${IPV4} 22/4 21/4 225/4 226/4 227/2 228/2`)
const IPFIX4 = fieldsOf(`${IPV4} 152/8 153/8`)
const IPFIX6 = fieldsOf(`${IPV4.replace('8/4 12/4', '27/16 28/16')} 152/8 153/8`)
const IPFIX_VARIABLE = fieldsOf(`${IPV4} 152/8 153/8 82/v`)

/** A record of fields with values of a plausible size; a variable length is eleven octets of text. */
function record(fields: WrittenField[], seed: number): Buffer {
  const parts = fields.map(([, length], index) => {
    if (length === 65535) return Buffer.from('\x0bTenGigE0/1/')
    const value = Buffer.alloc(length)
    if (length === 8) value.writeUIntBE(1_795_946_000_000 + seed, 2, 6)
    else value.fill((seed * 31 + index * 7) & 0x7f)
    return value
  })
  return Buffer.concat(parts)
}

function records(fields: WrittenField[], count: number, seed: number): Buffer[] {
  return Array.from({ length: count }, (_, index) => record(fields, seed + index))
}

function flowDatagrams(fields: WrittenField[], write: typeof netflow9 | typeof ipfix): Buffer[] {
  const isIpfix = write === ipfix
  const count = Math.floor(1400 / record(fields, 0).length)
  const templates = write({ sequence: 0 }, set(isIpfix ? 2 : 0, template(256, fields)))
  const dataDatagrams = Array.from({ length: VARIANTS }, (_, variant) => {
    const sequence = isIpfix ? variant * count : variant + 1
    return write({ sequence }, set(256, ...records(fields, count, variant * 100)))
  })
  return [templates, ...dataDatagrams]
}

function netflow5Datagrams(): Buffer[] {
  return Array.from({ length: VARIANTS }, (_, variant) =>
    netflow5(
      { sequence: 30 * variant },
      Array.from({ length: 30 }, (_unused, index) => ({ octets: 1500 * (index + variant) })),
    ),
  )
}

function sflow5Datagrams(): Buffer[] {
  const packet = ipv4Packet({ source: '100.64.0.9', destination: '192.0.2.7', payloadOctets: 100 })
  const frame = ethernetFrame(0x0800, packet)
  const sample = flowSample({}, rawHeader(frame.subarray(0, 128), 1518))
  return Array.from({ length: VARIANTS }, (_, sequence) =>
    sflow5({ sequence }, ...new Array<Buffer>(7).fill(sample)),
  )
}

/** Flows per second, the best run. */
function measure(metric: string, datagrams: Buffer[]): void {
  const collector = createFlowCollector()
  const arrival = { exporter: '192.0.2.1', receivedAtMs: RECEIVED_AT_MS }
  let best = 0
  let octets = 0n
  for (let run = 0; run < RUNS; run++) {
    let flows = 0
    const from = process.hrtime.bigint()
    for (let i = 0; i < DATAGRAMS_PER_RUN; i++) {
      const told: FlowRecord[] = collector.receive(
        datagrams[i % datagrams.length] as Buffer,
        arrival,
      ) // below its length
      flows += told.length
      for (const flow of told) octets += flow.octets
    }
    const seconds = Number(process.hrtime.bigint() - from) / 1e9
    best = Math.max(best, flows / seconds)
  }
  if (octets === 0n) throw new Error(`${metric}: nothing was told`)
  const line = { bench: 'netflow-decode', metric, value: Math.round(best), unit: 'flows/s' }
  process.stdout.write(`${JSON.stringify(line)}\n`)
}

measure('netflow5', netflow5Datagrams())
measure('netflow9', flowDatagrams(NETFLOW9, netflow9))
measure('netflow9_nat', flowDatagrams(NETFLOW9_NAT, netflow9))
measure('ipfix', flowDatagrams(IPFIX4, ipfix))
measure('ipfix_ipv6', flowDatagrams(IPFIX6, ipfix))
measure('ipfix_variable_length', flowDatagrams(IPFIX_VARIABLE, ipfix))
measure('sflow5', sflow5Datagrams())
