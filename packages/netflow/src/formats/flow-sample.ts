import { type FlowAddress, ipv6At } from '../address.ts'
import type { DropReason } from '../drop-reason.ts'
import { NO_SAMPLING, rateOf } from '../exporter/samplings.ts'
import type { ExportHeader, FlowRecord } from '../flow-record.ts'
import { uint32At } from '../octets.ts'
import { type PacketFacts, readEthernet, readIp } from './packet-header.ts'

/** Numbers of interfaces that are none: unknown, and inside the agent itself. */
const NO_INTERFACE = new Set([0, 0x3fff_ffff])
const RECORD_HEADER_BYTES = 8
/** Formats of the records in a flow sample (sFlow v5, `enterprise 0`). */
const RAW_HEADER = 1
const SAMPLED_IPV4 = 3
const SAMPLED_IPV6 = 4
const EXTENDED_NAT = 1007
const PROTOCOL_ETHERNET = 1
const PROTOCOL_IPV4 = 11
const PROTOCOL_IPV6 = 12

/** The head of a flow sample, plain or expanded, brought to one form. */
export interface SampleHead {
  /** Interface that looked, -1 when the source is no interface. */
  sourceInterface: number
  samplingRate: number
  inputFormat: number
  input: number
  outputFormat: number
  output: number
  recordCount: number
  /** Where the records begin. */
  at: number
}

interface SampleFacts {
  packet: PacketFacts | undefined
  octets: number
  postNatSource: FlowAddress | undefined
  postNatDestination: FlowAddress | undefined
}

/** The head of a flow sample (format 1), or undefined when it is cut short. */
export function readSampleHead(sample: Uint8Array): SampleHead | undefined {
  if (sample.length < 32) return undefined
  const source = uint32At(sample, 4)
  const input = uint32At(sample, 20)
  const output = uint32At(sample, 24)
  return {
    sourceInterface: source >>> 24 === 0 ? source & 0xff_ffff : -1,
    samplingRate: uint32At(sample, 8),
    inputFormat: input >>> 30,
    input: input & 0x3fff_ffff,
    outputFormat: output >>> 30,
    output: output & 0x3fff_ffff,
    recordCount: uint32At(sample, 28),
    at: 32,
  }
}

/** The head of an expanded flow sample (format 3), or undefined when it is cut short. */
export function readExpandedSampleHead(sample: Uint8Array): SampleHead | undefined {
  if (sample.length < 44) return undefined
  return {
    sourceInterface: uint32At(sample, 4) === 0 ? uint32At(sample, 8) : -1,
    samplingRate: uint32At(sample, 12),
    inputFormat: uint32At(sample, 24),
    input: uint32At(sample, 28),
    outputFormat: uint32At(sample, 32),
    output: uint32At(sample, 36),
    recordCount: uint32At(sample, 40),
    at: 44,
  }
}

/** The packet of a flow sample as a record, or why there is none. */
export function readFlowSample(
  sample: Uint8Array,
  head: SampleHead,
  header: ExportHeader,
): FlowRecord | DropReason {
  const facts = readSampleRecords(sample, head)
  if (!facts) return 'bad-sample'
  if (!facts.packet) return 'not-ip'
  return toRecord(facts.packet, facts, head, header)
}

function readSampleRecords(sample: Uint8Array, head: SampleHead): SampleFacts | undefined {
  const facts: SampleFacts = {
    packet: undefined,
    octets: 0,
    postNatSource: undefined,
    postNatDestination: undefined,
  }
  let at = head.at
  for (let index = 0; index < head.recordCount; index++) {
    if (sample.length - at < RECORD_HEADER_BYTES) return undefined
    const format = uint32At(sample, at)
    const length = uint32At(sample, at + 4)
    at += RECORD_HEADER_BYTES
    if (length > sample.length - at) return undefined
    if (!readSampleRecord(format, sample.subarray(at, at + length), facts)) return undefined
    at += length
  }
  return facts
}

/** Adds what one record tells; false when it is cut short. Formats that are not wanted are passed over. */
function readSampleRecord(format: number, record: Uint8Array, facts: SampleFacts): boolean {
  switch (format) {
    case RAW_HEADER:
      return readRawHeader(record, facts)
    case SAMPLED_IPV4:
      if (record.length < 32) return false
      facts.packet ??= sampledPacket(record, uint32At(record, 8), uint32At(record, 12), 16)
      facts.octets ||= uint32At(record, 0)
      return true
    case SAMPLED_IPV6:
      if (record.length < 56) return false
      facts.packet ??= sampledPacket(record, ipv6At(record, 8), ipv6At(record, 24), 40)
      facts.octets ||= uint32At(record, 0)
      return true
    case EXTENDED_NAT:
      return readNat(record, facts)
    default:
      return true
  }
}

function sampledPacket(
  record: Uint8Array,
  source: FlowAddress,
  destination: FlowAddress,
  portsAt: number,
): PacketFacts {
  return {
    source,
    destination,
    protocol: uint32At(record, 4) & 255,
    sourcePort: uint32At(record, portsAt) & 0xffff,
    destinationPort: uint32At(record, portsAt + 4) & 0xffff,
    ipOctets: uint32At(record, 0),
    ipAt: 0,
    sourceMac: undefined,
    destinationMac: undefined,
  }
}

/**
 * A packet's beginning: protocol, octets of the frame, octets removed before, octets given, the octets. The length is
 * that of the IP packet, as NetFlow counts; it cannot be more than the frame had room for.
 */
function readRawHeader(record: Uint8Array, facts: SampleFacts): boolean {
  if (record.length < 16) return false
  const given = uint32At(record, 12)
  if (given > record.length - 16) return false
  const beginning = record.subarray(16, 16 + given)
  const packet = readBeginning(uint32At(record, 0), beginning)
  if (!packet) return true
  const room = Math.max(0, uint32At(record, 4) - uint32At(record, 8) - packet.ipAt)
  facts.packet = packet
  facts.octets = packet.ipOctets === 0 ? room : Math.min(packet.ipOctets, room)
  return true
}

function readBeginning(protocol: number, beginning: Uint8Array): PacketFacts | undefined {
  if (protocol === PROTOCOL_ETHERNET) return readEthernet(beginning)
  if (protocol === PROTOCOL_IPV4 || protocol === PROTOCOL_IPV6) return readIp(beginning, 0)
  return undefined
}

/** Source and destination after translation, each with its kind before it: 1 is IPv4, 2 is IPv6. */
function readNat(record: Uint8Array, facts: SampleFacts): boolean {
  const source = readTypedAddress(record, 0)
  const destination = source && readTypedAddress(record, source.end)
  if (!source || !destination) return false
  facts.postNatSource = source.address || undefined
  facts.postNatDestination = destination.address || undefined
  return true
}

/** An address with its kind before it, and where it ends; undefined when it is cut short or of an unknown kind. */
export function readTypedAddress(
  bytes: Uint8Array,
  at: number,
): { address: FlowAddress; end: number } | undefined {
  if (bytes.length - at < 8) return undefined
  const kind = uint32At(bytes, at)
  if (kind === 1) return { address: uint32At(bytes, at + 4), end: at + 8 }
  if (kind !== 2 || bytes.length - at < 20) return undefined
  return { address: ipv6At(bytes, at + 4), end: at + 20 }
}

function toRecord(
  packet: PacketFacts,
  facts: SampleFacts,
  head: SampleHead,
  header: ExportHeader,
): FlowRecord {
  const rate = rateOf(head.samplingRate) ?? NO_SAMPLING
  const inputInterface = interfaceOf(head.inputFormat, head.input)
  const outputInterface = interfaceOf(head.outputFormat, head.output)
  return {
    header,
    firstAtMs: header.exportedAtMs,
    lastAtMs: header.exportedAtMs,
    source: packet.source,
    destination: packet.destination,
    protocol: packet.protocol,
    sourcePort: packet.sourcePort,
    destinationPort: packet.destinationPort,
    octets: rate.multiply(BigInt(facts.octets)),
    packets: rate.multiply(1n),
    counting: 'delta',
    samplingInterval: rate.interval,
    inputInterface,
    outputInterface,
    direction: directionOf(head.sourceInterface, inputInterface, outputInterface),
    // Format 1 of the output is the reason why the packet went nowhere.
    wasDropped: head.outputFormat === 1,
    sourceAs: undefined,
    destinationAs: undefined,
    sourceMac: packet.sourceMac,
    destinationMac: packet.destinationMac,
    postNatSource: facts.postNatSource,
    postNatDestination: facts.postNatDestination,
    postNatSourcePort: undefined,
    postNatDestinationPort: undefined,
    natEvent: undefined,
  }
}

function interfaceOf(format: number, value: number): number | undefined {
  return format !== 0 || NO_INTERFACE.has(value) ? undefined : value
}

/** The interface that looked is the one by which the packet came or the one by which it went. */
function directionOf(
  sourceInterface: number,
  input: number | undefined,
  output: number | undefined,
): 'ingress' | 'egress' | undefined {
  if (input === output) return undefined
  if (sourceInterface === input) return 'ingress'
  return sourceInterface === output ? 'egress' : undefined
}
