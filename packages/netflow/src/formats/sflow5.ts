import type { FlowAddress } from '../address.ts'
import type { Tally } from '../counters.ts'
import type { ExportHeader, FlowRecord } from '../flow-record.ts'
import { uint32At } from '../octets.ts'
import {
  readExpandedSampleHead,
  readFlowSample,
  readSampleHead,
  readTypedAddress,
  type SampleHead,
} from './flow-sample.ts'

const SAMPLE_HEADER_BYTES = 8
const FLOW_SAMPLE = 1
const COUNTER_SAMPLE = 2
const EXPANDED_FLOW_SAMPLE = 3
const EXPANDED_COUNTER_SAMPLE = 4

/** The header of an sFlow v5 datagram. */
export interface SflowHead {
  readonly agent: FlowAddress
  readonly subAgent: number
  readonly sequence: number
  readonly uptimeMs: number
  readonly sampleCount: number
  /** Where the samples begin. */
  readonly at: number
}

/** Reads the header behind the version; undefined when it is cut short or the agent has no IP address. */
export function readSflowHead(bytes: Uint8Array): SflowHead | undefined {
  const agent = readTypedAddress(bytes, 4)
  if (!agent || bytes.length - agent.end < 16) return undefined
  return {
    agent: agent.address,
    subAgent: uint32At(bytes, agent.end),
    sequence: uint32At(bytes, agent.end + 4),
    uptimeMs: uint32At(bytes, agent.end + 8),
    sampleCount: uint32At(bytes, agent.end + 12),
    at: agent.end + 16,
  }
}

/** The records of the samples of a datagram. Counter samples are counted and skipped; one cut short ends the datagram. */
export function readSamples(
  bytes: Uint8Array,
  head: SflowHead,
  header: ExportHeader,
  tally: Tally,
): FlowRecord[] {
  const records: FlowRecord[] = []
  let at = head.at
  for (let index = 0; index < head.sampleCount; index++) {
    const length = bytes.length - at < SAMPLE_HEADER_BYTES ? -1 : uint32At(bytes, at + 4)
    if (length < 0 || length > bytes.length - at - SAMPLE_HEADER_BYTES) {
      tally.drop('bad-sample')
      return records
    }
    const from = at + SAMPLE_HEADER_BYTES
    readSample(uint32At(bytes, at), bytes.subarray(from, from + length), header, tally, records)
    at = from + length
  }
  return records
}

function readSample(
  format: number,
  sample: Uint8Array,
  header: ExportHeader,
  tally: Tally,
  records: FlowRecord[],
): void {
  switch (format) {
    case FLOW_SAMPLE:
      readFlowOf(sample, readSampleHead(sample), header, tally, records)
      break
    case EXPANDED_FLOW_SAMPLE:
      readFlowOf(sample, readExpandedSampleHead(sample), header, tally, records)
      break
    case COUNTER_SAMPLE:
    case EXPANDED_COUNTER_SAMPLE:
      tally.counterSamples++
      break
    default:
      tally.drop('unknown-sample')
  }
}

function readFlowOf(
  sample: Uint8Array,
  head: SampleHead | undefined,
  header: ExportHeader,
  tally: Tally,
  records: FlowRecord[],
): void {
  const record = head ? readFlowSample(sample, head, header) : 'bad-sample'
  if (typeof record === 'string') tally.drop(record)
  else records.push(record)
}
