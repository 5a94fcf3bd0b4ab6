import { CODE } from '../code.ts'
import { ATTRIBUTE, VALUE } from '../dictionary.generated.ts'
import type { Packet } from '../packet.ts'

const INTERIM_UPDATE = VALUE['Acct-Status-Type']['Interim-Update']

/** Who goes first when not everyone can. */
const LANES = ['first', 'interim', 'repeated-interim'] as const
type Lane = (typeof LANES)[number]

interface Waiting {
  request: Packet
  receivedAtMs: number
}

interface AdmissionPlan<W extends Waiting> {
  limits: { inFlightMax: number; waitingMax: number; waitMsMax: number }
  /** A monotonic clock in milliseconds, the one of `receivedAtMs`. */
  nowMs: () => number
  start: (waiting: W) => void
  refuse: (waiting: W) => void
}

/**
 * Lets at most `inFlightMax` requests be handled at once and at most `waitingMax` wait, `waitMsMax` at the longest.
 *
 * Authentication, Start, Stop and the like are served before Interim-Update, and an Interim that was already sent once
 * (Acct-Delay-Time over zero) comes last. When the waiting room is full, a newcomer takes the place of the oldest of the
 * lowest lane below its own; if there is none, it is refused itself. A lost Interim costs little, since the next one
 * carries the same counters further; a lost Stop leaves a session open.
 */
export class Admission<W extends Waiting> {
  inFlight = 0
  waiting = 0
  readonly #plan: AdmissionPlan<W>
  readonly #lanes: Record<Lane, Queue<W>> = {
    first: new Queue(),
    interim: new Queue(),
    'repeated-interim': new Queue(),
  }
  #isDraining = false

  constructor(plan: AdmissionPlan<W>) {
    this.#plan = plan
  }

  /** Starts the newcomer now, or lets it wait, or refuses it or another in its favour. */
  enter(newcomer: W): void {
    const { limits, refuse } = this.#plan
    if (this.inFlight < limits.inFlightMax && this.waiting === 0) {
      this.#start(newcomer)
      return
    }
    const lane = laneOf(newcomer.request)
    if (this.waiting >= limits.waitingMax) {
      const displaced = this.#takeBelow(lane)
      refuse(displaced ?? newcomer)
      if (!displaced) return
    }
    this.#lanes[lane].push(newcomer)
    this.waiting++
  }

  /** One request has been dealt with: the next may start. */
  leave(): void {
    this.inFlight--
    if (this.waiting === 0) return
    // A handler that answers at once leaves from inside its own start; the loop below goes on then, not deeper.
    if (this.#isDraining) return
    this.#isDraining = true
    const nowMs = this.#plan.nowMs()
    while (this.waiting > 0 && this.inFlight < this.#plan.limits.inFlightMax) {
      const next = this.#takeFirst()
      if (!next) break
      const hasWaitedTooLong = nowMs - next.receivedAtMs > this.#plan.limits.waitMsMax
      if (hasWaitedTooLong) this.#plan.refuse(next)
      else this.#start(next)
    }
    this.#isDraining = false
  }

  #start(waiting: W): void {
    this.inFlight++
    this.#plan.start(waiting)
  }

  #takeFirst(): W | undefined {
    for (const lane of LANES) {
      const taken = this.#lanes[lane].shift()
      if (!taken) continue
      this.waiting--
      return taken
    }
    return undefined
  }

  #takeBelow(lane: Lane): W | undefined {
    for (const lower of LANES.slice(LANES.indexOf(lane) + 1).reverse()) {
      const taken = this.#lanes[lower].shift()
      if (!taken) continue
      this.waiting--
      return taken
    }
    return undefined
  }
}

function laneOf(request: Packet): Lane {
  if (request.code !== CODE['Accounting-Request']) return 'first'
  if (request.readInteger(ATTRIBUTE['Acct-Status-Type']) !== INTERIM_UPDATE) return 'first'
  const delaySeconds = request.readInteger(ATTRIBUTE['Acct-Delay-Time']) ?? 0
  return delaySeconds > 0 ? 'repeated-interim' : 'interim'
}

/** First in, first out, without moving the rest at every step. */
class Queue<T> {
  #items: T[] = []
  #head = 0

  push(item: T): void {
    this.#items.push(item)
  }

  shift(): T | undefined {
    const item = this.#items[this.#head]
    if (item === undefined) return undefined
    this.#head++
    if (this.#head * 2 > this.#items.length) {
      this.#items = this.#items.slice(this.#head)
      this.#head = 0
    }
    return item
  }
}
