import { formatFlowAddress } from './address.ts'
import { type FlowCounters, type FlowExporterState, Tally } from './counters.ts'
import type { Domain } from './exporter/domain.ts'
import { DomainDirectory, type DomainIdentity } from './exporter/domain-directory.ts'
import type { RecordCount, Sequence } from './exporter/sequence.ts'
import type { FlowFormat, FlowRecord } from './flow-record.ts'
import { NETFLOW5_HEADER_BYTES, readNetflow5Head, readNetflow5Records } from './formats/netflow5.ts'
import { readSets } from './formats/sets.ts'
import { readSamples, readSflowHead } from './formats/sflow5.ts'
import type { TemplateDialect } from './formats/templates.ts'
import { FLOW_LIMITS, type FlowLimits } from './limits.ts'
import { uint16At, uint32At } from './octets.ts'

const NETFLOW9_HEADER_BYTES = 20
const IPFIX_HEADER_BYTES = 16
const EXPIRE_EVERY_MS = 60_000

const NETFLOW9: TemplateDialect = {
  flowsSetId: 0,
  optionsSetId: 1,
  hasEnterprises: false,
  optionsCountsOctets: true,
  hasWithdrawal: false,
}
const IPFIX: TemplateDialect = {
  flowsSetId: 2,
  optionsSetId: 3,
  hasEnterprises: true,
  optionsCountsOctets: false,
  hasWithdrawal: true,
}

/** By whom and when a datagram was received. */
export interface FlowArrival {
  /**
   * Who sent it, under which name templates and sequence numbers are kept: the sender's address. Where several exporters
   * share one address, address and port.
   */
  exporter: string
  /** Epoch milliseconds by the clock of whoever calls. */
  receivedAtMs: number
}

export interface FlowCollector {
  /**
   * The flows of a datagram of any format, and of earlier ones whose template it brings. Never throws: what cannot be
   * read is counted by reason. The octets may be used again afterwards.
   */
  receive(datagram: Uint8Array, arrival: FlowArrival): FlowRecord[]
  counters(): FlowCounters
  /** Who has sent lately, in no order. */
  exporters(): FlowExporterState[]
}

/** A collector that keeps templates, sampling and sequence numbers between datagrams, within its limits. */
export function createFlowCollector(options: { limits?: Partial<FlowLimits> } = {}): FlowCollector {
  return new Collector({ ...FLOW_LIMITS, ...options.limits })
}

class Collector implements FlowCollector {
  readonly #limits: FlowLimits
  readonly #directory: DomainDirectory
  readonly #tally = new Tally()
  #expiredAtMs = Number.NEGATIVE_INFINITY

  constructor(limits: FlowLimits) {
    this.#limits = limits
    this.#directory = new DomainDirectory(limits)
  }

  receive(datagram: Uint8Array, arrival: FlowArrival): FlowRecord[] {
    this.#expire(arrival.receivedAtMs)
    const records = this.#read(datagram, arrival)
    this.#tally.records += records.length
    return records
  }

  #read(datagram: Uint8Array, arrival: FlowArrival): FlowRecord[] {
    if (datagram.length < 4) return this.#drop('too-short')
    switch (uint16At(datagram, 0)) {
      case 5:
        return this.#readNetflow5(datagram, arrival)
      case 9:
        return this.#readNetflow9(datagram, arrival)
      case 10:
        return this.#readIpfix(datagram, arrival)
      default:
        // sFlow writes its version with four octets.
        if (uint32At(datagram, 0) === 5) return this.#readSflow5(datagram, arrival)
        return this.#drop('unknown-version')
    }
  }

  #readNetflow5(bytes: Uint8Array, arrival: FlowArrival): FlowRecord[] {
    if (bytes.length < NETFLOW5_HEADER_BYTES) return this.#drop('too-short')
    const head = readNetflow5Head(bytes)
    if (!head) return this.#drop('bad-length')
    const domain = this.#enter('netflow5', head.engine, arrival)
    if (!domain) return this.#drop('too-many-domains')
    const { exportedAtMs, uptimeMs } = head
    this.#noteUptime(domain, uptimeMs, arrival)
    const header = headerOf(domain, arrival, exportedAtMs, uptimeMs)
    const records = readNetflow5Records(bytes, head, header)
    this.#follow(domain, head.sequence, head.count)
    domain.records += records.length
    return records
  }

  #readNetflow9(bytes: Uint8Array, arrival: FlowArrival): FlowRecord[] {
    if (bytes.length < NETFLOW9_HEADER_BYTES) return this.#drop('too-short')
    const domain = this.#enter('netflow9', uint32At(bytes, 16), arrival)
    if (!domain) return this.#drop('too-many-domains')
    const uptimeMs = uint32At(bytes, 4)
    this.#noteUptime(domain, uptimeMs, arrival)
    const header = headerOf(domain, arrival, uint32At(bytes, 8) * 1000, uptimeMs)
    const { records } = this.#readSets(bytes, NETFLOW9_HEADER_BYTES, bytes.length, {
      dialect: NETFLOW9,
      header,
      domain,
    })
    this.#follow(domain, uint32At(bytes, 12), 1)
    return records
  }

  #readIpfix(bytes: Uint8Array, arrival: FlowArrival): FlowRecord[] {
    if (bytes.length < IPFIX_HEADER_BYTES) return this.#drop('too-short')
    const length = uint16At(bytes, 2)
    if (length < IPFIX_HEADER_BYTES || length > bytes.length) return this.#drop('bad-length')
    const domain = this.#enter('ipfix', uint32At(bytes, 12), arrival)
    if (!domain) return this.#drop('too-many-domains')
    const header = headerOf(domain, arrival, uint32At(bytes, 4) * 1000, -1)
    const { records, count } = this.#readSets(bytes, IPFIX_HEADER_BYTES, length, {
      dialect: IPFIX,
      header,
      domain,
    })
    this.#count(domain, (sequence) => sequence.followRecords(uint32At(bytes, 8), count))
    return records
  }

  #readSflow5(bytes: Uint8Array, arrival: FlowArrival): FlowRecord[] {
    const head = readSflowHead(bytes)
    if (!head) return this.#drop('too-short')
    const agent = formatFlowAddress(head.agent)
    const domain = this.#enter('sflow5', head.subAgent, arrival, agent)
    if (!domain) return this.#drop('too-many-domains')
    this.#noteUptime(domain, head.uptimeMs, arrival)
    const header = headerOf(domain, arrival, arrival.receivedAtMs, head.uptimeMs)
    const records = readSamples(bytes, head, header, this.#tally)
    this.#follow(domain, head.sequence, 1)
    domain.records += records.length
    return records
  }

  #readSets(
    bytes: Uint8Array,
    from: number,
    end: number,
    context: { dialect: TemplateDialect; header: FlowRecord['header']; domain: Domain },
  ): { records: FlowRecord[]; count: RecordCount | undefined } {
    const records: FlowRecord[] = []
    const whole = { ...context, limits: this.#limits, tally: this.#tally, records }
    const count = readSets(bytes, from, end, whole)
    context.domain.records += records.length
    return { records, count }
  }

  /** The domain that a datagram belongs to; undefined when there are too many already. */
  #enter(
    format: FlowFormat,
    observationDomain: number,
    { exporter, receivedAtMs }: FlowArrival,
    agent?: string,
  ): Domain | undefined {
    const identity: DomainIdentity = { exporter, format, observationDomain, nowMs: receivedAtMs }
    const domain = this.#directory.find(agent === undefined ? identity : { ...identity, agent })
    if (!domain) return undefined
    this.#tally.datagrams[format]++
    domain.datagrams++
    return domain
  }

  #noteUptime(domain: Domain, uptimeMs: number, { receivedAtMs }: FlowArrival): void {
    if (!domain.sequence.hasRestarted(uptimeMs, receivedAtMs)) return
    this.#tally.restarts++
    domain.startAnew()
  }

  #follow(domain: Domain, number: number, units: number): void {
    this.#count(domain, (sequence) => sequence.follow(number, units))
  }

  #count(domain: Domain, follow: (sequence: Sequence) => number): void {
    const { late, restarts } = domain.sequence
    this.#tally.lost[domain.format] += follow(domain.sequence)
    this.#tally.late += domain.sequence.late - late
    this.#tally.restarts += domain.sequence.restarts - restarts
  }

  #drop(reason: Parameters<Tally['drop']>[0]): FlowRecord[] {
    this.#tally.drop(reason)
    return []
  }

  /** Now and then what has become old is forgotten; the clock is that of the arrivals. */
  #expire(nowMs: number): void {
    if (Math.abs(nowMs - this.#expiredAtMs) < EXPIRE_EVERY_MS) return
    this.#expiredAtMs = nowMs
    this.#tally.drop('waiting-too-long', this.#directory.expire(nowMs))
  }

  counters(): FlowCounters {
    const { datagrams, dropped, lost, ...counts } = this.#tally
    return {
      ...counts,
      datagrams: { ...datagrams },
      dropped: { ...dropped },
      lost: { ...lost },
      exporters: this.#directory.exporterCount,
      domains: this.#directory.domainCount,
      ...this.#directory.holdings,
    }
  }

  exporters(): FlowExporterState[] {
    return this.#directory.all().map((domain) => ({
      exporter: domain.exporter,
      format: domain.format,
      observationDomain: domain.observationDomain,
      firstHeardMs: domain.firstHeardMs,
      lastHeardMs: domain.lastHeardMs,
      datagrams: domain.datagrams,
      records: domain.records,
      lost: domain.sequence.lost,
      late: domain.sequence.late,
      restarts: domain.sequence.restarts,
      templates: domain.templateCount,
      waitingSets: domain.waiting.count,
    }))
  }
}

function headerOf(
  { exporter, format, observationDomain }: Domain,
  { receivedAtMs }: FlowArrival,
  exportedAtMs: number,
  uptimeMs: number,
): FlowRecord['header'] {
  return { exporter, format, observationDomain, receivedAtMs, exportedAtMs, uptimeMs }
}
