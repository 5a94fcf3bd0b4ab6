import { BatchSocket, placeOf, REPLY_BYTES, Waiter } from './batch-socket.ts'
import { type Deck, identifierOf, socketOf } from './deck.ts'

const FREE = -1
const LOST_MS = 1000
const DRAIN_MS = 8000
const LOOK_MS = 50
/** An answer that takes longer is not one of a server that has time. */
const SLOW_MS = 100
const HEADER_BYTES = 20
const FRAMED_IP_ADDRESS = 8

export type Drive = {
  port: number
  /** Where in the deck to begin. */
  from: number
  /** Ends the sending, whichever comes first. */
  packetsMax: number
  seconds: number
  /** Closed loop: so many requests are under way at any moment. */
  window: number
  /** Open loop instead: so many a second, whatever the answers do. */
  ratePerSecond?: number
  /**
   * What has no answer when its identifier is wanted again is given up, and nothing is repeated: the
   * load does not wait for the server.
   */
  isImpatient?: boolean
}

export type DriveResult = {
  sent: number
  answered: number
  perSecond: number
  seconds: number
  p50Ms: number
  p95Ms: number
  p99Ms: number
  /** Answers of another kind or with another address than the deck expects. */
  wrong: number
  /** Requests that were never answered, though repeated. */
  lost: number
  repeated: number
  /** Since the beginning, when the last request was due that was answered late or never. */
  lastSlowSeconds: number
  /** Processor time of the generator for one request and its answer. */
  cpuMicroseconds: number
  busyShare: number
}

/** One measurement: sends a deck to a port and matches every answer to its request. */
export class Driver {
  readonly #deck: Deck
  readonly #drive: Drive
  /** Where the deck lies in memory. */
  readonly #place: number
  readonly #sockets: BatchSocket[]
  readonly #waiter: Waiter
  /** By slot (socket and identifier): the packet under way, since when, and when it was last sent. */
  readonly #packets: Int32Array
  readonly #since: Float64Array
  readonly #sentAt: Float64Array
  readonly #latencies: Float32Array
  readonly #stepMs: number
  #sent = 0
  #answered = 0
  #underWay = 0
  #wrong = 0
  #repeated = 0
  #lastSlowAt = 0
  #beganAt = 0
  #now = 0
  #lookedAt = 0

  constructor(deck: Deck, drive: Drive) {
    this.#deck = deck
    this.#drive = drive
    this.#place = placeOf(deck.bytes)
    this.#sockets = Array.from({ length: deck.sockets }, () => new BatchSocket())
    this.#waiter = new Waiter(this.#sockets)
    const slots = deck.sockets * 256
    this.#packets = new Int32Array(slots).fill(FREE)
    this.#since = new Float64Array(slots)
    this.#sentAt = new Float64Array(slots)
    this.#latencies = new Float32Array(Math.min(drive.packetsMax, 4_000_000))
    this.#stepMs = drive.ratePerSecond ? 1000 / drive.ratePerSecond : 0
    for (const socket of this.#sockets) socket.connect(drive.port)
  }

  run(): DriveResult {
    const cpu = process.cpuUsage()
    this.#beganAt = performance.now()
    this.#now = this.#beganAt
    const until = this.#beganAt + this.#drive.seconds * 1000
    while (this.#now < until && this.#sent < this.#latencies.length && this.#hasNext()) this.#turn()
    while (this.#now < until && this.#hasSentAll() && this.#underWay > 0) this.#turn()
    const answered = this.#answered
    const seconds = (this.#now - this.#beganAt) / 1000
    const used = process.cpuUsage(cpu)
    const cpuMicroseconds = used.user + used.system
    if (!this.#drive.isImpatient) this.#drain()
    for (const socket of this.#sockets) socket.close()
    return {
      ...this.#summary(),
      answered: this.#answered,
      perSecond: answered / seconds,
      seconds,
      cpuMicroseconds: cpuMicroseconds / Math.max(1, answered),
      busyShare: cpuMicroseconds / 1e6 / seconds,
    }
  }

  #hasNext(): boolean {
    return this.#deck.isEndless || this.#drive.from + this.#sent < this.#deck.count
  }

  #hasSentAll(): boolean {
    return this.#sent >= this.#latencies.length || !this.#hasNext()
  }

  /** Sends what may go, waits for what comes, and takes it. */
  #turn(): void {
    if (!this.#hasSentAll()) this.#sendDue()
    this.#waitAndReceive(this.#nextDueIn())
  }

  #drain(): void {
    const until = performance.now() + DRAIN_MS
    while (this.#underWay > 0 && this.#now < until) this.#waitAndReceive(LOOK_MS)
  }

  #waitAndReceive(milliseconds: number): void {
    this.#waiter.wait(Math.max(0, Math.min(LOOK_MS, milliseconds)))
    this.#now = performance.now()
    this.#receiveNews()
    if (this.#now - this.#lookedAt >= LOOK_MS) this.#repeatLost()
  }

  #nextDueIn(): number {
    if (this.#stepMs === 0 || this.#hasSentAll()) return LOOK_MS
    return this.#beganAt + this.#sent * this.#stepMs - performance.now()
  }

  #sendDue(): void {
    const { window } = this.#drive
    let count = 0
    while (!this.#hasSentAll()) {
      const dueAt = this.#stepMs === 0 ? this.#now : this.#beganAt + this.#sent * this.#stepMs
      if (this.#stepMs === 0 ? this.#underWay >= window : dueAt > this.#now) break
      if (!this.#send(dueAt)) break
      count += 1
    }
    if (count > 0) for (const socket of this.#sockets) socket.flush()
  }

  /** Sends the next packet of the deck; false while its identifier is still under way. */
  #send(dueAt: number): boolean {
    const index = (this.#drive.from + this.#sent) % this.#deck.count
    const { sockets } = this.#deck
    const slot = socketOf(index, sockets) * 256 + identifierOf(index, sockets)
    if (this.#packets[slot] !== FREE) {
      if (!this.#drive.isImpatient) return false
      this.#giveUp(slot)
    }
    this.#packets[slot] = index
    this.#since[slot] = dueAt
    this.#sentAt[slot] = this.#now
    this.#sent += 1
    this.#underWay += 1
    this.#queue(index)
    return true
  }

  #giveUp(slot: number): void {
    this.#underWay -= 1
    this.#lastSlowAt = Math.max(this.#lastSlowAt, this.#since[slot] ?? 0)
  }

  #queue(index: number): void {
    const { starts, sockets } = this.#deck
    const start = starts[index] ?? 0
    this.#sockets[socketOf(index, sockets)]?.queue(
      this.#place + start,
      (starts[index + 1] ?? 0) - start,
    )
  }

  #receiveNews(): void {
    for (let number = 0; number < this.#sockets.length; number += 1) {
      if (!this.#waiter.hasNews(number)) continue
      const socket = this.#sockets[number] as BatchSocket // as many as there are numbers
      const count = socket.receive()
      for (let index = 0; index < count; index += 1) this.#take(socket, number, index)
    }
  }

  #take(socket: BatchSocket, number: number, index: number): void {
    const at = index * REPLY_BYTES
    const slot = number * 256 + (socket.received[at + 1] ?? 0)
    const packet = this.#packets[slot] ?? FREE
    if (packet === FREE) return // the answer to a repetition that had been answered before
    const isRight = this.#isRight(socket.received, at, packet, socket.lengthOf(index))
    // The answer to what was given up before, under the same identifier.
    if (!isRight && this.#drive.isImpatient) return
    this.#packets[slot] = FREE
    this.#underWay -= 1
    const since = this.#since[slot] ?? 0
    this.#latencies[this.#answered] = this.#now - since
    this.#answered += 1
    if (this.#now - since > SLOW_MS) this.#lastSlowAt = Math.max(this.#lastSlowAt, since)
    if (!isRight) this.#wrong += 1
  }

  #isRight(bytes: Buffer, at: number, packet: number, length: number): boolean {
    if (bytes[at] !== this.#deck.replyCode) return false
    const expected = this.#deck.addresses?.[packet]
    if (expected === undefined) return true
    for (let from = at + HEADER_BYTES; from < at + length; from += bytes[from + 1] || length) {
      if (bytes[from] === FRAMED_IP_ADDRESS) return bytes.readUInt32BE(from + 2) === expected
    }
    return false
  }

  /** What has no answer is sent once more, as an access server does; its latency goes on. */
  #repeatLost(): void {
    this.#lookedAt = this.#now
    if (this.#drive.isImpatient) return
    for (let slot = 0; slot < this.#packets.length; slot += 1) {
      const index = this.#packets[slot] ?? FREE
      if (index === FREE || this.#now - (this.#sentAt[slot] ?? 0) < LOST_MS) continue
      this.#sentAt[slot] = this.#now
      this.#repeated += 1
      this.#queue(index)
    }
    for (const socket of this.#sockets) socket.flush()
  }

  #summary() {
    const sorted = this.#latencies.subarray(0, this.#answered).toSorted()
    const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? 0
    return {
      sent: this.#sent,
      p50Ms: at(0.5),
      p95Ms: at(0.95),
      p99Ms: at(0.99),
      wrong: this.#wrong,
      lost: this.#underWay,
      repeated: this.#repeated,
      lastSlowSeconds: this.#lastSlowAt === 0 ? 0 : (this.#lastSlowAt - this.#beganAt) / 1000,
    }
  }
}
