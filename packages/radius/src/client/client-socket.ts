import type { RemoteInfo, Socket } from 'node:dgram'
import { normaliseAddress } from '../address.ts'
import { verifyReply } from '../authenticator.ts'
import { CODE } from '../code.ts'
import type { DropReason } from '../drop-reason.ts'
import { decodePacket } from '../packet.ts'
import type { PacketWriter } from '../packet-writer.ts'
import { bindSocket } from '../socket.ts'
import type { RadiusResult } from './radius-result.ts'

const IDENTIFIERS = 256
const SOCKET_BUFFER_BYTES = 1024 * 1024

/** What may answer what. A code that is not here may be answered by anything. */
const ANSWERS: Record<number, number[]> = {
  [CODE['Access-Request']]: [
    CODE['Access-Accept'],
    CODE['Access-Reject'],
    CODE['Access-Challenge'],
    CODE['Protocol-Error'],
  ],
  [CODE['Accounting-Request']]: [CODE['Accounting-Response'], CODE['Protocol-Error']],
  [CODE['Disconnect-Request']]: [CODE['Disconnect-ACK'], CODE['Disconnect-NAK']],
  [CODE['CoA-Request']]: [CODE['CoA-ACK'], CODE['CoA-NAK']],
}

/** A request, where it goes and how long it is tried. */
export interface Transmission {
  host: string
  port: number
  request: PacketWriter
  timeoutMs: number
  attemptsMax: number
  requireMessageAuthenticator: boolean
}

interface Pending extends Transmission {
  bytes: Buffer
  attempts: number
  timer?: NodeJS.Timeout
  /** Why the last answer was not believed. */
  doubt: DropReason | undefined
  settle: (result: RadiusResult) => void
}

/** One socket and the requests that are under way on it, at most one per identifier. */
export class ClientSocket {
  readonly #socket: Socket
  readonly #taken = new Set<number>()
  readonly #pending = new Map<number, Pending>()
  #lastIdentifier = 0

  /** Opens a socket on any free port of this address. */
  static async open(host: string): Promise<ClientSocket> {
    return new ClientSocket(await bindSocket({ host, port: 0, bufferBytes: SOCKET_BUFFER_BYTES }))
  }

  private constructor(socket: Socket) {
    this.#socket = socket
    socket.on('message', (datagram, sender) => this.#receive(datagram, sender))
    // An unreachable peer may be reported here; the exchange with it ends by its timeout.
    socket.on('error', () => undefined)
  }

  /**
   * Takes the next free identifier in a circle, so that a late answer finds its own question gone and not another one.
   * Undefined when all are under way.
   */
  takeIdentifier(): number | undefined {
    if (this.#taken.size === IDENTIFIERS) return undefined
    do {
      this.#lastIdentifier = (this.#lastIdentifier + 1) % IDENTIFIERS
    } while (this.#taken.has(this.#lastIdentifier))
    this.#taken.add(this.#lastIdentifier)
    return this.#lastIdentifier
  }

  /** Carries out one exchange under an identifier that was taken, and gives it back at the end. */
  async exchange(identifier: number, transmission: Transmission): Promise<RadiusResult> {
    try {
      const bytes = transmission.request.encode(identifier)
      return await new Promise((settle) => {
        const pending = { ...transmission, bytes, settle, attempts: 0, doubt: undefined }
        this.#pending.set(identifier, pending)
        this.#transmit(pending)
      })
    } finally {
      clearTimeout(this.#pending.get(identifier)?.timer)
      this.#pending.delete(identifier)
      this.#taken.delete(identifier)
    }
  }

  async close(): Promise<void> {
    for (const { settle, attempts } of this.#pending.values()) settle({ kind: 'timeout', attempts })
    await new Promise<void>((resolve) => this.#socket.close(resolve))
  }

  #transmit(pending: Pending): void {
    if (pending.attempts >= pending.attemptsMax) {
      const { doubt, attempts } = pending
      pending.settle(doubt ? { kind: 'invalid', reason: doubt } : { kind: 'timeout', attempts })
      return
    }
    pending.attempts++
    this.#socket.send(pending.bytes, pending.port, pending.host)
    pending.timer = setTimeout(() => this.#transmit(pending), pending.timeoutMs)
  }

  #receive(datagram: Buffer, sender: RemoteInfo): void {
    const reply = decodePacket(datagram)
    if (typeof reply === 'string') return
    const pending = this.#pending.get(reply.identifier)
    if (pending?.port !== sender.port) return
    if (pending.host !== normaliseAddress(sender.address)) return
    const isExpected = ANSWERS[pending.request.code]?.includes(reply.code) ?? true
    const doubt = verifyReply(reply, {
      authenticator: pending.bytes.subarray(4, 20),
      secret: pending.request.secret,
      requireMessageAuthenticator: pending.requireMessageAuthenticator,
    })
    if (isExpected && !doubt) pending.settle({ kind: 'reply', packet: reply })
    else pending.doubt = doubt ?? 'unknown-code'
  }
}
