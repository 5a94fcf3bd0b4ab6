import { connect as connectTcp, type Socket } from 'node:net'
import { type ConnectionOptions, connect, type TLSSocket } from 'node:tls'
import { PacketStream } from '../radsec/packet-stream.ts'
import { CLIENT_TLS } from './certificates.ts'
import { until } from './started-server.ts'

/** A TLS client on 127.0.0.1 that says exactly what a test wants, and collects the packets that it hears. */
export class RadSecClient {
  readonly socket: TLSSocket
  readonly received: Buffer[] = []
  isClosed = false
  readonly #raw: Socket
  readonly #stream = new PacketStream()

  constructor(port: number, tls: ConnectionOptions = CLIENT_TLS) {
    this.#raw = connectTcp({ host: '127.0.0.1', port, noDelay: true })
    this.#raw.on('error', () => undefined)
    // The certificate of the server is the matter of the tests with a real client.
    this.socket = connect({ socket: this.#raw, rejectUnauthorized: false, ...tls })
    this.socket.on('data', (chunk: Buffer) => this.#take(chunk))
    this.socket.on('error', () => undefined) // a refusal may be a reset; what counts is that it ends
    this.socket.on('close', () => {
      this.isClosed = true
    })
  }

  send(...packets: Uint8Array[]): void {
    this.socket.write(Buffer.concat(packets))
  }

  /** Waits until so many packets have come in all. */
  async receive(count: number): Promise<Buffer[]> {
    await until(() => this.received.length >= count)
    return this.received
  }

  /** Waits for the end of the connection; false when it stays. */
  async closed(): Promise<boolean> {
    await until(() => this.isClosed)
    return this.isClosed
  }

  /** Breaks the connection off without a word of TLS. */
  reset(): void {
    this.#raw.resetAndDestroy()
  }

  destroy(): void {
    this.socket.destroy()
  }

  #take(chunk: Buffer): void {
    this.#stream.push(chunk)
    for (;;) {
      const packet = this.#stream.next()
      if (!Buffer.isBuffer(packet)) return
      this.received.push(packet)
    }
  }
}
