import type { DropReason } from '../drop-reason.ts'
import type { Packet } from '../packet.ts'
import type { PacketWriter } from '../packet-writer.ts'
import type { RadiusCounters } from '../server/counters.ts'
import {
  DEFAULT_REQUEST_LIMITS,
  type DropDetail,
  type MaybePromise,
  type RadiusPeer,
  type RequestContext,
  type RequestLimits,
} from '../server/server-options.ts'

/** The port that IANA has for RADIUS over TLS (RFC 6614 §2.1). */
export const RADSEC_PORT = 2083
/** The secret of every client over TLS: TLS protects, and the secret is a constant (RFC 6614 §2.3). */
export const RADSEC_SECRET = Buffer.from('radsec')

/** The far end of a TLS connection, as its certificate names it. The certificate is verified already. */
export interface RadSecPeer {
  /** SHA-256 of the certificate as `openssl x509 -fingerprint -sha256` prints it: `99:10:0E:…`, 32 octets. */
  readonly fingerprint: string
  /** The names of the subject, one a line: `CN=nas-1.example.net`. */
  readonly subject: string
  /** `DNS:nas-1.example.net`, `IP Address:192.0.2.1`, `URI:…`, in the order of the certificate. */
  readonly subjectAltNames: readonly string[]
  /** Where it connected from; IPv4 is always dotted. */
  readonly address: string
}

/** PEM. The chain begins with the server's own certificate. */
export interface RadSecTls {
  key: string | Buffer
  cert: string | Buffer
  /** The authorities whose clients are believed. Nobody else's are. */
  ca: string | Buffer | (string | Buffer)[]
}

/** Why a connection ended, or was not served at all. Counters and logs use these words. */
export const CONNECTION_ENDS = [
  // before it was served
  'handshake-failed',
  'handshake-timeout',
  'handshakes-full',
  'bad-certificate',
  'unknown-client',
  'look-up-failed',
  'connections-full',
  // while it was served
  'peer-closed',
  'socket-error',
  'bad-packet',
  'idle',
  'stalled',
  'displaced',
  'closing',
] as const

export type ConnectionEnd = (typeof CONNECTION_ENDS)[number]

/** Whose connection ended. */
export interface ConnectionEndDetail {
  address: string
  port: number
  /** Not known before the handshake is over. */
  peer: RadSecPeer | undefined
  /** What TLS, the socket or `findClient` said. */
  error?: unknown
}

export interface RadSecLimits extends RequestLimits {
  /** Connections served at once. A newcomer beyond them is refused. */
  connectionsMax: number
  /** Connections with one certificate; a newcomer beyond them takes the place of the one that was silent longest. */
  connectionsPerPeerMax: number
  /** Connections whose TLS is not agreed on yet; a newcomer beyond them takes the place of the oldest. */
  handshakesMax: number
  /** Longest handshake, in milliseconds. */
  handshakeMsMax: number
  /** Requests of one connection in hand; beyond them it is not read. */
  inHandPerConnectionMax: number
  /** How long a connection may be silent, in milliseconds. Clients with a watchdog are never that long. */
  idleMsMax: number
  /** How long a packet that was begun may take to come whole, and answers to be taken, in milliseconds. */
  stallMsMax: number
}

export const DEFAULT_RADSEC_LIMITS: RadSecLimits = {
  ...DEFAULT_REQUEST_LIMITS,
  connectionsMax: 1024,
  connectionsPerPeerMax: 16,
  handshakesMax: 256,
  handshakeMsMax: 10_000,
  inHandPerConnectionMax: 256,
  idleMsMax: 600_000,
  stallMsMax: 10_000,
}

type Handle<P extends RadiusPeer> = (
  request: Packet,
  context: RequestContext<P>,
) => MaybePromise<PacketWriter | undefined>

export interface RadSecServerOptions<P extends RadiusPeer> {
  /** An IP address of ours, `0.0.0.0` or `::` for all. */
  host: string
  /** `RADSEC_PORT` unless told otherwise; 0 takes any free port. */
  port?: number
  /** Lets several processes share the port; the kernel spreads the connections over them. */
  reusePort?: boolean
  tls: RadSecTls
  /**
   * The client with this certificate, from memory; its secret is `RADSEC_SECRET`. Asked when it connects and at every
   * packet: who is not known any more is cut off.
   */
  findClient: (peer: RadSecPeer) => P | undefined
  /** Answers a verified Access-Request, as the `handle` of a UDP server does. */
  handleAuth: Handle<P>
  /** Answers a verified Accounting-Request. */
  handleAcct: Handle<P>
  /** Told of every packet that is not answered. */
  onDrop?: (reason: DropReason, address: string, detail: DropDetail) => void
  /** Told of every connection that ends, and of those that were refused. Must be cheap. */
  onConnectionEnd?: (reason: ConnectionEnd, detail: ConnectionEndDetail) => void
  limits?: Partial<RadSecLimits>
}

export interface RadSecCounters extends RadiusCounters {
  /** Connections being served. */
  connections: number
  /** Connections whose TLS is not agreed on yet. */
  handshakes: number
  /** Connections that were taken to be served, ever. */
  connectionsAccepted: number
  /** Connections that ended or were refused, by reason; every reason is there. */
  connectionsEnded: Record<ConnectionEnd, number>
}

export interface RadSecServer {
  /** Where the server listens, the port that the system chose included. */
  readonly address: string
  readonly port: number
  counters(): RadSecCounters
  /** Takes another certificate and other authorities for the connections to come. Throws when they are no good. */
  renewTls(tls: RadSecTls): void
  /** Takes no more connections, waits for requests in hand up to the deadline, ends all, and frees the port. */
  close(deadlineMs?: number): Promise<void>
}
