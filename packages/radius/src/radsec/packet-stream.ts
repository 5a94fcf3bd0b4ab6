import { HEADER_BYTES } from '../attribute-walk.ts'
import type { DropReason } from '../drop-reason.ts'
import { uint16At } from '../octets.ts'
import { PACKET_BYTES_MAX } from '../packet.ts'

/** Code, Identifier and Length: with these the end of a packet is known. */
const HEAD_BYTES = 4
const NOTHING = Buffer.alloc(0)

/**
 * Cuts the octets of one connection into packets by their Length field, however they were chunked on the way. It keeps
 * what was pushed and not taken yet, and one packet that is not whole.
 */
export class PacketStream {
  #chunk: Buffer = NOTHING
  #at = 0
  readonly #head = Buffer.alloc(HEAD_BYTES)
  /** The packet that was begun in an earlier chunk, as long as it will be. */
  #begun: Buffer | undefined
  #filled = 0

  /** Whether octets are kept that no packet took yet. */
  get hasRest(): boolean {
    return this.#filled > 0 || this.#at < this.#chunk.length
  }

  /** A copy of the octets that no packet took yet, as far as a packet could reach. */
  restBytes(): Buffer {
    const begun = (this.#begun ?? this.#head).subarray(0, this.#filled)
    return Buffer.concat([begun, this.#chunk.subarray(this.#at)]).subarray(0, PACKET_BYTES_MAX)
  }

  /** Takes what came next. The chunk must not change any more. */
  push(chunk: Buffer): void {
    const rest = this.#chunk.subarray(this.#at)
    this.#chunk = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk
    this.#at = 0
  }

  /**
   * The next whole packet, or undefined until more comes. A Length that no packet can have is `bad-length` or `too-long`:
   * nothing after it can be read, so that is then the answer for ever.
   */
  next(): Buffer | DropReason | undefined {
    const left = this.#chunk.length - this.#at
    if (this.#filled > 0 || left < HEAD_BYTES) return this.#fill()
    const length = uint16At(this.#chunk, this.#at + 2)
    const wrong = lengthError(length)
    if (wrong) return wrong
    if (left < length) return this.#fill()
    this.#at += length
    return this.#chunk.subarray(this.#at - length, this.#at)
  }

  /** Goes on with the packet that was begun. */
  #fill(): Buffer | DropReason | undefined {
    this.#copyTo(this.#head, HEAD_BYTES)
    if (this.#filled < HEAD_BYTES) return undefined
    const length = uint16At(this.#head, 2)
    const wrong = lengthError(length)
    if (wrong) return wrong
    if (!this.#begun) {
      this.#begun = Buffer.allocUnsafe(length)
      this.#begun.set(this.#head)
    }
    this.#copyTo(this.#begun, length)
    if (this.#filled < length) return undefined
    const whole = this.#begun
    this.#begun = undefined
    this.#filled = 0
    return whole
  }

  #copyTo(target: Buffer, length: number): void {
    const count = Math.min(length - this.#filled, this.#chunk.length - this.#at)
    if (count <= 0) return
    this.#chunk.copy(target, this.#filled, this.#at, this.#at + count)
    this.#filled += count
    this.#at += count
  }
}

function lengthError(length: number): DropReason | undefined {
  if (length < HEADER_BYTES) return 'bad-length'
  return length > PACKET_BYTES_MAX ? 'too-long' : undefined
}
