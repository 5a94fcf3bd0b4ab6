import type { Tally } from '../counters.ts'
import type { Domain, Template } from '../exporter/domain.ts'
import type { RecordCount } from '../exporter/sequence.ts'
import type { ExportHeader, FlowRecord } from '../flow-record.ts'
import type { FlowLimits } from '../limits.ts'
import { uint16At } from '../octets.ts'
import { SLOT } from '../template/field-slots.ts'
import { locateRecord, namesSomebody } from '../template/layout.ts'
import { numberAt, readFlow, readReverse } from '../template/read-flow.ts'
import { readRate } from '../template/read-sampling.ts'
import { instantAt } from '../template/read-span.ts'
import { readTemplates, type TemplateDialect } from './templates.ts'

const SET_HEADER_BYTES = 4
const DATA_SET_ID_MIN = 256

/** What the sets of one datagram are read with. */
export interface SetsContext {
  readonly dialect: TemplateDialect
  readonly header: ExportHeader
  readonly domain: Domain
  readonly limits: FlowLimits
  readonly tally: Tally
  readonly records: FlowRecord[]
}

/**
 * Reads the sets of a datagram of NetFlow v9 or IPFIX from `from` to `end` and adds their records. Returns how many
 * data records there were, or undefined when some could not be counted: a set waits for its template, or is malformed.
 */
export function readSets(
  bytes: Uint8Array,
  from: number,
  end: number,
  context: SetsContext,
): RecordCount | undefined {
  const count: RecordCount = { records: 0, flows: 0 }
  let isComplete = true
  let at = from
  while (end - at >= SET_HEADER_BYTES) {
    const id = uint16At(bytes, at)
    const length = uint16At(bytes, at + 2)
    if (length < SET_HEADER_BYTES || at + length > end) {
      context.tally.drop('bad-set')
      return undefined
    }
    const set = bytes.subarray(at + SET_HEADER_BYTES, at + length)
    isComplete = readSet(id, set, context, count) && isComplete
    at += length
  }
  return isComplete ? count : undefined
}

/** Whether all data records of the set could be counted. */
function readSet(id: number, set: Uint8Array, context: SetsContext, count: RecordCount): boolean {
  const { dialect, header, domain, tally } = context
  if (id === dialect.flowsSetId || id === dialect.optionsSetId) {
    const kind = id === dialect.flowsSetId ? 'flows' : 'options'
    readTemplates(set, kind, context, (templateId, template) => {
      for (const late of domain.waiting.take(templateId)) {
        // Not counted here: the sequence number of their own message has gone by.
        readRecords(late.bytes, template, { ...context, header: late.header })
      }
    })
    return true
  }
  if (id < DATA_SET_ID_MIN) {
    tally.drop('bad-set')
    return false
  }
  const template = domain.findTemplate(id, header.receivedAtMs)
  if (!template) {
    if (domain.waiting.add(id, set, header)) tally.setsDelayed++
    else tally.drop('waiting-full')
    return false
  }
  const records = readRecords(set, template, context)
  if (records === undefined) return false
  count.records += records
  if (template.kind === 'flows') count.flows += records
  return true
}

/** Reads the records of a data set; what is left and too short for one more is padding. */
function readRecords(
  set: Uint8Array,
  template: Template,
  context: SetsContext,
): number | undefined {
  const { layout } = template
  let count = 0
  let at = 0
  while (set.length - at >= layout.recordOctets) {
    const octets = locateRecord(layout, set, at, set.length)
    if (octets < 0) {
      context.tally.drop('bad-record')
      return undefined
    }
    if (template.kind === 'options') learnOptions(set, at, template, context)
    else tellFlow(set, at, template, context)
    count++
    at += octets
  }
  return count
}

function tellFlow(
  set: Uint8Array,
  at: number,
  { layout }: Template,
  { header, domain, tally, records }: SetsContext,
): void {
  if (!namesSomebody(layout)) {
    tally.drop('names-nobody')
    return
  }
  const flow = readFlow(set, at, layout, header, domain)
  records.push(flow)
  const reverse = layout.isTwoWay ? readReverse(set, at, layout, flow, domain) : undefined
  if (reverse) records.push(reverse)
}

/** Options are read for two things: how flows are sampled, and when the exporter started. */
function learnOptions(
  set: Uint8Array,
  at: number,
  { layout }: Template,
  { header, domain }: SetsContext,
): void {
  const init = instantAt(set, at, layout, SLOT.systemInit, header, -1)
  if (init !== undefined) domain.systemInitMs = init
  const rate = readRate(set, at, layout)
  if (!rate) return
  const samplerId = numberAt(set, at, layout.places, SLOT.samplerId)
  const inputInterface = numberAt(set, at, layout.places, SLOT.inputInterface)
  domain.samplings.learn(rate, samplerId, inputInterface)
}
