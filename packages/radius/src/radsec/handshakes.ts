import type { Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { normaliseAddress } from '../address.ts'
import type { ConnectionEnd } from './radsec-options.ts'

interface Handshake {
  raw: Socket
  address: string
  port: number
  beganAtMs: number
}

interface HandshakesPlan {
  handshakesMax: number
  handshakeMsMax: number
  /** Told of every handshake that came to nothing. */
  onFail: (
    reason: ConnectionEnd,
    detail: { address: string; port: number; error?: unknown },
  ) => void
}

/**
 * The connections that have not proved anything yet. They have room and time of their own, so that strangers take none
 * from those who are served; when there are too many, the oldest makes room.
 */
export class Handshakes {
  readonly #plan: HandshakesPlan
  /** By the far end, which is all that a connection before TLS and the same one after it have in common. */
  readonly #underWay = new Map<string, Handshake>()

  constructor(plan: HandshakesPlan) {
    this.#plan = plan
  }

  get count(): number {
    return this.#underWay.size
  }

  /** A connection has come, and nothing of it yet. */
  begin(raw: Socket): void {
    const { remoteAddress = '', remotePort: port = 0 } = raw
    const address = normaliseAddress(remoteAddress)
    if (address === '') {
      // It was gone before we heard of it.
      raw.destroy()
      this.#plan.onFail('handshake-failed', { address, port })
      return
    }
    const key = keyOf(raw)
    const handshake = { raw, address, port, beganAtMs: performance.now() }
    const oldest = this.#underWay.keys().next().value
    if (oldest !== undefined && this.#underWay.size >= this.#plan.handshakesMax) {
      this.#fail(oldest, 'handshakes-full')
    }
    this.#underWay.set(key, handshake)
    raw.on('close', () => {
      if (this.#underWay.get(key) === handshake) this.#fail(key, 'handshake-failed')
    })
  }

  /** TLS is agreed on: whose connection it is, undefined when it was given up meanwhile. */
  complete(socket: TLSSocket): { address: string; port: number } | undefined {
    const key = keyOf(socket)
    const handshake = this.#underWay.get(key)
    this.#underWay.delete(key)
    return handshake
  }

  /** TLS could not be agreed on. */
  fail(socket: TLSSocket, error: unknown): void {
    this.#fail(keyOf(socket), 'handshake-failed', error)
  }

  /** Gives up those that take too long. */
  endOverdue(nowMs: number): void {
    for (const [key, { beganAtMs }] of this.#underWay) {
      if (nowMs - beganAtMs < this.#plan.handshakeMsMax) break
      this.#fail(key, 'handshake-timeout')
    }
  }

  endAll(): void {
    for (const key of this.#underWay.keys()) this.#fail(key, 'closing')
  }

  #fail(key: string, reason: ConnectionEnd, error?: unknown): void {
    const handshake = this.#underWay.get(key)
    if (!handshake) return
    this.#underWay.delete(key)
    handshake.raw.destroy()
    this.#plan.onFail(reason, { address: handshake.address, port: handshake.port, error })
  }
}

function keyOf({ remoteAddress, remotePort }: Socket): string {
  return `${remoteAddress} ${remotePort}`
}
