import type { ExportHeader } from '../flow-record.ts'
import type { FlowLimits } from '../limits.ts'

/** What a waiting set costs besides its octets. */
const OVERHEAD_OCTETS = 128

/** Data that came before their template, with the header of their datagram. */
export interface WaitingSet {
  readonly bytes: Uint8Array
  readonly header: ExportHeader
}

/** What all domains of a collector hold together. */
export interface Holdings {
  templates: number
  waitingSets: number
  waitingOctets: number
}

/** The sets of one domain that wait for their templates, within its own limits and those of all. */
export class WaitingSets {
  readonly #limits: FlowLimits
  readonly #holdings: Holdings
  /** By template, so that a datagram full of templates does not walk over all that wait for each of them. */
  readonly #byTemplate = new Map<number, WaitingSet[]>()
  #count = 0
  #octets = 0

  constructor(limits: FlowLimits, holdings: Holdings) {
    this.#limits = limits
    this.#holdings = holdings
  }

  get count(): number {
    return this.#count
  }

  /** Keeps a copy of the set, or returns false when there is no more room. */
  add(templateId: number, bytes: Uint8Array, header: ExportHeader): boolean {
    const cost = bytes.length + OVERHEAD_OCTETS
    const { waitingOctetsPerDomainMax, waitingOctetsMax } = this.#limits
    if (this.#octets + cost > waitingOctetsPerDomainMax) return false
    if (this.#holdings.waitingOctets + cost > waitingOctetsMax) return false
    // A copy: the datagram may be a view into a buffer that is much larger or is used again.
    const set = { bytes: Uint8Array.prototype.slice.call(bytes), header }
    const sets = this.#byTemplate.get(templateId)
    if (sets) sets.push(set)
    else this.#byTemplate.set(templateId, [set])
    this.#account(1, cost)
    return true
  }

  /** Hands out, in the order in which they came, the sets that waited for this template. */
  take(templateId: number): WaitingSet[] {
    const taken = this.#byTemplate.get(templateId)
    if (!taken) return []
    this.#byTemplate.delete(templateId)
    for (const set of taken) this.#release(set)
    return taken
  }

  /** Gives up those that have waited too long and returns how many they were. */
  dropOld(nowMs: number): number {
    const before = this.#count
    const from = nowMs - this.#limits.waitingMsMax
    for (const [templateId, sets] of this.#byTemplate) {
      const kept = sets.filter((set) => set.header.receivedAtMs >= from)
      for (const set of sets) if (set.header.receivedAtMs < from) this.#release(set)
      if (kept.length === 0) this.#byTemplate.delete(templateId)
      else this.#byTemplate.set(templateId, kept)
    }
    return before - this.#count
  }

  /** Gives up all and returns how many they were. */
  dropAll(): number {
    const before = this.#count
    for (const templateId of [...this.#byTemplate.keys()]) this.take(templateId)
    return before
  }

  #release({ bytes }: WaitingSet): void {
    this.#account(-1, -(bytes.length + OVERHEAD_OCTETS))
  }

  #account(sets: number, octets: number): void {
    this.#count += sets
    this.#octets += octets
    this.#holdings.waitingSets += sets
    this.#holdings.waitingOctets += octets
  }
}
