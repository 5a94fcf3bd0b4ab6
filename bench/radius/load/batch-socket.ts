// Sockets that send and receive datagrams by the dozen, with nothing allocated per packet: a system
// call costs the load generator more than all its own work. Linux only, as are the figures of /proc.
import { dlopen, getRawPointer } from 'node:ffi'

const { functions: libc } = dlopen(null, {
  socket: { arguments: ['i32', 'i32', 'i32'], return: 'i32' },
  bind: { arguments: ['i32', 'buffer', 'u32'], return: 'i32' },
  connect: { arguments: ['i32', 'buffer', 'u32'], return: 'i32' },
  getsockname: { arguments: ['i32', 'buffer', 'buffer'], return: 'i32' },
  setsockopt: { arguments: ['i32', 'i32', 'i32', 'buffer', 'u32'], return: 'i32' },
  sendmmsg: { arguments: ['i32', 'buffer', 'u32', 'i32'], return: 'i32' },
  recvmmsg: { arguments: ['i32', 'buffer', 'u32', 'i32', 'u64'], return: 'i32' },
  ppoll: { arguments: ['buffer', 'u64', 'buffer', 'u64'], return: 'i32' },
  close: { arguments: ['i32'], return: 'i32' },
})

const AF_INET = 2
const SOCK_DGRAM = 2
const SOL_SOCKET = 1
const SO_SNDBUF = 7
const SO_RCVBUF = 8
const MSG_DONTWAIT = 0x40
const POLLIN = 1
const NULL = 0n
const BUFFER_BYTES = 4 << 20
const ADDRESS_BYTES = 16

/** Datagrams of one system call. */
export const BATCH = 32
export const REPLY_BYTES = 512
const WORD = 2 ** 32
const VECTOR_WORDS = 4 // struct iovec: base, length
const HEADER_WORDS = 16 // struct mmsghdr on 64-bit Linux
const NAME = 0
const NAME_LENGTH = 2
const VECTOR = 4
const VECTOR_COUNT = 6
const LENGTH = 14

function addressOf(port: number): Buffer {
  const address = Buffer.alloc(ADDRESS_BYTES)
  address.writeUInt16LE(AF_INET, 0)
  address.writeUInt16BE(port, 2)
  address.set([127, 0, 0, 1], 4)
  return address
}

function words(count: number): Uint32Array {
  return new Uint32Array(new ArrayBuffer(count * 4))
}

function pointTo(target: Uint32Array, at: number, address: number): void {
  target[at] = address % WORD
  target[at + 1] = Math.floor(address / WORD)
}

/** Where octets lie in memory; they must live as long as they are sent from. */
export function placeOf(bytes: Buffer | Uint32Array): number {
  return Number(getRawPointer(bytes))
}

/** Messages for one system call, each with its own piece of memory. */
class MessageBatch {
  readonly headers = words(BATCH * HEADER_WORDS)
  readonly #vectors = words(BATCH * VECTOR_WORDS)

  constructor() {
    const vectors = placeOf(this.#vectors)
    for (let index = 0; index < BATCH; index += 1) {
      const at = index * HEADER_WORDS
      pointTo(this.headers, at + VECTOR, vectors + index * VECTOR_WORDS * 4)
      this.headers[at + VECTOR_COUNT] = 1
    }
  }

  place(index: number, address: number, length: number): void {
    pointTo(this.#vectors, index * VECTOR_WORDS, address)
    this.#vectors[index * VECTOR_WORDS + 2] = length
  }

  name(index: number, address: number): void {
    pointTo(this.headers, index * HEADER_WORDS + NAME, address)
    this.headers[index * HEADER_WORDS + NAME_LENGTH] = ADDRESS_BYTES
  }

  lengthOf(index: number): number {
    return this.headers[index * HEADER_WORDS + LENGTH] ?? 0
  }
}

/** A UDP socket on 127.0.0.1. What `receive` brought lies in `received` until the next call. */
export class BatchSocket {
  readonly descriptor: number
  readonly received = Buffer.alloc(BATCH * REPLY_BYTES)
  readonly #names = Buffer.alloc(BATCH * ADDRESS_BYTES)
  readonly #incoming = new MessageBatch()
  readonly #outgoing = new MessageBatch()
  #queued = 0

  constructor() {
    this.descriptor = libc.socket(AF_INET, SOCK_DGRAM, 0)
    if (this.descriptor < 0) throw new Error('no socket')
    const size = Buffer.alloc(4)
    size.writeInt32LE(BUFFER_BYTES)
    for (const option of [SO_SNDBUF, SO_RCVBUF]) {
      libc.setsockopt(this.descriptor, SOL_SOCKET, option, size, 4)
    }
    for (let index = 0; index < BATCH; index += 1) {
      this.#incoming.place(index, placeOf(this.received) + index * REPLY_BYTES, REPLY_BYTES)
    }
  }

  connect(port: number): void {
    if (libc.connect(this.descriptor, addressOf(port), ADDRESS_BYTES) !== 0) {
      throw new Error(`port ${port} cannot be reached`)
    }
  }

  /** Takes any free port and says which; from now on senders are remembered for `answer`. */
  listen(): number {
    const address = addressOf(0)
    libc.bind(this.descriptor, address, ADDRESS_BYTES)
    const length = Buffer.alloc(4)
    length.writeInt32LE(ADDRESS_BYTES)
    libc.getsockname(this.descriptor, address, length)
    for (let index = 0; index < BATCH; index += 1) {
      const place = placeOf(this.#names) + index * ADDRESS_BYTES
      this.#incoming.name(index, place)
      this.#outgoing.name(index, place)
    }
    return address.readUInt16BE(2)
  }

  /** Takes what has come, at most a batch; the number of datagrams. */
  receive(): number {
    const { headers } = this.#incoming
    const count = libc.recvmmsg(this.descriptor, headers, BATCH, MSG_DONTWAIT, NULL)
    return Math.max(count, 0)
  }

  lengthOf(index: number): number {
    return this.#incoming.lengthOf(index)
  }

  /** Queues a datagram that lies at a place of memory; a full batch goes out at once. */
  queue(place: number, length: number): void {
    this.#outgoing.place(this.#queued, place, length)
    this.#queued += 1
    if (this.#queued === BATCH) this.flush()
  }

  /** Sends what is queued. What the system does not take is lost, as on any network. */
  flush(): void {
    if (this.#queued === 0) return
    libc.sendmmsg(this.descriptor, this.#outgoing.headers, this.#queued, 0)
    this.#queued = 0
  }

  /** Sends the datagrams of the last `receive` back to whom they came from. */
  answer(count: number): void {
    const from = placeOf(this.received)
    for (let index = 0; index < count; index += 1) {
      this.#outgoing.place(index, from + index * REPLY_BYTES, this.lengthOf(index))
    }
    libc.sendmmsg(this.descriptor, this.#outgoing.headers, count, 0)
  }

  close(): void {
    libc.close(this.descriptor)
  }
}

/** Waits until one of the sockets has something, or for so many milliseconds. */
export class Waiter {
  readonly #polls: Uint32Array
  readonly #count: bigint
  readonly #timeout = words(4)

  constructor(sockets: readonly BatchSocket[]) {
    this.#polls = words(sockets.length * 2)
    this.#count = BigInt(sockets.length)
    sockets.forEach(({ descriptor }, index) => {
      this.#polls[index * 2] = descriptor
      this.#polls[index * 2 + 1] = POLLIN
    })
  }

  wait(milliseconds: number): void {
    const seconds = Math.floor(milliseconds / 1000)
    this.#timeout[0] = seconds
    this.#timeout[2] = Math.floor((milliseconds - seconds * 1000) * 1e6)
    libc.ppoll(this.#polls, this.#count, this.#timeout, NULL)
  }

  /** Whether the socket of this number had something when the wait ended. */
  hasNews(index: number): boolean {
    return (this.#polls[index * 2 + 1] ?? 0) >>> 16 !== 0
  }
}
