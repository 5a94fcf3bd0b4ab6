import type { FlowFormat } from '../flow-record.ts'
import type { FlowLimits } from '../limits.ts'
import type { Layout } from '../template/layout.ts'
import { Samplings } from './samplings.ts'
import { Sequence } from './sequence.ts'
import { type Holdings, WaitingSets } from './waiting-sets.ts'

export interface Template {
  readonly kind: 'flows' | 'options'
  readonly layout: Layout
  /** The octets that defined it, to tell a refresh from a change. */
  readonly definition: Uint8Array
  /** When it was sent last, by the caller's clock. */
  refreshedAtMs: number
}

/** What is remembered of one observation domain of one exporter. */
export class Domain {
  readonly exporter: string
  readonly format: FlowFormat
  readonly observationDomain: number
  readonly sequence = new Sequence()
  readonly waiting: WaitingSets
  readonly firstHeardMs: number
  samplings: Samplings
  systemInitMs: number | undefined
  lastHeardMs: number
  datagrams = 0
  records = 0
  readonly #templates = new Map<number, Template>()
  readonly #limits: FlowLimits
  readonly #holdings: Holdings

  constructor(
    identity: { exporter: string; format: FlowFormat; observationDomain: number; nowMs: number },
    limits: FlowLimits,
    holdings: Holdings,
  ) {
    this.exporter = identity.exporter
    this.format = identity.format
    this.observationDomain = identity.observationDomain
    this.firstHeardMs = identity.nowMs
    this.lastHeardMs = identity.nowMs
    this.samplings = new Samplings(limits.samplersPerDomainMax)
    this.waiting = new WaitingSets(limits, holdings)
    this.#limits = limits
    this.#holdings = holdings
  }

  get templateCount(): number {
    return this.#templates.size
  }

  /** The template of an id, unless its time has run out. */
  findTemplate(id: number, nowMs: number): Template | undefined {
    const template = this.#templates.get(id)
    if (!template || nowMs - template.refreshedAtMs <= this.#limits.templateMsMax) return template
    this.forgetTemplate(id)
    return undefined
  }

  /** Keeps a template in the place of the one that had its id, or returns false when there is no more room. */
  keepTemplate(id: number, template: Template): boolean {
    if (!this.#templates.has(id)) {
      const { templatesMax, templatesPerDomainMax } = this.#limits
      if (this.#templates.size >= templatesPerDomainMax) return false
      if (this.#holdings.templates >= templatesMax) return false
      this.#holdings.templates++
    }
    this.#templates.set(id, template)
    return true
  }

  /** Forgets one template; its data wait from now on. */
  forgetTemplate(id: number): void {
    if (this.#templates.delete(id)) this.#holdings.templates--
  }

  /** Forgets all templates of a kind. */
  forgetTemplates(kind: Template['kind']): void {
    for (const [id, template] of this.#templates) {
      if (template.kind === kind) this.forgetTemplate(id)
    }
  }

  /**
   * The exporter has started anew: the ids of its templates may mean something else now, and so may its samplers. What
   * waits goes on waiting, since it may have come after the start.
   */
  startAnew(): void {
    this.forgetTemplates('flows')
    this.forgetTemplates('options')
    this.samplings = new Samplings(this.#limits.samplersPerDomainMax)
    this.systemInitMs = undefined
  }

  /** Forgets templates whose time has run out and gives up sets that have waited too long; returns how many sets. */
  expire(nowMs: number): number {
    for (const id of [...this.#templates.keys()]) this.findTemplate(id, nowMs)
    return this.waiting.dropOld(nowMs)
  }
}
