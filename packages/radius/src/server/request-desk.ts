import { verifyRequest } from '../authenticator.ts'
import { CODE } from '../code.ts'
import type { DropReason } from '../drop-reason.ts'
import { decodePacket, type Packet } from '../packet.ts'
import type { PacketWriter } from '../packet-writer.ts'
import { Admission } from './admission.ts'
import { type RadiusCounters, Tally } from './counters.ts'
import { Exchange, type Sender } from './exchange.ts'
import { RecentExchanges } from './recent-exchanges.ts'
import type {
  DropDetail,
  MaybePromise,
  RadiusPeer,
  RequestContext,
  RequestLimits,
} from './server-options.ts'

interface DeskPlan<P extends RadiusPeer, S extends Sender> {
  limits: RequestLimits
  /** The request codes that the port takes. */
  requests: number[]
  /** The code by which the port answers Status-Server (RFC 5997 §4). */
  alive: number
  handle: (request: Packet, context: RequestContext<P>) => MaybePromise<PacketWriter | undefined>
  /** Whether the reply could be sent. Its octets do not change any more. */
  send: (bytes: Buffer, sender: S) => boolean
  /** Told once for every packet received, when it is answered or given up; maybe from inside `receive`. */
  settled?: (sender: S) => void
  onDrop?: ((reason: DropReason, address: string, detail: DropDetail) => void) | undefined
}

/**
 * The way of a request from its octets to its reply, whatever carried it here. Nothing from the network or from a
 * handler comes out of it as an error: bad packets are dropped and counted by reason, a failing handler costs its own
 * request, and what takes too long is given up.
 */
export class RequestDesk<P extends RadiusPeer, S extends Sender> {
  readonly tally = new Tally()
  readonly #plan: DeskPlan<P, S>
  readonly #handle: DeskPlan<P, S>['handle']
  readonly #sendBytes: DeskPlan<P, S>['send']
  readonly #settled: DeskPlan<P, S>['settled']
  readonly #exchanges: RecentExchanges
  readonly #admission: Admission<Exchange<P, S>>
  /** Requests whose handler has not answered yet, the oldest first. */
  readonly #running = new Set<Exchange<P, S>>()
  readonly #sweep: NodeJS.Timeout
  #state: 'open' | 'closing' | 'closed' = 'open'
  #whenIdle: (() => void) | undefined

  constructor(plan: DeskPlan<P, S>) {
    const { limits } = plan
    this.#plan = plan
    this.#handle = plan.handle
    this.#sendBytes = plan.send
    this.#settled = plan.settled
    this.#exchanges = new RecentExchanges(limits)
    this.#admission = new Admission({
      limits,
      nowMs: () => performance.now(),
      start: (exchange) => this.#start(exchange),
      refuse: (exchange) => this.#giveUp(exchange, 'overload'),
    })
    const sweepMs = Math.min(1000, Math.max(10, limits.handlerMsMax / 4))
    this.#sweep = setInterval(() => this.#endOverdue(), sweepMs).unref()
  }

  counters(): RadiusCounters {
    const { inFlight, waiting } = this.#admission
    return this.tally.snapshot({ inFlight, waiting })
  }

  /** Takes no more requests; resolves when those in hand are over or the deadline has passed. */
  async close(deadlineMs: number): Promise<void> {
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
  }

  /** The way of every packet of a known client, step by step. The reason comes back when it is not believed. */
  receive(datagram: Buffer, client: P, address: string, sender: S): DropReason | undefined {
    const request = this.#read(datagram, client)
    if (typeof request === 'string') {
      this.drop(request, address, { port: sender.port, datagram })
      this.#settled?.(sender)
      return request
    }
    const receivedAtMs = performance.now()
    const known = this.#exchanges.find(sender, request, receivedAtMs)
    if (known !== undefined) {
      this.#repeat(known, request, address, sender)
      return undefined
    }
    const ticket = this.#exchanges.begin()
    const exchange = new Exchange({ request, client, address, sender, receivedAtMs, ticket })
    if (request.code === CODE['Status-Server']) {
      this.#sayAlive(exchange)
    } else {
      this.#admission.enter(exchange)
    }
    return undefined
  }

  /** Counts and tells of a packet that is not answered. */
  drop(reason: DropReason, address: string, detail: DropDetail): void {
    this.tally.countDropped(reason)
    try {
      this.#plan.onDrop?.(reason, address, detail)
    } catch {
      this.tally.countDropped('handler-error') // who tells of failures must not be one
    }
  }

  /** A packet that we serve, from someone who knows the secret, or the reason why it is neither. */
  #read(datagram: Buffer, client: P): Packet | DropReason {
    if (this.#state !== 'open') return 'closing'
    const request = decodePacket(datagram)
    if (typeof request === 'string') return request
    this.tally.countReceived(request.code)
    if (!this.#plan.requests.includes(request.code)) return 'unknown-code'
    return verifyRequest(request, client) ?? request
  }

  /** A retransmission: the same octets again, or nothing while the first one is still being handled. */
  #repeat(ticket: number, request: Packet, address: string, sender: S): void {
    const reply = this.#exchanges.replyOf(ticket)
    if (!reply) {
      this.drop('duplicate', address, { port: sender.port, datagram: request.bytes })
    } else {
      this.tally.repliesRepeated++
      // A copy: the socket may keep the octets for a while, and their place is used again.
      this.#send(Buffer.from(reply), sender)
    }
    this.#settled?.(sender)
  }

  #sayAlive(exchange: Exchange<P, S>): void {
    try {
      this.#answer(exchange, exchange.reply(this.#plan.alive))
    } catch (error) {
      this.#giveUp(exchange, 'handler-error', error)
    }
  }

  #start(exchange: Exchange<P, S>): void {
    try {
      const reply = this.#handle(exchange.request, exchange)
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

  #finish(exchange: Exchange<P, S>, reply: PacketWriter | undefined): void {
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
  #fail(exchange: Exchange<P, S>, reason: DropReason, error?: unknown): void {
    if (exchange.isOver) return
    this.#giveUp(exchange, reason, error)
    this.#end(exchange)
  }

  #end(exchange: Exchange<P, S>): void {
    exchange.isOver = true
    this.#running.delete(exchange)
    this.#admission.leave()
    if (this.#whenIdle && this.#isIdle()) this.#whenIdle()
  }

  #answer(exchange: Exchange<P, S>, reply: PacketWriter): void {
    const bytes = reply.encode()
    if (!this.#send(bytes, exchange.sender)) {
      this.#giveUp(exchange, 'disconnected')
      return
    }
    this.#exchanges.finish(exchange.ticket, bytes, performance.now())
    this.#settled?.(exchange.sender)
  }

  #giveUp(exchange: Exchange<P, S>, reason: DropReason, error?: unknown): void {
    const { request, address, port, sender } = exchange
    this.#exchanges.forget(exchange.ticket)
    this.drop(reason, address, { port, datagram: request.bytes, error })
    this.#settled?.(sender)
  }

  #send(bytes: Buffer, sender: S): boolean {
    const isSent = this.#sendBytes(bytes, sender)
    if (isSent) this.tally.countSent(bytes[0] ?? 0)
    return isSent
  }

  #endOverdue(): void {
    const latestMs = performance.now() - this.#plan.limits.handlerMsMax
    for (const exchange of this.#running) {
      if (exchange.startedAtMs > latestMs) break
      this.#fail(exchange, 'handler-timeout')
    }
  }

  #isIdle(): boolean {
    return this.#admission.inFlight === 0 && this.#admission.waiting === 0
  }
}

function isPromise<T>(value: T | Promise<T>): value is Promise<T> {
  return typeof value === 'object' && value !== null && 'then' in value
}
