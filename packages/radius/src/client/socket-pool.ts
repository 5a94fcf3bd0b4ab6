import { ClientSocket, type Transmission } from './client-socket.ts'
import type { RadiusResult } from './radius-result.ts'

/** Sockets of one address family, opened one by one as the identifiers of the earlier ones run out. */
export class SocketPool {
  readonly #host: string
  readonly #socketsMax: number
  readonly #sockets: ClientSocket[] = []
  readonly #turns: (() => void)[] = []
  #opening: Promise<void> | undefined
  #isClosed = false

  constructor(plan: { host: string; socketsMax: number }) {
    this.#host = plan.host
    this.#socketsMax = plan.socketsMax
  }

  /** Carries out one exchange as soon as an identifier is free. */
  async exchange(transmission: Transmission): Promise<RadiusResult> {
    const room = await this.#takeRoom()
    if (!room) return { kind: 'timeout', attempts: 0 }
    try {
      return await room.socket.exchange(room.identifier, transmission)
    } finally {
      this.#turns.shift()?.()
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true
    for (const turn of this.#turns.splice(0)) turn()
    await this.#opening
    await Promise.all(this.#sockets.map((socket) => socket.close()))
  }

  /** A free identifier of a socket, taken for the caller; undefined when the pool is closed first. */
  async #takeRoom(): Promise<{ socket: ClientSocket; identifier: number } | undefined> {
    while (!this.#isClosed) {
      for (const socket of this.#sockets) {
        const identifier = socket.takeIdentifier()
        if (identifier !== undefined) return { socket, identifier }
      }
      if (this.#sockets.length < this.#socketsMax) await this.#open()
      else await new Promise<void>((resolve) => this.#turns.push(resolve))
    }
    return undefined
  }

  async #open(): Promise<void> {
    // Everyone who waits for the same socket waits for one opening.
    this.#opening ??= ClientSocket.open(this.#host)
      .then((socket) => {
        this.#sockets.push(socket)
      })
      .finally(() => {
        this.#opening = undefined
      })
    await this.#opening
  }
}
