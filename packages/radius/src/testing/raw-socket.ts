import type { Socket } from 'node:dgram'
import { bindSocket } from '../socket.ts'

/** A bare socket that talks to one port on 127.0.0.1, for saying what a well-behaved client never would. */
export class RawSocket {
  readonly received: Buffer[] = []
  readonly #socket: Socket
  readonly #port: number
  #awaited: { count: number; resolve: () => void } | undefined

  static async open(port: number): Promise<RawSocket> {
    return new RawSocket(
      await bindSocket({ host: '127.0.0.1', port: 0, bufferBytes: 1 << 20 }),
      port,
    )
  }

  private constructor(socket: Socket, port: number) {
    this.#socket = socket
    this.#port = port
    socket.on('message', (datagram) => {
      this.received.push(datagram)
      if (this.#awaited && this.received.length >= this.#awaited.count) this.#awaited.resolve()
    })
  }

  send(datagram: Uint8Array): void {
    this.#socket.send(datagram, this.#port, '127.0.0.1')
  }

  /** Waits until so many datagrams have come in all; false when they do not come in time. */
  async receive(count: number, timeoutMs = 2000): Promise<boolean> {
    if (this.received.length >= count) return true
    const timely = await new Promise<boolean>((resolve) => {
      const timer = setTimeout(() => resolve(false), timeoutMs)
      this.#awaited = {
        count,
        resolve: () => {
          clearTimeout(timer)
          resolve(true)
        },
      }
    })
    this.#awaited = undefined
    return timely
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => this.#socket.close(resolve))
  }
}
