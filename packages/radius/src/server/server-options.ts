import type { DropReason } from '../drop-reason.ts'
import type { Packet } from '../packet.ts'
import type { PacketWriter } from '../packet-writer.ts'
import type { RadiusCounters } from './counters.ts'

/** Who may send to us. Extend it with what a handler needs to know of the sender. */
export interface RadiusPeer {
  /** The shared secret. Keep the same Buffer between calls: what is computed from it is kept with it. */
  readonly secret: Buffer
  /** Refuse an Access-Request without Message-Authenticator. Only an old NAS needs false. */
  readonly requireMessageAuthenticator: boolean
  /** Refuse an Access-Request that has Proxy-State and no Message-Authenticator: what CVE-2024-3596 needs. */
  readonly limitProxyState?: boolean
}

/** How long a server waits for what it has in hand when it is told to close. */
export const CLOSE_DEADLINE_MS = 5000

/** What bounds the handling of requests, whatever carries them. */
export interface RequestLimits {
  /** Requests handled at once. */
  inFlightMax: number
  /** Requests that wait when so many are being handled. */
  waitingMax: number
  /** Longest wait in milliseconds; after it the sender has sent again or given up. */
  waitMsMax: number
  /** Longest handling in milliseconds; after it the request is forgotten and its reply, if it comes, is not sent. */
  handlerMsMax: number
  /** Exchanges remembered to recognise retransmissions. */
  repliesKeptMax: number
  /** How long a reply is repeated to a retransmission, in milliseconds. */
  repliesKeptMs: number
}

export interface RadiusLimits extends RequestLimits {
  /** Socket buffers, as far as the system allows (net.core.rmem_max, wmem_max). */
  socketBufferBytes: number
}

export const DEFAULT_REQUEST_LIMITS: RequestLimits = {
  inFlightMax: 4096,
  waitingMax: 8192,
  waitMsMax: 3000,
  handlerMsMax: 10_000,
  repliesKeptMax: 65_536,
  repliesKeptMs: 5000,
}

const DEFAULT_LIMITS: RadiusLimits = {
  ...DEFAULT_REQUEST_LIMITS,
  socketBufferBytes: 4 * 1024 * 1024,
}

/** All limits, the ones that the caller leaves open by default. */
export function fillLimits(given: Partial<RadiusLimits> = {}): RadiusLimits {
  return fillOpen(DEFAULT_LIMITS, given)
}

/** The numbers by default with those of the caller over them; what is undefined is left open. */
export function fillOpen<L extends object>(defaults: L, given: Partial<L>): L {
  const named = Object.entries(given).filter(([, limit]) => limit !== undefined)
  return { ...defaults, ...Object.fromEntries(named) }
}

/** What a port is for: authentication, accounting, or dynamic authorization (RFC 5176). */
export type RadiusServerKind = 'auth' | 'acct' | 'dae'

export interface RadiusServerOptions<P extends RadiusPeer> {
  kind: RadiusServerKind
  /** An IP address of ours, `0.0.0.0` or `::` for all. */
  host: string
  /** 0 takes any free port. */
  port: number
  /** Lets several processes share the port; the kernel spreads the senders over them. */
  reusePort?: boolean
  /** The client of an exact address, from memory. IPv4 is always dotted, never `::ffff:…`. */
  findClient: (address: string) => P | undefined
  /** Answers a verified request with a reply made by `context.reply`, at once or later. Undefined sends nothing. */
  handle: (request: Packet, context: RequestContext<P>) => MaybePromise<PacketWriter | undefined>
  /** Told of every packet that is not answered. Must be cheap: an attacker chooses how often it runs. */
  onDrop?: (reason: DropReason, address: string, detail: DropDetail) => void
  limits?: Partial<RadiusLimits>
}

export type MaybePromise<T> = T | Promise<T>

/** A dropped packet as it came. `decodePacket` and `formatPacket` make it readable where that is wanted. */
export interface DropDetail {
  port: number
  datagram: Buffer
  /** What the handler threw. */
  error?: unknown
}

/** What a handler knows beside the request itself. */
export interface RequestContext<P extends RadiusPeer> {
  readonly client: P
  /** The sender's address as `findClient` saw it. */
  readonly address: string
  readonly port: number
  /** When the request came, by `performance.now()`. */
  readonly receivedAtMs: number
  /** A reply to this request, `context.reply(CODE['Access-Accept'])`. */
  reply(code: number): PacketWriter
}

export interface RadiusServer {
  /** Where the server listens, the port that the system chose included. */
  readonly address: string
  readonly port: number
  counters(): RadiusCounters
  /** Takes no more packets, waits for those being handled up to the deadline, and frees the port. */
  close(deadlineMs?: number): Promise<void>
}
