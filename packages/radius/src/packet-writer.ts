import { randomBytes } from 'node:crypto'
import { ipv4Word, parseIpv6, parseIpv6Prefix } from './address.ts'
import { isExtended } from './attribute.ts'
import { AttributeBuffer } from './attribute-buffer.ts'
import { AttributeError, type AttributeErrorCode } from './attribute-error.ts'
import { encodeText } from './attribute-text.ts'
import { hasRandomAuthenticator, signReply, signRequest } from './authenticator.ts'
import { CODE } from './code.ts'
import { ATTRIBUTE, HIDDEN_ATTRIBUTES, VALUE } from './dictionary.generated.ts'
import {
  type AttributeDefinition,
  attributeName,
  definitionOf,
  findAttribute,
  integerBytes,
} from './dictionary.ts'
import { putUint32 } from './octets.ts'
import type { Packet } from './packet.ts'
import { hidePassword, hideWithSalt, PASSWORD_BYTES_MAX } from './password/hiding.ts'

const PROXY_STATE = ATTRIBUTE['Proxy-State']
/** A tag is 1 to 31 (RFC 2868 §3.1). */
const TAG_MAX = 0x1f
const TAGGED_INTEGER_MAX = 0xffffff
const HIDDEN = new Set<number>([...HIDDEN_ATTRIBUTES.password, ...HIDDEN_ATTRIBUTES.salt])
const NO_AUTHENTICATOR = new Uint8Array(16)

/**
 * A reply with this code, signed for the sender of the request. Message-Authenticator comes first in every answer to an
 * Access-Request and wherever the request had one; Proxy-State is copied at the end (RFC 2865 §5.33).
 */
export function createReply(request: Packet, code: number, secret: Buffer): PacketWriter {
  const isAccess =
    code === CODE['Access-Accept'] ||
    code === CODE['Access-Reject'] ||
    code === CODE['Access-Challenge']
  const hasMessageAuthenticator = isAccess || request.messageAuthenticatorAt > 0
  const { authenticator } = request
  return new PacketWriter({ code, secret, authenticator, request, hasMessageAuthenticator })
}

/**
 * A request with this code. Access-Request and Status-Server get a random authenticator and Message-Authenticator
 * unless told otherwise; other requests get Message-Authenticator when asked. One writer is for one exchange.
 */
export function createRequest(
  code: number,
  options: { secret: Buffer; authenticator?: Uint8Array; messageAuthenticator?: boolean },
): PacketWriter {
  const isRandom = hasRandomAuthenticator(code)
  return new PacketWriter({
    code,
    secret: options.secret,
    authenticator: isRandom ? (options.authenticator ?? randomBytes(16)) : NO_AUTHENTICATOR,
    request: undefined,
    hasMessageAuthenticator: options.messageAuthenticator ?? isRandom,
  })
}

interface WriterPlan {
  code: number
  secret: Buffer
  /** Of the request: it hides attributes and is signed into replies. */
  authenticator: Uint8Array
  /** What a reply answers; a request has none. */
  request: Packet | undefined
  hasMessageAuthenticator: boolean
}

/**
 * A packet being written. `attribute` is a key as everywhere; a vendor attribute gets its Vendor-Specific around it.
 * Attributes that the dictionaries declare hidden (User-Password, Tunnel-Password, MPPE keys) are hidden on the way.
 * Every add throws AttributeError when the value cannot be carried, and then writes nothing.
 */
export class PacketWriter {
  readonly code: number
  readonly secret: Buffer
  readonly authenticator: Uint8Array
  readonly #request: Packet | undefined
  readonly #messageAuthenticatorAt: number
  readonly #buffer = new AttributeBuffer()
  #sealed: Buffer | undefined

  /** Use `createReply`, `createRequest` or a server's `context.reply`. */
  constructor(plan: WriterPlan) {
    this.code = plan.code
    this.secret = plan.secret
    this.authenticator = plan.authenticator
    this.#request = plan.request
    // First of all attributes: an attacker who collides MD5 must not choose what stands before it.
    this.#messageAuthenticatorAt = plan.hasMessageAuthenticator
      ? this.#buffer.reserveMessageAuthenticator()
      : 0
  }

  /** Adds octets. */
  addBytes(attribute: number, value: Uint8Array): this {
    if (HIDDEN.has(attribute)) return this.#addHidden(attribute, 0, value)
    this.#buffer.add(attribute, value)
    return this
  }

  /** Adds a text in UTF-8. */
  addString(attribute: number, text: string): this {
    if (!isAscii(text) || isExtended(attribute) || HIDDEN.has(attribute)) {
      return this.addBytes(attribute, Buffer.from(text))
    }
    const at = this.#buffer.open(attribute, text.length)
    const { bytes } = this.#buffer
    for (let i = 0; i < text.length; i++) bytes[at + i] = text.charCodeAt(i)
    return this
  }

  /** Adds an unsigned number in the width that the dictionaries declare, 4 octets when they do not. */
  addInteger(attribute: number, value: number): this {
    const width = integerBytes(attribute)
    if (!Number.isInteger(value) || value < 0 || value >= 256 ** width) {
      throw refusal('bad-value', attribute, `a whole number from 0 to ${256 ** width - 1}`)
    }
    if (width !== 4 || isExtended(attribute)) {
      const octets = Buffer.alloc(width)
      octets.writeUIntBE(value, 0, width)
      return this.addBytes(attribute, octets)
    }
    const at = this.#buffer.open(attribute, 4)
    putUint32(this.#buffer.bytes, at, value)
    return this
  }

  /** Adds an unsigned number of 8 octets. */
  addInteger64(attribute: number, value: bigint): this {
    if (value < 0n || value >= 2n ** 64n) {
      throw refusal('bad-value', attribute, `a whole number from 0 to ${2n ** 64n - 1n}`)
    }
    const octets = Buffer.alloc(8)
    octets.writeBigUInt64BE(value)
    return this.addBytes(attribute, octets)
  }

  /** Adds an IPv4 address, `192.0.2.1`. */
  addIpv4(attribute: number, address: string): this {
    const word = ipv4Word(address)
    if (word < 0) throw refusal('bad-value', attribute, 'an IPv4 address such as 192.0.2.1')
    return this.addInteger(attribute, word)
  }

  /** Adds an IPv6 address. */
  addIpv6(attribute: number, address: string): this {
    const octets = parseIpv6(address)
    if (!octets) throw refusal('bad-value', attribute, 'an IPv6 address such as 2001:db8::1')
    return this.addBytes(attribute, octets)
  }

  /** Adds an IPv6 prefix, `2001:db8:7::/56`; bits beyond its length are cleared. */
  addIpv6Prefix(attribute: number, prefix: string): this {
    const octets = parseIpv6Prefix(prefix)
    if (!octets) throw refusal('bad-value', attribute, 'an IPv6 prefix such as 2001:db8:7::/56')
    return this.addBytes(attribute, octets)
  }

  /** Adds a text under a tag of 1 to 31; tag 0 means none (RFC 2868 §3.3). */
  addTaggedString(attribute: number, tag: number, text: string): this {
    return this.#addTagged(attribute, tag, Buffer.from(text))
  }

  /** Adds a number below 2^24 under a tag of 0 to 31 (RFC 2868 §3.1). */
  addTaggedInteger(attribute: number, tag: number, value: number): this {
    if (!Number.isInteger(value) || value < 0 || value > TAGGED_INTEGER_MAX) {
      throw refusal('bad-value', attribute, `a whole number from 0 to ${TAGGED_INTEGER_MAX}`)
    }
    refuseBadTag(attribute, tag)
    return this.addInteger(attribute, tag * (TAGGED_INTEGER_MAX + 1) + value)
  }

  /** Adds both MPPE keys, and a policy that allows encryption without demanding it (RFC 2548 §2.4). */
  addMppeKeys(keys: { send: Uint8Array; receive: Uint8Array }): this {
    const policy = VALUE['MS-MPPE-Encryption-Policy']['Encryption-Allowed']
    const types = VALUE['MS-MPPE-Encryption-Types']['RC4-40or128-bit-Allowed']
    return this.addInteger(ATTRIBUTE['MS-MPPE-Encryption-Policy'], policy)
      .addInteger(ATTRIBUTE['MS-MPPE-Encryption-Types'], types)
      .addBytes(ATTRIBUTE['MS-MPPE-Send-Key'], keys.send)
      .addBytes(ATTRIBUTE['MS-MPPE-Recv-Key'], keys.receive)
  }

  /**
   * Adds an attribute by name with a value as text: `addByName('Mikrotik-Rate-Limit', '10M/20M')`. A tag follows the
   * name after a colon, `Tunnel-Type:1`. Throws AttributeError naming the attribute and what it expects.
   */
  addByName(nameAndTag: string, text: string): this {
    const [name = '', tagText] = nameAndTag.split(':')
    const definition = findAttribute(name)
    if (!definition) throw new AttributeError('unknown-attribute', name, 'a known attribute name')
    return this.addText(definition, text, tagText === undefined ? undefined : toTag(tagText))
  }

  /**
   * Adds an attribute that a definition describes, with a value as text: also one that no dictionary of ours has. A tag
   * is 1 to 31, 0 or nothing means none; one without `hasTag` takes nothing. Throws AttributeError as `addByName` does.
   */
  addText(definition: AttributeDefinition, text: string, tag?: number): this {
    const { attribute, hasTag } = definition
    const value = encodeText(definition, text)
    if (!hasTag && tag === undefined) return this.addBytes(attribute, value)
    if (!hasTag) throw refusal('bad-tag', attribute, 'no tag')
    return definition.type === 'integer'
      ? this.addTaggedInteger(attribute, tag ?? 0, Buffer.from(value).readUInt32BE())
      : this.#addTagged(attribute, tag ?? 0, value)
  }

  /** Adds what `encodeAttribute` gave: one attribute, or several joined. */
  addEncoded(encoded: Uint8Array): this {
    this.#buffer.addEncoded(encoded)
    return this
  }

  /**
   * The datagram, signed. A request takes `identifier`, 0 to 255, and gives a new copy each time. A reply has the
   * identifier of its request; the first call seals it, and every later call gives the same octets.
   */
  encode(identifier = 0): Buffer {
    const request = this.#request
    if (this.#sealed) return this.#sealed
    if (!request) {
      const bytes = Buffer.from(this.#buffer.finish(this.code, identifier, this.authenticator))
      signRequest(bytes, this.#messageAuthenticatorAt, this.secret)
      return bytes
    }
    if (request.hasProxyState) {
      for (const state of request.all(PROXY_STATE)) this.#buffer.add(PROXY_STATE, state)
    }
    const bytes = this.#buffer.finish(this.code, request.identifier, this.authenticator)
    signReply(bytes, this.#messageAuthenticatorAt, this.authenticator, this.secret)
    this.#sealed = bytes
    return bytes
  }

  #addTagged(attribute: number, tag: number, value: Uint8Array): this {
    refuseBadTag(attribute, tag)
    if (HIDDEN.has(attribute)) return this.#addHidden(attribute, tag, value)
    // Without a tag, a text whose first octet looks like one would lose it at the other end.
    const isPlain = tag === 0 && (value[0] ?? 0) > TAG_MAX
    return this.addBytes(attribute, isPlain ? value : Buffer.concat([Uint8Array.of(tag), value]))
  }

  #addHidden(attribute: number, tag: number, value: Uint8Array): this {
    const { hidden, hasTag } = definitionOf(attribute)
    if (hidden === 'password') {
      if (value.length > PASSWORD_BYTES_MAX) {
        throw refusal('too-long', attribute, `at most ${PASSWORD_BYTES_MAX} octets`)
      }
      this.#buffer.add(attribute, hidePassword(value, this))
      return this
    }
    const salted = hideWithSalt(value, this)
    this.#buffer.add(attribute, hasTag ? Buffer.concat([Uint8Array.of(tag), salted]) : salted)
    return this
  }
}

/** The tag after the colon of a name; what is not a number is refused with the tags that are none. */
function toTag(text: string): number {
  return Number(text || Number.NaN)
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    if (text.charCodeAt(i) > 127) return false
  }
  return true
}

function refuseBadTag(attribute: number, tag: number): void {
  if (!Number.isInteger(tag) || tag < 0 || tag > TAG_MAX) {
    throw refusal('bad-tag', attribute, `a tag from 0 to ${TAG_MAX}`)
  }
}

function refusal(code: AttributeErrorCode, attribute: number, expected: string): AttributeError {
  return new AttributeError(code, attributeName(attribute), expected)
}
