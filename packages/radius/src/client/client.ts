import { isIP } from 'node:net'
import { formatIpv6, parseIpv6 } from '../address.ts'
import { CODE } from '../code.ts'
import type { PacketWriter } from '../packet-writer.ts'
import type { RadiusResult } from './radius-result.ts'
import { SocketPool } from './socket-pool.ts'

const TIMEOUT_MS = 3000
const ATTEMPTS_MAX = 3
const SOCKETS_MAX = 8

export interface RadiusClientOptions {
  /** Our own address, for a NAS that believes only one. By default the system chooses. */
  host?: string
  /** Sockets per address family; each has up to 256 requests under way. Beyond that requests wait their turn. */
  socketsMax?: number
  /** How long an answer to one transmission is waited for, in milliseconds. */
  timeoutMs?: number
  /** How often a request is transmitted in all. */
  attemptsMax?: number
}

export interface RadiusExchange {
  /** The address of the server or NAS, an IP literal. */
  host: string
  port: number
  /** Made by `createRequest`; its secret is the secret of the exchange. */
  request: PacketWriter
  timeoutMs?: number
  attemptsMax?: number
  /** Whether a reply must carry Message-Authenticator. By default a reply to Access-Request must (CVE-2024-3596). */
  requireMessageAuthenticator?: boolean
}

export interface RadiusClient {
  /**
   * Transmits the request until it is answered or the attempts are used up. An answer that cannot be believed does not
   * end the wait: anyone could have sent it. Rejects only when the request itself or the host is wrong.
   */
  send(exchange: RadiusExchange): Promise<RadiusResult>
  /** Ends all exchanges as timeouts and frees the sockets. */
  close(): Promise<void>
}

/** A client for any server or NAS. It opens sockets when they are needed and keeps them until it is closed. */
export function createRadiusClient(options: RadiusClientOptions = {}): RadiusClient {
  const socketsMax = options.socketsMax ?? SOCKETS_MAX
  const pools = new Map<number, SocketPool>()
  let closing: Promise<unknown> | undefined

  function poolFor(host: string): SocketPool {
    const family = isIP(host)
    if (family === 0) throw new TypeError(`${host} is not an IP address`)
    const pool =
      pools.get(family) ??
      new SocketPool({ host: options.host ?? (family === 6 ? '::' : '0.0.0.0'), socketsMax })
    pools.set(family, pool)
    return pool
  }

  return {
    async send(exchange) {
      if (closing) throw new Error('the RADIUS client is closed')
      const { request, port } = exchange
      return poolFor(exchange.host).exchange({
        host: canonical(exchange.host),
        port,
        request,
        timeoutMs: exchange.timeoutMs ?? options.timeoutMs ?? TIMEOUT_MS,
        attemptsMax: exchange.attemptsMax ?? options.attemptsMax ?? ATTEMPTS_MAX,
        requireMessageAuthenticator:
          exchange.requireMessageAuthenticator ?? request.code === CODE['Access-Request'],
      })
    },
    async close() {
      closing ??= Promise.all([...pools.values()].map((pool) => pool.close()))
      await closing
    },
  }
}

/** The one form in which the system names the sender of an answer. */
function canonical(host: string): string {
  const octets = parseIpv6(host)
  return octets ? formatIpv6(octets, 0) : host
}
