import {
  isExtended,
  isLongExtended,
  MESSAGE_AUTHENTICATOR,
  placeOf,
  VENDOR_SPECIFIC,
} from './attribute.ts'
import { AttributeError } from './attribute-error.ts'
import { HEADER_BYTES, MORE_FLAG, VENDOR_HEADER_BYTES } from './attribute-walk.ts'
import { attributeName } from './dictionary.ts'
import { putUint16, putUint32 } from './octets.ts'
import { PACKET_BYTES_MAX } from './packet.ts'

/** Room for an ordinary packet; a longer one moves to a larger buffer. */
const CAPACITY_BYTES = 256
const ATTRIBUTE_BYTES_MAX = 255
const MESSAGE_AUTHENTICATOR_BYTES = 18

/** The growing octets of a packet: header and attributes, without meaning. Every refusal happens before a write. */
export class AttributeBuffer {
  bytes = Buffer.allocUnsafe(CAPACITY_BYTES)
  length = HEADER_BYTES

  /** Writes the head of a standard or vendor attribute and returns where its value of `count` octets goes. */
  open(attribute: number, count: number): number {
    if (attribute >= 256) return this.#openVendor(attribute, count)
    if (attribute < 1 || attribute === MESSAGE_AUTHENTICATOR) refuseReserved(attribute)
    refuseTooLong(attribute, count, ATTRIBUTE_BYTES_MAX - 2)
    const at = this.#grow(2 + count)
    this.bytes[at] = attribute
    this.bytes[at + 1] = 2 + count
    return at + 2
  }

  /** Writes a whole attribute of any kind. */
  add(attribute: number, value: Uint8Array): void {
    if (isExtended(attribute)) {
      this.#addExtended(attribute, value)
      return
    }
    const at = this.open(attribute, value.length)
    this.bytes.set(value, at)
  }

  /** Writes attributes that are octets already. */
  addEncoded(encoded: Uint8Array): void {
    const at = this.#grow(encoded.length)
    this.bytes.set(encoded, at)
  }

  /** Writes a Message-Authenticator of zeros, to be signed at the end, and returns where it begins. */
  reserveMessageAuthenticator(): number {
    const at = this.#grow(MESSAGE_AUTHENTICATOR_BYTES)
    for (let i = at; i < at + MESSAGE_AUTHENTICATOR_BYTES; i++) this.bytes[i] = 0
    this.bytes[at] = MESSAGE_AUTHENTICATOR
    this.bytes[at + 1] = MESSAGE_AUTHENTICATOR_BYTES
    return at
  }

  /** Writes the header and returns the packet, a view. */
  finish(code: number, identifier: number, authenticator: Uint8Array): Buffer {
    this.bytes[0] = code
    this.bytes[1] = identifier
    putUint16(this.bytes, 2, this.length)
    for (let i = 0; i < 16; i++) this.bytes[4 + i] = authenticator[i] ?? 0
    return this.bytes.subarray(0, this.length)
  }

  /** A vendor attribute gets a Vendor-Specific of its own: some NAS read only the first one inside. */
  #openVendor(attribute: number, count: number): number {
    const type = attribute % 256
    refuseTooLong(attribute, count, ATTRIBUTE_BYTES_MAX - VENDOR_HEADER_BYTES - 2)
    const at = this.#grow(VENDOR_HEADER_BYTES + 2 + count)
    const bytes = this.bytes
    bytes[at] = VENDOR_SPECIFIC
    bytes[at + 1] = VENDOR_HEADER_BYTES + 2 + count
    putUint32(bytes, at + 2, (attribute - type) / 256)
    bytes[at + 6] = type
    bytes[at + 7] = 2 + count
    return at + 8
  }

  /** A long extended attribute may be cut into fragments, each but the last with the More flag (RFC 6929 §2.2). */
  #addExtended(attribute: number, value: Uint8Array): void {
    const place = placeOf(attribute)
    if (place.kind !== 'extended') return
    const isLong = isLongExtended(place.type)
    const headBytes = isLong ? 4 : 3
    const pieceMax = ATTRIBUTE_BYTES_MAX - headBytes
    if (!isLong) refuseTooLong(attribute, value.length, pieceMax)
    const pieces = Math.max(1, Math.ceil(value.length / pieceMax))
    let at = this.#grow(value.length + pieces * headBytes)
    for (let from = 0; pieces > from / pieceMax; from += pieceMax) {
      const piece = value.subarray(from, from + pieceMax)
      const hasMore = from + pieceMax < value.length
      this.bytes.set([place.type, headBytes + piece.length, place.extendedType], at)
      if (isLong) this.bytes[at + 3] = hasMore ? MORE_FLAG : 0
      this.bytes.set(piece, at + headBytes)
      at += headBytes + piece.length
    }
  }

  /** Makes room and returns where it begins. */
  #grow(count: number): number {
    const at = this.length
    const length = at + count
    if (length > PACKET_BYTES_MAX) {
      throw new AttributeError('packet-too-long', 'Packet', `at most ${PACKET_BYTES_MAX} octets`)
    }
    if (length > this.bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(length, this.bytes.length * 4))
      larger.set(this.bytes.subarray(0, at))
      this.bytes = larger
    }
    this.length = length
    return at
  }
}

function refuseTooLong(attribute: number, count: number, max: number): void {
  if (count > max) {
    throw new AttributeError('too-long', attributeName(attribute), `at most ${max} octets`)
  }
}

function refuseReserved(attribute: number): never {
  // Message-Authenticator is written and signed by the packet itself; type 0 does not exist.
  throw new AttributeError('bad-value', attributeName(attribute), 'to be left to the packet itself')
}
