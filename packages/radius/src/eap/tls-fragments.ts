import { octetAt, uint32At } from '../octets.ts'

// The flags octet of every method that carries TLS (RFC 5216 §3.1, RFC 5281 §9.1): L, M and S, and the version.
const LENGTH_INCLUDED = 0x80
const MORE_FRAGMENTS = 0x40
const START = 0x20
const VERSION_MASK = 0x07
const LENGTH_BYTES = 4
/** The header of an EAP packet, its type, and the flags. */
const OVERHEAD_BYTES = 6

/** The body that opens a method with TLS: version 0, Start. */
export const TLS_START = Buffer.of(START)
/** The body that asks for the next fragment, or for whatever comes next. */
export const TLS_ACKNOWLEDGEMENT = Buffer.of(0)

/**
 * Cuts a TLS message into bodies such that no EAP packet is longer than `packetBytesMax`. The first of several tells the
 * length of the whole (RFC 5216 §2.1.5).
 */
export function splitTlsMessage(message: Buffer, packetBytesMax: number): Buffer[] {
  const roomBytes = packetBytesMax - OVERHEAD_BYTES
  if (message.length <= roomBytes) return [Buffer.concat([Buffer.of(0), message])]
  const firstBytes = roomBytes - LENGTH_BYTES
  const head = Buffer.alloc(1 + LENGTH_BYTES)
  head[0] = LENGTH_INCLUDED | MORE_FRAGMENTS
  head.writeUInt32BE(message.length, 1)
  const bodies = [Buffer.concat([head, message.subarray(0, firstBytes)])]
  for (let from = firstBytes; from < message.length; from += roomBytes) {
    const isLast = from + roomBytes >= message.length
    const flags = Buffer.of(isLast ? 0 : MORE_FRAGMENTS)
    bodies.push(Buffer.concat([flags, message.subarray(from, from + roomBytes)]))
  }
  return bodies
}

/** What a body makes of the message that is being collected. */
export type Collected =
  | { kind: 'whole'; message: Buffer }
  | { kind: 'more' }
  | { kind: 'refused'; reason: 'malformed' | 'message-too-long' }

/** Puts the fragments of one TLS message after another together, none longer than `messageBytesMax`. */
export class FragmentCollector {
  readonly #messageBytesMax: number
  #fragments: Buffer[] = []
  #bytes = 0
  /** What the first fragment told; undefined when it told nothing. */
  #announcedBytes: number | undefined

  constructor(messageBytesMax: number) {
    this.#messageBytesMax = messageBytesMax
  }

  /** Whether a message has begun and not ended. */
  get isCollecting(): boolean {
    return this.#fragments.length > 0
  }

  /** Takes the body of a response. A body with neither flags nor octets is a whole message of none. */
  add(body: Buffer): Collected {
    const fragment = readFragment(body)
    if (!fragment) return { kind: 'refused', reason: 'malformed' }
    // Some peers repeat the length in every fragment; it must stay the same.
    const announced = this.isCollecting ? this.#announcedBytes : fragment.announcedBytes
    const told = fragment.announcedBytes ?? announced
    if (told !== announced) return { kind: 'refused', reason: 'malformed' }
    const bytes = this.#bytes + fragment.octets.length
    if (Math.max(bytes, announced ?? 0) > this.#messageBytesMax) {
      return { kind: 'refused', reason: 'message-too-long' }
    }
    // A fragment of nothing that is not the last would be an endless way of saying nothing.
    if (fragment.hasMore && fragment.octets.length === 0) {
      return { kind: 'refused', reason: 'malformed' }
    }
    if (announced !== undefined && (fragment.hasMore ? bytes >= announced : bytes !== announced)) {
      return { kind: 'refused', reason: 'malformed' }
    }
    this.#fragments.push(fragment.octets)
    this.#bytes = bytes
    this.#announcedBytes = announced
    return fragment.hasMore ? { kind: 'more' } : { kind: 'whole', message: this.#take() }
  }

  #take(): Buffer {
    const message = Buffer.concat(this.#fragments)
    this.#fragments = []
    this.#bytes = 0
    this.#announcedBytes = undefined
    return message
  }
}

interface Fragment {
  announcedBytes: number | undefined
  hasMore: boolean
  octets: Buffer
}

/** Undefined without flags, with another version than 0, with Start, or with a length that is cut short. */
function readFragment(body: Buffer): Fragment | undefined {
  if (body.length === 0) return undefined
  const flags = octetAt(body, 0)
  if ((flags & (VERSION_MASK | START)) !== 0) return undefined
  const hasMore = (flags & MORE_FRAGMENTS) !== 0
  if ((flags & LENGTH_INCLUDED) === 0) {
    return { announcedBytes: undefined, hasMore, octets: body.subarray(1) }
  }
  if (body.length < 1 + LENGTH_BYTES) return undefined
  return { announcedBytes: uint32At(body, 1), hasMore, octets: body.subarray(1 + LENGTH_BYTES) }
}
