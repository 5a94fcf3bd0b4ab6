import type { FlowFormat } from '../flow-record.ts'
import type { FlowLimits } from '../limits.ts'
import { Domain } from './domain.ts'
import type { Holdings } from './waiting-sets.ts'

export interface DomainIdentity {
  exporter: string
  format: FlowFormat
  observationDomain: number
  /** Of sFlow: the agent's own address, when its datagrams come through somebody else. */
  agent?: string
  nowMs: number
}

/** The domains of all exporters, within limits. */
export class DomainDirectory {
  readonly holdings: Holdings = { templates: 0, waitingSets: 0, waitingOctets: 0 }
  readonly #limits: FlowLimits
  readonly #byExporter = new Map<string, Map<string, Domain>>()
  #count = 0

  constructor(limits: FlowLimits) {
    this.#limits = limits
  }

  get exporterCount(): number {
    return this.#byExporter.size
  }

  get domainCount(): number {
    return this.#count
  }

  /** The domain, made when it is new, or undefined when there are too many. */
  find(identity: DomainIdentity): Domain | undefined {
    const { exporter, format, observationDomain, agent = '' } = identity
    const domains = this.#byExporter.get(exporter)
    const key = `${format} ${observationDomain} ${agent}`
    const domain = domains?.get(key)
    if (domain) {
      if (identity.nowMs > domain.lastHeardMs) domain.lastHeardMs = identity.nowMs
      return domain
    }
    if (this.#count >= this.#limits.domainsMax) return undefined
    if (domains && domains.size >= this.#limits.domainsPerExporterMax) return undefined
    const made = new Domain(identity, this.#limits, this.holdings)
    if (domains) domains.set(key, made)
    else this.#byExporter.set(exporter, new Map([[key, made]]))
    this.#count++
    return made
  }

  all(): Domain[] {
    return [...this.#byExporter.values()].flatMap((domains) => [...domains.values()])
  }

  /** Forgets what is silent or too old, and returns how many waiting sets were given up. */
  expire(nowMs: number): number {
    let setsDropped = 0
    for (const [exporter, domains] of this.#byExporter) {
      for (const [key, domain] of domains) {
        setsDropped += domain.expire(nowMs)
        if (nowMs - domain.lastHeardMs <= this.#limits.silentMsMax) continue
        setsDropped += domain.waiting.dropAll()
        domain.startAnew()
        domains.delete(key)
        this.#count--
      }
      if (domains.size === 0) this.#byExporter.delete(exporter)
    }
    return setsDropped
  }
}
