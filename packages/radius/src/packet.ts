import { formatIpv4, formatIpv6, formatIpv6Prefix } from './address.ts'
import { isExtended, MESSAGE_AUTHENTICATOR } from './attribute.ts'
import { findAttributeAt, findExtended, HEADER_BYTES } from './attribute-walk.ts'
import type { DropReason } from './drop-reason.ts'
import { octetAt, uint16At, uint32At } from './octets.ts'

export const PACKET_BYTES_MAX = 4096
const MESSAGE_AUTHENTICATOR_BYTES = 18
// Attributes that every request is asked for; noted in passing, so that nobody walks the packet again for them.
const EAP_MESSAGE_MARK = 1
const PROXY_STATE_MARK = 2
const MARK_OF_TYPE = new Uint8Array(256)
MARK_OF_TYPE[79] = EAP_MESSAGE_MARK
MARK_OF_TYPE[33] = PROXY_STATE_MARK
/** A tag is 1 to 31; a larger first octet belongs to the text (RFC 2868 §3.3). */
const TAG_MAX = 0x1f

/**
 * Reads a datagram as RFC 2865 §3 and §5 describe it and never throws. Octets after the Length field's end are padding
 * and left out. Anything else that does not fit is refused with the reason:
 * `if (typeof packet === 'string') …`. An unknown code is accepted; a server decides what it answers.
 */
export function decodePacket(datagram: Uint8Array): Packet | DropReason {
  if (datagram.length < HEADER_BYTES) return 'too-short'
  const length = uint16At(datagram, 2)
  if (length > PACKET_BYTES_MAX) return 'too-long'
  if (length < HEADER_BYTES || length > datagram.length) return 'bad-length'
  const bytes = Buffer.isBuffer(datagram) ? datagram : bufferOver(datagram)
  return checkAttributes(length === bytes.length ? bytes : bytes.subarray(0, length))
}

function bufferOver(view: Uint8Array): Buffer {
  return Buffer.from(view.buffer, view.byteOffset, view.byteLength)
}

function checkAttributes(bytes: Buffer): Packet | DropReason {
  const end = bytes.length
  let messageAuthenticatorAt = 0
  let marks = 0
  let at = HEADER_BYTES
  while (at < end) {
    const type = octetAt(bytes, at)
    const length = at + 1 < end ? octetAt(bytes, at + 1) : 0
    if (length < 2 || at + length > end || type === 0) return 'bad-attribute'
    marks |= octetAt(MARK_OF_TYPE, type)
    if (type === MESSAGE_AUTHENTICATOR) {
      // A second one would leave it open which of the two was verified.
      const isAlone = messageAuthenticatorAt === 0
      if (length !== MESSAGE_AUTHENTICATOR_BYTES || !isAlone) return 'bad-message-authenticator'
      messageAuthenticatorAt = at
    }
    at += length
  }
  return new Packet(bytes, messageAuthenticatorAt, marks)
}

/**
 * A decoded packet. It keeps the received octets and reads an attribute only when asked; nothing is copied, and no
 * object is made per attribute. `attribute` is always a key: `ATTRIBUTE['User-Name']`, `ATTRIBUTE['Cisco-AVPair']`,
 * `vendorAttribute(…)`. A read of an attribute that is absent, or whose value has a wrong length, is undefined.
 */
export class Packet {
  /** The packet without padding. */
  readonly bytes: Buffer
  readonly code: number
  readonly identifier: number
  /** Where the Message-Authenticator attribute begins, 0 when there is none. */
  readonly messageAuthenticatorAt: number
  readonly hasEapMessage: boolean
  readonly hasProxyState: boolean

  /** Only `decodePacket` makes packets: the reads trust that it has checked the octets. */
  constructor(bytes: Buffer, messageAuthenticatorAt: number, marks: number) {
    this.bytes = bytes
    this.code = octetAt(bytes, 0)
    this.identifier = octetAt(bytes, 1)
    this.messageAuthenticatorAt = messageAuthenticatorAt
    this.hasEapMessage = (marks & EAP_MESSAGE_MARK) !== 0
    this.hasProxyState = (marks & PROXY_STATE_MARK) !== 0
  }

  /** Octets of the packet, header included. */
  get length(): number {
    return this.bytes.length
  }

  /** The 16 octets of the Authenticator field, a view. */
  get authenticator(): Buffer {
    return this.bytes.subarray(4, HEADER_BYTES)
  }

  /** Whether the attribute is there at least once. */
  has(attribute: number): boolean {
    if (isExtended(attribute)) return findExtended(this.bytes, attribute).length > 0
    return findAttributeAt(this.bytes, attribute, 0) > 0
  }

  /** The value of the first such attribute: a view, or a joined copy when RFC 6929 fragments carry it. */
  first(attribute: number): Buffer | undefined {
    if (isExtended(attribute)) return findExtended(this.bytes, attribute)[0]
    const at = findAttributeAt(this.bytes, attribute, 0)
    return at < 0 ? undefined : this.#valueAt(at)
  }

  /** The values of all such attributes in the order of the packet. */
  all(attribute: number): Buffer[] {
    if (isExtended(attribute)) return findExtended(this.bytes, attribute)
    const values: Buffer[] = []
    let at = findAttributeAt(this.bytes, attribute, 0)
    while (at > 0) {
      values.push(this.#valueAt(at))
      at = findAttributeAt(this.bytes, attribute, at)
    }
    return values
  }

  /** The first value as text. Octets that are not UTF-8 become U+FFFD. */
  readString(attribute: number): string | undefined {
    if (isExtended(attribute)) return this.first(attribute)?.toString()
    const at = findAttributeAt(this.bytes, attribute, 0)
    if (at < 0) return undefined
    return textOf(this.bytes, at + 2, at + octetAt(this.bytes, at + 1))
  }

  /** All values as texts, in the order of the packet. */
  readStrings(attribute: number): string[] {
    return this.all(attribute).map((value) => value.toString())
  }

  /** The first value as an unsigned number of 1, 2 or 4 octets. */
  readInteger(attribute: number): number | undefined {
    if (isExtended(attribute)) {
      const value = this.first(attribute)
      return value && unsignedOf(value, 0, value.length)
    }
    const at = findAttributeAt(this.bytes, attribute, 0)
    if (at < 0) return undefined
    return unsignedOf(this.bytes, at + 2, octetAt(this.bytes, at + 1) - 2)
  }

  /** The first value as an unsigned number of 8 octets (RFC 6929 §2.5). */
  readInteger64(attribute: number): bigint | undefined {
    const value = this.first(attribute)
    return value?.length === 8 ? value.readBigUInt64BE() : undefined
  }

  /** The first value as an IPv4 address, `192.0.2.1`. */
  readIpv4(attribute: number): string | undefined {
    const value = this.first(attribute)
    return value?.length === 4 ? formatIpv4(value, 0) : undefined
  }

  /** The first value as an IPv6 address in the form of RFC 5952. */
  readIpv6(attribute: number): string | undefined {
    const value = this.first(attribute)
    return value?.length === 16 ? formatIpv6(value, 0) : undefined
  }

  /** The first value as an IPv6 prefix, `2001:db8:7::/56`. */
  readIpv6Prefix(attribute: number): string | undefined {
    const value = this.first(attribute)
    return value && formatIpv6Prefix(value)
  }

  /** The first value of a tagged attribute; a text without a tag octet has tag 0 (RFC 2868 §3). */
  readTagged(attribute: number): { tag: number; value: Buffer } | undefined {
    const value = this.first(attribute)
    const tag = value?.[0]
    if (!value || tag === undefined) return undefined
    return tag > TAG_MAX ? { tag: 0, value } : { tag, value: value.subarray(1) }
  }

  #valueAt(at: number): Buffer {
    return this.bytes.subarray(at + 2, at + octetAt(this.bytes, at + 1))
  }
}

function unsignedOf(bytes: Buffer, at: number, count: number): number | undefined {
  if (count === 4) return uint32At(bytes, at)
  if (count === 2) return uint16At(bytes, at)
  return count === 1 ? octetAt(bytes, at) : undefined
}

function textOf(bytes: Buffer, from: number, end: number): string {
  // Logins are nearly always ASCII, and Latin-1 gives the same text in half the time.
  for (let at = from; at < end; at++) {
    if (octetAt(bytes, at) > 127) return bytes.toString('utf8', from, end)
  }
  return bytes.toString('latin1', from, end)
}
