import { constants } from 'node:crypto'
import { Duplex } from 'node:stream'
import { setImmediate as turn } from 'node:timers/promises'
import { createSecureContext, type SecureContext, TLSSocket } from 'node:tls'
import type { EapKeys } from './eap-method.ts'

/** After so many idle turns of the event loop nothing is on its way between the socket and its wire any more. */
const IDLE_TURNS = 2
const KEYS_BYTES = 128
const KEY_BYTES = 32

/** The certificate of a server, PEM: the chain begins with its own, its authority last or left out. */
export interface EapTls {
  key: string | Buffer
  cert: string | Buffer
  /** TLS 1.3 is taken unless this says 1.2; nothing older is. */
  maxVersion?: 'TLSv1.2' | 'TLSv1.3'
}

/** Prepares the certificate for any number of tunnels. Throws when key and certificate are not a pair. */
export function prepareTls(tls: EapTls): SecureContext {
  return createSecureContext({
    key: tls.key,
    cert: tls.cert,
    minVersion: 'TLSv1.2',
    maxVersion: tls.maxVersion ?? 'TLSv1.3',
    // A resumed session would let a peer in without its password, so there are none.
    secureOptions: constants.SSL_OP_NO_TICKET | constants.SSL_OP_NO_RENEGOTIATION,
  })
}

/** The server's end of one TLS connection whose octets travel in EAP packets and not through a socket. */
export class TlsTunnel {
  readonly #wire = new Wire()
  readonly #socket: TLSSocket
  #plain: Buffer[] = []
  #events = 0
  #isSecure = false
  #hasFailed = false

  constructor(context: SecureContext) {
    this.#socket = new TLSSocket(this.#wire, { isServer: true, secureContext: context })
    this.#socket.on('secure', () => {
      this.#events++
      this.#isSecure = true
    })
    this.#socket.on('data', (plain: Buffer) => {
      this.#events++
      this.#plain.push(plain)
    })
    // The peer's alert, our own refusal, or a close_notify: whatever it is, nothing more comes through.
    for (const event of ['error', 'end', 'close']) {
      this.#socket.on(event, () => {
        this.#events++
        this.#hasFailed = true
      })
    }
  }

  /** Whether the handshake is complete. */
  get isSecure(): boolean {
    return this.#isSecure
  }

  /** Whether the tunnel is of no use any more; an alert to the peer may be among the last output. */
  get hasFailed(): boolean {
    return this.#hasFailed
  }

  /** Whether TLS 1.3 was agreed on. Meaningful once the tunnel is secure. */
  get isTls13(): boolean {
    return this.#socket.getProtocol() === 'TLSv1.3'
  }

  /** Takes what the peer sent and gives what came out at either end: plain text for us, octets for the peer. */
  async exchange(received: Buffer): Promise<{ plain: Buffer; output: Buffer }> {
    if (received.length > 0 && !this.#hasFailed) this.#wire.push(received)
    await this.#settle()
    return { plain: this.#takePlain(), output: this.#wire.takeOutput() }
  }

  /** The octets that carry this plain text to the peer. */
  async encrypt(plain: Buffer): Promise<Buffer> {
    if (!this.#hasFailed) this.#socket.write(plain)
    await this.#settle()
    return this.#wire.takeOutput()
  }

  /** Octets that only both ends of this connection know (RFC 5705 §4). The tunnel must be secure. */
  exportKey(length: number, label: string, context?: Buffer): Buffer {
    // Without a context is not the same as with an empty one; the types of node:tls know only the latter.
    return this.#socket.exportKeyingMaterial(length, label, context ?? (undefined as never))
  }

  /**
   * The keys of the link from the first 64 octets of the tunnel's key material, the MSK (RFC 3748 §7.10). TLS 1.3 has one
   * label for all methods and tells them apart by type (RFC 9427 §2.1); before that each has its own.
   */
  exportLinkKeys(method: { type: number; label: string }): EapKeys {
    const material = this.isTls13
      ? this.exportKey(KEYS_BYTES, 'EXPORTER_EAP_TLS_Key_Material', Buffer.of(method.type))
      : this.exportKey(KEYS_BYTES, method.label)
    // The names are the access server's: it receives with what the peer sends with (RFC 5216 §2.3).
    return {
      receive: material.subarray(0, KEY_BYTES),
      send: material.subarray(KEY_BYTES, 2 * KEY_BYTES),
    }
  }

  /** Frees the connection. */
  end(): void {
    this.#hasFailed = true
    this.#socket.destroy()
    this.#wire.destroy()
    this.#plain = []
  }

  /**
   * Waits until TLS has nothing more to say. All its work is done on the event loop: a turn in which nothing happened
   * means that it waits for the peer, however slow the machine is.
   */
  async #settle(): Promise<void> {
    for (let idle = 0; idle < IDLE_TURNS; idle++) {
      const before = this.#events + this.#wire.writes
      await turn()
      if (this.#events + this.#wire.writes !== before) idle = -1
    }
  }

  #takePlain(): Buffer {
    const plain = Buffer.concat(this.#plain)
    this.#plain = []
    return plain
  }
}

/** What the socket takes for its network: reads are pushed from outside, writes are kept until they are fetched. */
export class Wire extends Duplex {
  writes = 0
  #output: Buffer[] = []

  takeOutput(): Buffer {
    const output = Buffer.concat(this.#output)
    this.#output = []
    return output
  }

  override _read(): void {
    // Nothing to fetch: octets are pushed when the peer sends them.
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.writes++
    this.#output.push(chunk)
    done()
  }
}
