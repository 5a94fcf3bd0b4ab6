import { constants, createPrivateKey, X509Certificate } from 'node:crypto'
import { type AddressInfo, isIP } from 'node:net'
import { createServer, type Server, type TLSSocket, type TlsOptions } from 'node:tls'
import { CODE } from '../code.ts'
import { ATTRIBUTE, VALUE } from '../dictionary.generated.ts'
import type { DropReason } from '../drop-reason.ts'
import type { Packet } from '../packet.ts'
import type { PacketWriter } from '../packet-writer.ts'
import { RequestDesk } from '../server/request-desk.ts'
import {
  CLOSE_DEADLINE_MS,
  fillOpen,
  type MaybePromise,
  type RadiusPeer,
  type RequestContext,
} from '../server/server-options.ts'
import { RadSecConnection } from './connection.ts'
import { Handshakes } from './handshakes.ts'
import { describePeer } from './peer-certificate.ts'
import {
  CONNECTION_ENDS,
  type ConnectionEnd,
  type ConnectionEndDetail,
  DEFAULT_RADSEC_LIMITS,
  RADSEC_PORT,
  RADSEC_SECRET,
  type RadSecCounters,
  type RadSecLimits,
  type RadSecPeer,
  type RadSecServer,
  type RadSecServerOptions,
  type RadSecTls,
} from './radsec-options.ts'

const FAREWELL_MS = 1000
/** How long a silent TCP connection lasts before the system asks whether the other end is still there. */
const KEEP_ALIVE_MS = 60_000
/** Numbers of connections begin anew after so many: they share a word with the identifier. */
const CONNECTION_NUMBERS = 2 ** 24

const REQUESTS = [
  CODE['Access-Request'],
  CODE['Accounting-Request'],
  CODE['Status-Server'],
  // Only to say that we do not do it (RFC 6614 §2.5).
  CODE['Disconnect-Request'],
  CODE['CoA-Request'],
]

/** Who sends these is broken or no friend, and the connection ends (RFC 6613 §2.6.4). */
const FATAL: ReadonlySet<DropReason> = new Set<DropReason>([
  'bad-attribute',
  'bad-authenticator',
  'bad-message-authenticator',
])

/**
 * Listens for RADIUS over TLS (RFC 6614): authentication and accounting on one port, from clients that show a certificate.
 * The handlers are those of a UDP server. Rejects when the port cannot be had or the certificates are no good; after that
 * nothing that comes from the network or from a handler stops it.
 */
export async function createRadSecServer<P extends RadiusPeer>(
  options: RadSecServerOptions<P>,
): Promise<RadSecServer> {
  const { host, port = RADSEC_PORT, reusePort = false } = options
  if (isIP(host) === 0) throw new TypeError(`${host} is not an IP address`)
  const server = createServer({
    ...contextOptions(options.tls),
    requestCert: true,
    // Looked at when the handshake is over, so that a refusal can say whose certificate it was and what is wrong.
    rejectUnauthorized: false,
    keepAlive: true,
    keepAliveInitialDelay: KEEP_ALIVE_MS,
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host, port, reusePort }, () => {
      server.off('error', reject)
      resolve()
    })
  })
  return new Listener(options, server)
}

/**
 * What TLS needs to know. Throws a TypeError that names the field when the key is not the one of the certificate, or when
 * there is no authority, for then Node would trust all of the web's.
 */
function contextOptions({ key, cert, ca }: RadSecTls): TlsOptions {
  const authorities = [ca].flat()
  if (authorities.length === 0) throw new TypeError('tls.ca: no certificate of an authority')
  for (const authority of authorities) readCertificate('ca', authority)
  if (!readCertificate('cert', cert).checkPrivateKey(createPrivateKey(key))) {
    throw new TypeError('tls.key: not the key of tls.cert')
  }
  return {
    key,
    cert,
    ca: authorities,
    minVersion: 'TLSv1.2',
    // No session is resumed: every connection shows its certificate.
    secureOptions: constants.SSL_OP_NO_TICKET | constants.SSL_OP_NO_RENEGOTIATION,
  }
}

function readCertificate(field: string, pem: string | Buffer): X509Certificate {
  try {
    return new X509Certificate(pem)
  } catch (cause) {
    throw new TypeError(`tls.${field}: not a certificate`, { cause })
  }
}

class Listener<P extends RadiusPeer> implements RadSecServer {
  readonly address: string
  readonly port: number
  readonly #options: RadSecServerOptions<P>
  readonly #limits: RadSecLimits
  readonly #server: Server
  readonly #desk: RequestDesk<P, RadSecConnection>
  readonly #handshakes: Handshakes
  readonly #connections = new Set<RadSecConnection>()
  readonly #ended: Record<ConnectionEnd, number>
  readonly #sweep: NodeJS.Timeout
  #accepted = 0
  #closing: Promise<void> | undefined
  #whenEmpty: (() => void) | undefined

  constructor(options: RadSecServerOptions<P>, server: Server) {
    const { address, port } = server.address() as AddressInfo // it listens on an address, not on a pipe
    const limits = fillOpen(DEFAULT_RADSEC_LIMITS, options.limits ?? {})
    this.address = address
    this.port = port
    this.#options = options
    this.#limits = limits
    this.#server = server
    const zeros = CONNECTION_ENDS.map((reason) => [reason, 0] as const)
    this.#ended = Object.fromEntries(zeros) as Record<ConnectionEnd, number> // one entry a reason
    this.#desk = new RequestDesk({
      limits,
      requests: REQUESTS,
      alive: CODE['Access-Accept'],
      handle: (request, context) => this.#handle(request, context),
      send: (bytes, connection) => connection.send(bytes),
      settled: (connection) => connection.settle(),
      onDrop: options.onDrop,
    })
    this.#handshakes = new Handshakes({
      ...limits,
      onFail: (reason, whose) => this.#countEnd(reason, { ...whose, peer: undefined }),
    })
    server.on('connection', (raw) => this.#handshakes.begin(raw))
    server.on('tlsClientError', (error, socket) => this.#handshakes.fail(socket, error))
    server.on('secureConnection', (socket) => this.#welcome(socket))
    server.on('error', () => this.#desk.tally.socketErrors++)
    const shortestMs = Math.min(limits.handshakeMsMax, limits.stallMsMax, limits.idleMsMax)
    const sweepMs = Math.min(1000, Math.max(10, shortestMs / 4))
    this.#sweep = setInterval(() => this.#checkTimes(), sweepMs).unref()
  }

  counters(): RadSecCounters {
    return {
      ...this.#desk.counters(),
      connections: this.#connections.size,
      handshakes: this.#handshakes.count,
      connectionsAccepted: this.#accepted,
      connectionsEnded: { ...this.#ended },
    }
  }

  renewTls(tls: RadSecTls): void {
    this.#server.setSecureContext(contextOptions(tls))
  }

  close(deadlineMs = CLOSE_DEADLINE_MS): Promise<void> {
    this.#closing ??= this.#close(deadlineMs)
    return this.#closing
  }

  async #close(deadlineMs: number): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()))
    const empty = Promise.withResolvers<void>()
    this.#handshakes.endAll()
    await this.#desk.close(deadlineMs)
    for (const connection of this.#connections) connection.end('closing')
    const farewell = setTimeout(() => {
      for (const connection of this.#connections) connection.destroy()
    }, FAREWELL_MS)
    this.#whenEmpty = empty.resolve
    this.#tellWhenEmpty()
    await Promise.all([closed, empty.promise])
    clearTimeout(farewell)
    clearInterval(this.#sweep)
  }

  #tellWhenEmpty(): void {
    if (this.#connections.size === 0) this.#whenEmpty?.()
  }

  /** TLS is agreed on: serves a known client, and shows anybody else out. */
  #welcome(socket: TLSSocket): void {
    socket.on('error', () => this.#desk.tally.socketErrors++)
    const from = this.#handshakes.complete(socket)
    if (!from) {
      socket.destroy()
      return
    }
    const { address, port } = from
    const certificate = socket.getPeerX509Certificate()
    const peer = certificate && describePeer(certificate, address)
    if (!peer || !socket.authorized) {
      const error = socket.authorizationError
      this.#showOut(socket, 'bad-certificate', { address, port, peer, error })
      return
    }
    const refusal = this.#refusalOf(peer)
    if (refusal) this.#showOut(socket, refusal.reason, { ...refusal, address, port, peer })
    else this.#serve(socket, peer, port)
  }

  #refusalOf(peer: RadSecPeer): { reason: ConnectionEnd; error?: unknown } | undefined {
    if (this.#closing) return { reason: 'closing' }
    try {
      const client = this.#options.findClient(peer)
      if (!client) return { reason: 'unknown-client' }
      if (!client.secret.equals(RADSEC_SECRET)) {
        throw new TypeError('the secret of a client over TLS is RADSEC_SECRET')
      }
    } catch (error) {
      return { reason: 'look-up-failed', error }
    }
    const same = [...this.#connections].filter(
      (one) => one.peer.fingerprint === peer.fingerprint && !one.hasEnded,
    )
    if (same.length < this.#limits.connectionsPerPeerMax) {
      const isFull = this.#connections.size >= this.#limits.connectionsMax
      return isFull ? { reason: 'connections-full' } : undefined
    }
    // One that restarted knows nothing of its old connections, and must not be locked out by them.
    same.sort((one, other) => one.lastPacketAtMs - other.lastPacketAtMs)
    same[0]?.end('displaced')
    same[0]?.destroy()
    return undefined
  }

  #showOut(socket: TLSSocket, reason: ConnectionEnd, detail: ConnectionEndDetail): void {
    socket.destroy()
    this.#countEnd(reason, detail)
  }

  #serve(socket: TLSSocket, peer: RadSecPeer, port: number): void {
    const { address } = peer
    this.#accepted++
    const connection = new RadSecConnection({
      socket,
      peer,
      port,
      connection: this.#accepted % CONNECTION_NUMBERS,
      limits: this.#limits,
      receive: (packet, from) => this.#receive(packet, from),
      refuse: (reason, datagram) => this.#desk.drop(reason, address, { port, datagram }),
      onEnd: (reason, error) => this.#countEnd(reason, { address, port, peer, error }),
      onGone: (from) => {
        this.#connections.delete(from)
        this.#tellWhenEmpty()
      },
    })
    this.#connections.add(connection)
  }

  #receive(packet: Buffer, connection: RadSecConnection): void {
    const client = this.#lookUp(packet, connection)
    if (!client) {
      connection.settle()
      return
    }
    const doubt = this.#desk.receive(packet, client, connection.address, connection)
    if (doubt && FATAL.has(doubt)) connection.end('bad-packet')
  }

  /** The client as it is now. One that is not known any more is cut off. */
  #lookUp(packet: Buffer, connection: RadSecConnection): P | undefined {
    const { address, port, peer } = connection
    try {
      const client = this.#options.findClient(peer)
      if (client) return client
      this.#desk.drop('unknown-client', address, { port, datagram: packet })
      connection.end('unknown-client')
    } catch (error) {
      this.#desk.drop('handler-error', address, { port, datagram: packet, error })
    }
    return undefined
  }

  #handle(request: Packet, context: RequestContext<P>): MaybePromise<PacketWriter | undefined> {
    switch (request.code) {
      case CODE['Access-Request']:
        return this.#options.handleAuth(request, context)
      case CODE['Accounting-Request']:
        return this.#options.handleAcct(request, context)
      case CODE['Disconnect-Request']:
        return refuseExtension(context.reply(CODE['Disconnect-NAK']))
      default:
        return refuseExtension(context.reply(CODE['CoA-NAK']))
    }
  }

  #countEnd(reason: ConnectionEnd, detail: ConnectionEndDetail): void {
    this.#ended[reason]++
    try {
      this.#options.onConnectionEnd?.(reason, detail)
    } catch {
      this.#desk.tally.countDropped('handler-error') // who tells of failures must not be one
    }
  }

  #checkTimes(): void {
    const nowMs = performance.now()
    this.#handshakes.endOverdue(nowMs)
    for (const connection of this.#connections) connection.checkTime(nowMs)
  }
}

/** What every peer is told that asks over TLS for what only goes the other way here. */
function refuseExtension(nak: PacketWriter): PacketWriter {
  return nak.addInteger(ATTRIBUTE['Error-Cause'], VALUE['Error-Cause']['Unsupported-Extension'])
}
