import { codeName } from '../code.ts'
import { DROP_REASONS, type DropReason } from '../drop-reason.ts'

/** What a server has done since it was made. All numbers only grow, except the last two, which are of this moment. */
export interface RadiusCounters {
  /** Well-formed packets of known clients by code, before any further check. */
  received: Record<string, number>
  /** Replies by code, repeated ones included. */
  sent: Record<string, number>
  /** Packets that were not answered by reason; every reason is there. */
  dropped: Record<DropReason, number>
  /** Replies sent once more because the request came once more. */
  repliesRepeated: number
  /** Errors that the socket reported. */
  socketErrors: number
  /** Requests being handled. */
  inFlight: number
  /** Requests waiting to be handled. */
  waiting: number
}

/** Counts by code and reason, cheaply enough for every packet. */
export class Tally {
  readonly #received = new Float64Array(256)
  readonly #sent = new Float64Array(256)
  readonly #dropped: Record<DropReason, number>
  repliesRepeated = 0
  socketErrors = 0

  constructor() {
    const zeros = DROP_REASONS.map((reason) => [reason, 0] as const)
    this.#dropped = Object.fromEntries(zeros) as Record<DropReason, number> // one entry a reason
  }

  countReceived(code: number): void {
    this.#received[code] = (this.#received[code] ?? 0) + 1
  }

  countSent(code: number): void {
    this.#sent[code] = (this.#sent[code] ?? 0) + 1
  }

  countDropped(reason: DropReason): void {
    this.#dropped[reason]++
  }

  snapshot(now: { inFlight: number; waiting: number }): RadiusCounters {
    return {
      received: byCodeName(this.#received),
      sent: byCodeName(this.#sent),
      dropped: { ...this.#dropped },
      repliesRepeated: this.repliesRepeated,
      socketErrors: this.socketErrors,
      ...now,
    }
  }
}

function byCodeName(counts: Float64Array): Record<string, number> {
  const named: Record<string, number> = {}
  counts.forEach((count, code) => {
    if (count > 0) named[codeName(code)] = count
  })
  return named
}
