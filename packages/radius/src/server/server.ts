import type { RemoteInfo, Socket } from 'node:dgram'
import { normaliseAddress } from '../address.ts'
import { CODE } from '../code.ts'
import { bindSocket } from '../socket.ts'
import type { RadiusCounters } from './counters.ts'
import { RequestDesk } from './request-desk.ts'
import {
  CLOSE_DEADLINE_MS,
  fillLimits,
  type RadiusLimits,
  type RadiusPeer,
  type RadiusServer,
  type RadiusServerKind,
  type RadiusServerOptions,
} from './server-options.ts'

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
  readonly #findClient: (address: string) => P | undefined
  readonly #socket: Socket
  readonly #desk: RequestDesk<P, RemoteInfo>
  #closing: Promise<void> | undefined

  constructor(options: RadiusServerOptions<P>, limits: RadiusLimits, socket: Socket) {
    const { address, port } = socket.address()
    this.address = address
    this.port = port
    this.#findClient = options.findClient
    this.#socket = socket
    this.#desk = new RequestDesk({
      ...KINDS[options.kind],
      limits,
      handle: options.handle,
      onDrop: options.onDrop,
      send: (bytes, sender) => {
        // No callback: a lost reply is asked for again, and a callback would cost a turn of the event loop per packet.
        socket.send(bytes, sender.port, sender.address)
        return true
      },
    })
    socket.on('message', (datagram, sender) => this.#receiveSafely(datagram, sender))
    socket.on('error', () => this.#desk.tally.socketErrors++)
  }

  counters(): RadiusCounters {
    return this.#desk.counters()
  }

  close(deadlineMs = CLOSE_DEADLINE_MS): Promise<void> {
    this.#closing ??= this.#close(deadlineMs)
    return this.#closing
  }

  async #close(deadlineMs: number): Promise<void> {
    await this.#desk.close(deadlineMs)
    await new Promise<void>((resolve) => this.#socket.close(resolve))
  }

  #receiveSafely(datagram: Buffer, sender: RemoteInfo): void {
    const { port } = sender
    const address = normaliseAddress(sender.address)
    try {
      const client = this.#findClient(address)
      if (client) this.#desk.receive(datagram, client, address, sender)
      else this.#desk.drop('unknown-client', address, { port, datagram })
    } catch (error) {
      // Only `findClient` is left to throw, or a socket that closes under us.
      this.#desk.drop('handler-error', address, { port, datagram, error })
    }
  }
}
