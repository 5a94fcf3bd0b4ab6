import { randomBytes } from 'node:crypto'
import { ipv4Word, parseIpv6 } from '../address.ts'
import { uint32At } from '../octets.ts'
import type { Packet } from '../packet.ts'
import type { Sender } from './exchange.ts'

/** Four words of address, one of port or connection and identifier, four of authenticator. */
const KEY_WORDS = 9
/** Room kept for the replies, by exchange. Longer replies only make the oldest ones go sooner. */
const REPLY_BYTES = 192
const HASH_FACTOR = 0x9e3779b1

const FREE = 0
const IN_FLIGHT = 1
const ANSWERED = 2

/**
 * The exchanges of the last seconds by sender, identifier and authenticator, with the replies that were sent, so
 * that a retransmission is recognised and answered with the very same octets (RFC 5080 §2.2.2).
 *
 * Everything lies in arrays of a fixed size: a ring of exchanges, a hash table over it and a ring of reply octets. So
 * there is no garbage however many packets come, and the oldest exchange makes room for the newest.
 */
export class RecentExchanges {
  readonly #count: number
  readonly #keptMs: number
  readonly #keys: Int32Array
  readonly #hashes: Int32Array
  readonly #heads: Int32Array
  readonly #next: Int32Array
  readonly #states: Uint8Array
  readonly #tickets: Float64Array
  readonly #answeredAtMs: Float64Array
  readonly #replyFrom: Float64Array
  readonly #replyLength: Uint16Array
  readonly #replies: Buffer
  #repliesEnd = 0
  #lastTicket = 0

  // The key that `find` made last; `begin` takes it over.
  readonly #key = new Int32Array(KEY_WORDS)
  #hash = 0
  // Unknown to senders, so that nobody can choose authenticators that fall into one chain.
  readonly #seed = randomBytes(4).readInt32LE()

  constructor(limits: { repliesKeptMax: number; repliesKeptMs: number }) {
    const count = Math.max(16, limits.repliesKeptMax)
    this.#count = count
    this.#keptMs = limits.repliesKeptMs
    this.#keys = new Int32Array(count * KEY_WORDS)
    this.#hashes = new Int32Array(count)
    // Twice as many chains as exchanges, a power of two. A link is the slot plus one, 0 ends the chain.
    this.#heads = new Int32Array(2 ** Math.ceil(Math.log2(count * 2)))
    this.#next = new Int32Array(count)
    this.#states = new Uint8Array(count)
    this.#tickets = new Float64Array(count)
    this.#answeredAtMs = new Float64Array(count)
    this.#replyFrom = new Float64Array(count)
    this.#replyLength = new Uint16Array(count)
    this.#replies = Buffer.alloc(Math.max(65_536, count * REPLY_BYTES))
  }

  /** The ticket of this exchange if it is known: in flight, or answered a short while ago. */
  find(sender: Sender, request: Packet, nowMs: number): number | undefined {
    this.#makeKey(sender, request)
    for (let link = this.#heads[this.#chain(this.#hash)] ?? 0; link > 0; ) {
      const slot = link - 1
      if (this.#hashes[slot] === this.#hash && this.#isKeyAt(slot)) {
        return this.#isStale(slot, nowMs) ? this.#forgetSlot(slot) : this.#tickets[slot]
      }
      link = this.#next[slot] ?? 0
    }
    return undefined
  }

  /** The octets that answered an exchange; undefined while it is in flight. They stay only until the next `finish`. */
  replyOf(ticket: number): Buffer | undefined {
    const slot = ticket % this.#count
    if (this.#states[slot] !== ANSWERED) return undefined
    const from = (this.#replyFrom[slot] ?? 0) % this.#replies.length
    return this.#replies.subarray(from, from + (this.#replyLength[slot] ?? 0))
  }

  /** Enters the exchange that `find` has just not found, as in flight, and gives it a ticket. */
  begin(): number {
    const ticket = ++this.#lastTicket
    const slot = ticket % this.#count
    if (this.#states[slot] !== FREE) this.#forgetSlot(slot)
    this.#keys.set(this.#key, slot * KEY_WORDS)
    this.#hashes[slot] = this.#hash
    this.#states[slot] = IN_FLIGHT
    this.#tickets[slot] = ticket
    const chain = this.#chain(this.#hash)
    this.#next[slot] = this.#heads[chain] ?? 0
    this.#heads[chain] = slot + 1
    return ticket
  }

  /** Keeps the octets that answered an exchange. Does nothing when newer exchanges have taken its place. */
  finish(ticket: number, reply: Buffer, nowMs: number): void {
    const slot = ticket % this.#count
    if (this.#tickets[slot] !== ticket || this.#states[slot] !== IN_FLIGHT) return
    this.#states[slot] = ANSWERED
    this.#answeredAtMs[slot] = nowMs
    this.#replyLength[slot] = reply.length
    this.#replyFrom[slot] = this.#keep(reply)
  }

  /** Forgets an exchange that got no answer, so that its retransmission is a new one. */
  forget(ticket: number): void {
    const slot = ticket % this.#count
    if (this.#tickets[slot] === ticket && this.#states[slot] !== FREE) this.#forgetSlot(slot)
  }

  /** Writes a reply behind the last one, in one piece, and returns its place on the endless ring. */
  #keep(reply: Buffer): number {
    const size = this.#replies.length
    const at = this.#repliesEnd % size
    if (at + reply.length > size) this.#repliesEnd += size - at
    const from = this.#repliesEnd
    this.#replies.set(reply, from % size)
    this.#repliesEnd = from + reply.length
    return from
  }

  #isStale(slot: number, nowMs: number): boolean {
    if (this.#states[slot] !== ANSWERED) return false
    const isOverwritten = (this.#replyFrom[slot] ?? 0) < this.#repliesEnd - this.#replies.length
    return isOverwritten || nowMs - (this.#answeredAtMs[slot] ?? 0) > this.#keptMs
  }

  #forgetSlot(slot: number): undefined {
    const chain = this.#chain(this.#hashes[slot] ?? 0)
    const after = this.#next[slot] ?? 0
    if (this.#heads[chain] === slot + 1) this.#heads[chain] = after
    else {
      let before = (this.#heads[chain] ?? 0) - 1
      while (this.#next[before] !== slot + 1) before = (this.#next[before] ?? 0) - 1
      this.#next[before] = after
    }
    this.#states[slot] = FREE
  }

  #makeKey(sender: Sender, request: Packet): void {
    const key = this.#key
    const { bytes } = request
    writeAddress(sender.address, key)
    // A connection that comes again from the same port is another sender (RFC 6613 §2.6.1).
    key[4] = ((sender.connection ?? sender.port) << 8) | request.identifier
    for (let i = 0; i < 4; i++) key[5 + i] = uint32At(bytes, 4 + 4 * i)
    let hash = this.#seed
    for (let i = 0; i < KEY_WORDS; i++) {
      hash = Math.imul(hash ^ (key[i] ?? 0), HASH_FACTOR)
      hash ^= hash >>> 15
    }
    this.#hash = hash
  }

  #isKeyAt(slot: number): boolean {
    for (let i = 0; i < KEY_WORDS; i++) {
      if (this.#keys[slot * KEY_WORDS + i] !== this.#key[i]) return false
    }
    return true
  }

  #chain(hash: number): number {
    return hash & (this.#heads.length - 1)
  }
}

/** Writes an address as four words, an IPv4 one as its mapped form. */
function writeAddress(address: string, words: Int32Array): void {
  words[0] = 0
  words[1] = 0
  words[2] = 0xffff
  words[3] = ipv4Word(address)
  if (!address.includes(':')) return
  const octets = parseIpv6(address.replace(/%.*/, ''))
  for (let i = 0; octets && i < 4; i++) words[i] = uint32At(octets, 4 * i)
}
