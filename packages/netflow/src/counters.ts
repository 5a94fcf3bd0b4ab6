import { DROP_REASONS, type DropReason } from './drop-reason.ts'
import { FLOW_FORMATS, type FlowFormat } from './flow-record.ts'

/** What a collector has done since it was made. All numbers only grow, but for `lost` and the last five. */
export interface FlowCounters {
  /** Datagrams with a header of a format; they may hold parts that were dropped. */
  datagrams: Record<FlowFormat, number>
  /** Records that were told. */
  records: number
  /** What was not told by reason; every reason is there. The unit is what the reason speaks of. */
  dropped: Record<DropReason, number>
  /** Counter samples of sFlow, which are skipped. */
  counterSamples: number
  /** Templates that were new or changed. */
  templatesLearnt: number
  /** Data sets that came before their template. */
  setsDelayed: number
  /** By sequence numbers: flows of NetFlow v5, datagrams of v9 and sFlow, data records of IPFIX. */
  lost: Record<FlowFormat, number>
  /** Datagrams that came after a later one; what they brought is no longer counted as lost. */
  late: number
  /** Times that an exporter started anew. */
  restarts: number
  exporters: number
  domains: number
  templates: number
  waitingSets: number
  waitingOctets: number
}

/** One observation domain of one exporter, for a page that shows who sends. */
export interface FlowExporterState {
  exporter: string
  format: FlowFormat
  observationDomain: number
  firstHeardMs: number
  lastHeardMs: number
  datagrams: number
  records: number
  lost: number
  late: number
  restarts: number
  templates: number
  waitingSets: number
}

/** Counts cheaply enough for every record. */
export class Tally {
  readonly datagrams = zeros(FLOW_FORMATS)
  readonly dropped = zeros(DROP_REASONS)
  readonly lost = zeros(FLOW_FORMATS)
  records = 0
  counterSamples = 0
  templatesLearnt = 0
  setsDelayed = 0
  late = 0
  restarts = 0

  drop(reason: DropReason, count = 1): void {
    this.dropped[reason] += count
  }
}

function zeros<Name extends string>(names: readonly Name[]): Record<Name, number> {
  const entries = names.map((name) => [name, 0] as const)
  return Object.fromEntries(entries) as Record<Name, number> // one entry a name
}
