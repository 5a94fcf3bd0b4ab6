import type { RemoteInfo, Socket } from 'node:dgram'
import { normaliseAddress } from '../address.ts'
import { verifyRequest } from '../authenticator.ts'
import { CODE } from '../code.ts'
import type { DropReason } from '../drop-reason.ts'
import { decodePacket, type Packet } from '../packet.ts'
import { createReply, type PacketWriter } from '../packet-writer.ts'
import { bindSocket } from '../socket.ts'
import { Admission } from './admission.ts'
import { type RadiusCounters, Tally } from './counters.ts'
import { RecentExchanges } from './recent-exchanges.ts'
import {
  type DropDetail,
  fillLimits,
  type RadiusLimits,
  type RadiusPeer,
  type RadiusServer,
  type RadiusServerKind,
  type RadiusServerOptions,
  type RequestContext,
} from './server-options.ts'

const CLOSE_DEADLINE_MS = 5000

/** The request codes that a port takes, and the code by which it answers Status-Server (RFC 5997 §4). */
const KINDS: Record<RadiusServerKind, { requests: number[]; alive: number }> = {
  auth: {
    requests: [CODE['Access-Request'], CODE['Status-Server']],
    alive: CODE['Access-Accept'],
  },
  acct: {
    requests: [CODE['Accounting-Request'], CODE['Status-Server']],
    alive: CODE['Accounting-Response'],
  },
  // Status-Server does not go there, so the code is never used.
  dae: {
    requests: [CODE['Disconnect-Request'], CODE['CoA-Request']],
    alive: CODE['Access-Accept'],
  },
}

/**
 * Listens for RADIUS requests. Rejects when the port cannot be had; after that nothing that comes from the network or
 * from a handler stops it: bad packets are dropped and counted by reason, and a failing handler costs its own request.
 */
export async function createRadiusServer<P extends RadiusPeer>(
  options: RadiusServerOptions<P>,
): Promise<RadiusServer> {
  const limits = fillLimits(options.limits)
  const socket = await bindSocket({
    host: options.host,
    port: options.port,
    reusePort: options.reusePort,
    bufferBytes: limits.socketBufferBytes,
  })
  return new Listener(options, limits, socket)
}

class Listener<P extends RadiusPeer> implements RadiusServer {
  readonly address: string
  readonly port: number
  readonly #options: RadiusServerOptions<P>
  readonly #limits: RadiusLimits
  readonly #socket: Socket
  readonly #kind: { requests: number[]; alive: number }
  readonly #exchanges: RecentExchanges
  readonly #admission: Admission<Exchange<P>>
  readonly #tally = new Tally()
  /** Requests whose handler has not answered yet, the oldest first. */
  readonly #running = new Set<Exchange<P>>()
  readonly #sweep: NodeJS.Timeout
  #state: 'open' | 'closing' | 'closed' = 'open'
  #closing: Promise<void> | undefined
  #whenIdle: (() => void) | undefined

  constructor(options: RadiusServerOptions<P>, limits: RadiusLimits, socket: Socket) {
    const { address, port } = socket.address()
    this.address = address
    this.port = port
    this.#options = options
    this.#limits = limits
    this.#socket = socket
    this.#kind = KINDS[options.kind]
    this.#exchanges = new RecentExchanges(limits)
    this.#admission = new Admission({
      limits,
      nowMs: () => performance.now(),
      start: (exchange) => this.#start(exchange),
      refuse: (exchange) => this.#giveUp(exchange, 'overload'),
    })
    socket.on('message', (datagram, sender) => this.#receiveSafely(datagram, sender))
    socket.on('error', () => this.#tally.socketErrors++)
    const sweepMs = Math.min(1000, Math.max(10, limits.handlerMsMax / 4))
    this.#sweep = setInterval(() => this.#endOverdue(), sweepMs).unref()
  }

  counters(): RadiusCounters {
    const { inFlight, waiting } = this.#admission
    return this.#tally.snapshot({ inFlight, waiting })
  }

  close(deadlineMs = CLOSE_DEADLINE_MS): Promise<void> {
    this.#closing ??= this.#close(deadlineMs)
    return this.#closing
  }

  async #close(deadlineMs: number): Promise<void> {
    this.#state = 'closing'
    if (!this.#isIdle()) {
      const idle = Promise.withResolvers<void>()
      this.#whenIdle = idle.resolve
      const deadline = setTimeout(idle.resolve, deadlineMs)
      await idle.promise
      clearTimeout(deadline)
    }
    this.#state = 'closed'
    clearInterval(this.#sweep)
    await new Promise<void>((resolve) => this.#socket.close(resolve))
  }

  #receiveSafely(datagram: Buffer, sender: RemoteInfo): void {
    try {
      this.#receive(datagram, sender)
    } catch (error) {
      // Only `findClient` is left to throw, or a socket that closes under us.
      this.#drop('handler-error', normaliseAddress(sender.address), {
        port: sender.port,
        datagram,
        error,
      })
    }
  }

  /** The way of every packet, step by step. */
  #receive(datagram: Buffer, sender: RemoteInfo): void {
    const address = normaliseAddress(sender.address)
    const client = this.#options.findClient(address)
    if (!client) {
      this.#drop('unknown-client', address, { port: sender.port, datagram })
      return
    }
    const request = this.#read(datagram, client)
    if (typeof request === 'string') {
      this.#drop(request, address, { port: sender.port, datagram })
      return
    }
    const receivedAtMs = performance.now()
    const known = this.#exchanges.find(sender, request, receivedAtMs)
    if (known !== undefined) {
      this.#repeat(known, request, address, sender)
      return
    }
    const ticket = this.#exchanges.begin()
    const exchange = new Exchange({ request, client, address, sender, receivedAtMs, ticket })
    if (request.code === CODE['Status-Server']) {
      this.#answer(exchange, exchange.reply(this.#kind.alive))
    } else {
      this.#admission.enter(exchange)
    }
  }

  /** A packet that we serve, from someone who knows the secret, or the reason why it is neither. */
  #read(datagram: Buffer, client: P): Packet | DropReason {
    if (this.#state !== 'open') return 'closing'
    const request = decodePacket(datagram)
    if (typeof request === 'string') return request
    this.#tally.countReceived(request.code)
    if (!this.#kind.requests.includes(request.code)) return 'unknown-code'
    return verifyRequest(request, client) ?? request
  }

  /** A retransmission: the same octets again, or nothing while the first one is still being handled. */
  #repeat(ticket: number, request: Packet, address: string, sender: RemoteInfo): void {
    const reply = this.#exchanges.replyOf(ticket)
    if (!reply) {
      this.#drop('duplicate', address, { port: sender.port, datagram: request.bytes })
      return
    }
    this.#tally.repliesRepeated++
    // A copy: the socket may keep the octets for a while, and their place is used again.
    this.#send(Buffer.from(reply), sender)
  }

  #start(exchange: Exchange<P>): void {
    try {
      const reply = this.#options.handle(exchange.request, exchange)
      if (!isPromise(reply)) {
        this.#finish(exchange, reply)
        return
      }
      exchange.startedAtMs = performance.now()
      this.#running.add(exchange)
      reply.then(
        (late) => this.#finish(exchange, late),
        (error) => this.#fail(exchange, 'handler-error', error),
      )
    } catch (error) {
      this.#fail(exchange, 'handler-error', error)
    }
  }

  #finish(exchange: Exchange<P>, reply: PacketWriter | undefined): void {
    if (exchange.isOver) return
    if (!reply || this.#state === 'closed') {
      this.#fail(exchange, reply ? 'closing' : 'no-reply')
      return
    }
    try {
      this.#answer(exchange, reply)
      this.#end(exchange)
    } catch (error) {
      this.#fail(exchange, 'handler-error', error)
    }
  }

  /** Nothing is sent, and the request is forgotten: when the sender tries again, the handler gets it again. */
  #fail(exchange: Exchange<P>, reason: DropReason, error?: unknown): void {
    if (exchange.isOver) return
    this.#giveUp(exchange, reason, error)
    this.#end(exchange)
  }

  #end(exchange: Exchange<P>): void {
    exchange.isOver = true
    this.#running.delete(exchange)
    this.#admission.leave()
    if (this.#whenIdle && this.#isIdle()) this.#whenIdle()
  }

  #answer(exchange: Exchange<P>, reply: PacketWriter): void {
    const bytes = reply.encode()
    this.#send(bytes, exchange.sender)
    this.#exchanges.finish(exchange.ticket, bytes, performance.now())
  }

  #giveUp(exchange: Exchange<P>, reason: DropReason, error?: unknown): void {
    const { request, address, port } = exchange
    this.#exchanges.forget(exchange.ticket)
    this.#drop(reason, address, { port, datagram: request.bytes, error })
  }

  #send(bytes: Buffer, sender: RemoteInfo): void {
    this.#tally.countSent(bytes[0] ?? 0)
    // No callback: a lost reply is asked for again, and a callback would cost a turn of the event loop per packet.
    this.#socket.send(bytes, sender.port, sender.address)
  }

  #drop(reason: DropReason, address: string, detail: DropDetail): void {
    this.#tally.countDropped(reason)
    try {
      this.#options.onDrop?.(reason, address, detail)
    } catch {
      this.#tally.countDropped('handler-error') // who tells of failures must not be one
    }
  }

  #endOverdue(): void {
    const latestMs = performance.now() - this.#limits.handlerMsMax
    for (const exchange of this.#running) {
      if (exchange.startedAtMs > latestMs) break
      this.#fail(exchange, 'handler-timeout')
    }
  }

  #isIdle(): boolean {
    return this.#admission.inFlight === 0 && this.#admission.waiting === 0
  }
}

interface Arrival<P extends RadiusPeer> {
  request: Packet
  client: P
  address: string
  sender: RemoteInfo
  receivedAtMs: number
  ticket: number
}

/** One request from its arrival to its end; its handler sees it as the context. */
class Exchange<P extends RadiusPeer> implements RequestContext<P> {
  readonly request: Packet
  readonly client: P
  readonly address: string
  readonly sender: RemoteInfo
  readonly receivedAtMs: number
  readonly ticket: number
  startedAtMs = 0
  isOver = false

  constructor(arrival: Arrival<P>) {
    this.request = arrival.request
    this.client = arrival.client
    this.address = arrival.address
    this.sender = arrival.sender
    this.receivedAtMs = arrival.receivedAtMs
    this.ticket = arrival.ticket
  }

  get port(): number {
    return this.sender.port
  }

  reply(code: number): PacketWriter {
    return createReply(this.request, code, this.client.secret)
  }
}

function isPromise<T>(value: T | Promise<T>): value is Promise<T> {
  return typeof value === 'object' && value !== null && 'then' in value
}
