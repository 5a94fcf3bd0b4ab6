import type { TLSSocket } from 'node:tls'
import type { DropReason } from '../drop-reason.ts'
import type { Sender } from '../server/exchange.ts'
import { PacketStream } from './packet-stream.ts'
import type { ConnectionEnd, RadSecLimits, RadSecPeer } from './radsec-options.ts'

/** How long the last answers and our farewell may take to go out. */
const LINGER_MS = 1000

interface ConnectionPlan {
  socket: TLSSocket
  peer: RadSecPeer
  port: number
  /** Its number in the server, never used twice in a short time. */
  connection: number
  limits: RadSecLimits
  /** Takes a whole packet; `settle` must be called once for each. */
  receive: (packet: Buffer, from: RadSecConnection) => void
  /** Told of octets that are no packet, before the connection ends for it. */
  refuse: (reason: DropReason, octets: Buffer) => void
  /** Told once, when the connection serves no more. */
  onEnd: (reason: ConnectionEnd, error?: unknown) => void
  /** Told once, when nothing is left of it. */
  onGone: (from: RadSecConnection) => void
}

/**
 * One TLS connection of a known client. Reads no more than it may have in hand, and not while its answers are not taken,
 * so what is kept for it is bounded whatever the peer does.
 */
export class RadSecConnection implements Sender {
  readonly peer: RadSecPeer
  readonly address: string
  readonly port: number
  readonly connection: number
  /** When the last whole packet came, by `performance.now()`. */
  lastPacketAtMs = performance.now()
  readonly #plan: ConnectionPlan
  readonly #socket: TLSSocket
  readonly #stream = new PacketStream()
  #inHand = 0
  #isPumping = false
  #isCorked = false
  #endedAtMs: number | undefined
  /** Since when the peer owes the rest of a packet. */
  #owesRestSinceMs: number | undefined
  /** Since when the peer takes no answers. */
  #takesNoneSinceMs: number | undefined

  constructor(plan: ConnectionPlan) {
    const { socket, peer } = plan
    this.#plan = plan
    this.#socket = socket
    this.peer = peer
    this.address = peer.address
    this.port = plan.port
    this.connection = plan.connection
    socket.setNoDelay(true)
    socket.on('data', (chunk: Buffer) => this.#take(chunk))
    socket.on('drain', () => {
      this.#takesNoneSinceMs = undefined
      this.#pump()
    })
    socket.on('end', () => this.end('peer-closed'))
    socket.on('error', (error) => this.end('socket-error', error))
    socket.on('close', () => {
      this.end('peer-closed')
      plan.onGone(this)
    })
  }

  get hasEnded(): boolean {
    return this.#endedAtMs !== undefined
  }

  /** Sends a packet unless the connection has ended. */
  send(bytes: Buffer): boolean {
    if (this.hasEnded) return false
    this.#corkForThisTurn()
    if (!this.#socket.write(bytes)) this.#takesNoneSinceMs ??= performance.now()
    return true
  }

  /** One of the packets received is answered or given up. */
  settle(): void {
    this.#inHand--
    this.#pump()
  }

  /** Takes no more packets and sends no more answers; those that were sent may still go out. */
  end(reason: ConnectionEnd, error?: unknown): void {
    if (this.hasEnded) return
    this.#endedAtMs = performance.now()
    this.#plan.onEnd(reason, error)
    // What still comes is read and thrown away: left unread, it would make the system cut off our last answers.
    this.#socket.resume()
    this.#socket.destroySoon()
  }

  destroy(): void {
    this.#socket.destroy()
  }

  /** Ends the connection if its peer is silent for too long, half sends or does not read. */
  checkTime(nowMs: number): void {
    const { idleMsMax, stallMsMax } = this.#plan.limits
    if (this.#endedAtMs !== undefined) {
      if (nowMs - this.#endedAtMs > LINGER_MS) this.destroy()
      return
    }
    const stalledSinceMs = this.#owesRestSinceMs ?? this.#takesNoneSinceMs
    if (stalledSinceMs !== undefined && nowMs - stalledSinceMs > stallMsMax) this.end('stalled')
    else if (this.#inHand === 0 && nowMs - this.lastPacketAtMs > idleMsMax) this.end('idle')
  }

  #take(chunk: Buffer): void {
    if (this.hasEnded) return
    this.#stream.push(chunk)
    this.#pump()
  }

  /** Receives packets as long as there are any and they may be taken, and reads on only then. */
  #pump(): void {
    // A packet that is answered at once settles from inside its own receipt; the loop below goes on then, not deeper.
    if (this.#isPumping || this.hasEnded) return
    this.#isPumping = true
    while (this.#mayTake()) {
      const packet = this.#stream.next()
      if (packet === undefined) break
      this.#owesRestSinceMs = undefined
      if (typeof packet === 'string') this.#refuse(packet)
      else this.#receive(packet)
    }
    this.#isPumping = false
    if (this.hasEnded) return
    if (this.#mayTake()) {
      if (this.#stream.hasRest) this.#owesRestSinceMs ??= performance.now()
      this.#socket.resume()
    } else {
      // It is our turn, not the peer's.
      this.#owesRestSinceMs = undefined
      this.#socket.pause()
    }
  }

  #mayTake(): boolean {
    const isFull = this.#inHand >= this.#plan.limits.inHandPerConnectionMax
    return !this.hasEnded && !isFull && this.#takesNoneSinceMs === undefined
  }

  #receive(packet: Buffer): void {
    this.#inHand++
    this.lastPacketAtMs = performance.now()
    this.#plan.receive(packet, this)
  }

  #refuse(reason: DropReason): void {
    this.#plan.refuse(reason, this.#stream.restBytes())
    this.end('bad-packet')
  }

  /** All answers of one turn of the event loop go out together: one record of TLS, one call of the system. */
  #corkForThisTurn(): void {
    if (this.#isCorked) return
    this.#isCorked = true
    this.#socket.cork()
    process.nextTick(() => {
      this.#isCorked = false
      this.#socket.uncork()
    })
  }
}
