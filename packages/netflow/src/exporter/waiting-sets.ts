import type { ExportHeader } from '../flow-record.ts'
import type { FlowLimits } from '../limits.ts'

/** What a waiting set costs besides its octets. */
const OVERHEAD_OCTETS = 128

/** Data that came before their template, with the header of their datagram. */
export interface WaitingSet {
  readonly templateId: number
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
  #sets: WaitingSet[] = []
  #octets = 0

  constructor(limits: FlowLimits, holdings: Holdings) {
    this.#limits = limits
    this.#holdings = holdings
  }

  get count(): number {
    return this.#sets.length
  }

  /** Keeps a copy of the set, or returns false when there is no more room. */
  add(templateId: number, bytes: Uint8Array, header: ExportHeader): boolean {
    const cost = bytes.length + OVERHEAD_OCTETS
    const { waitingOctetsPerDomainMax, waitingOctetsMax } = this.#limits
    if (this.#octets + cost > waitingOctetsPerDomainMax) return false
    if (this.#holdings.waitingOctets + cost > waitingOctetsMax) return false
    // A copy: the datagram may be a view into a buffer that is much larger or is used again.
    this.#sets.push({ templateId, bytes: Uint8Array.prototype.slice.call(bytes), header })
    this.#account(1, cost)
    return true
  }

  /** Hands out, in the order in which they came, the sets that waited for this template. */
  take(templateId: number): WaitingSet[] {
    if (this.#sets.length === 0) return []
    return this.#takeWhere((set) => set.templateId === templateId)
  }

  /** Gives up those that have waited too long and returns how many they were. */
  dropOld(nowMs: number): number {
    const from = nowMs - this.#limits.waitingMsMax
    return this.#takeWhere((set) => set.header.receivedAtMs < from).length
  }

  /** Gives up all and returns how many they were. */
  dropAll(): number {
    return this.#takeWhere(() => true).length
  }

  #takeWhere(isTaken: (set: WaitingSet) => boolean): WaitingSet[] {
    const taken = this.#sets.filter(isTaken)
    if (taken.length === 0) return taken
    this.#sets = this.#sets.filter((set) => !isTaken(set))
    for (const { bytes } of taken) this.#account(-1, -(bytes.length + OVERHEAD_OCTETS))
    return taken
  }

  #account(sets: number, octets: number): void {
    this.#octets += octets
    this.#holdings.waitingSets += sets
    this.#holdings.waitingOctets += octets
  }
}
