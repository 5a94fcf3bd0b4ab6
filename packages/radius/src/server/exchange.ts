import type { Packet } from '../packet.ts'
import { createReply, type PacketWriter } from '../packet-writer.ts'
import type { RadiusPeer, RequestContext } from './server-options.ts'

/** Where a request came from and its reply goes, as its transport knows it. */
export interface Sender {
  readonly address: string
  readonly port: number
  /** The number of its connection; a transport without connections has none. */
  readonly connection?: number
}

interface Arrival<P extends RadiusPeer, S extends Sender> {
  request: Packet
  client: P
  address: string
  sender: S
  receivedAtMs: number
  ticket: number
}

/** One request from its arrival to its end; its handler sees it as the context. */
export class Exchange<P extends RadiusPeer, S extends Sender> implements RequestContext<P> {
  readonly request: Packet
  readonly client: P
  readonly address: string
  readonly sender: S
  readonly receivedAtMs: number
  readonly ticket: number
  startedAtMs = 0
  isOver = false

  constructor(arrival: Arrival<P, S>) {
    this.request = arrival.request
    this.client = arrival.client
    this.address = arrival.address
    this.sender = arrival.sender
    this.receivedAtMs = arrival.receivedAtMs
    this.ticket = arrival.ticket
  }

  get port(): number {
    return this.sender.port
  }

  reply(code: number): PacketWriter {
    return createReply(this.request, code, this.client.secret)
  }
}
