/** Longest circuit or remote id: what a sub-option of DHCP can hold (RFC 3046 §2). */
export const ID_BYTES_MAX = 255

/** What a relay or an access server tells of the line that somebody comes by; empty = it does not say. */
export type LineIds = { circuitId: Uint8Array; remoteId: Uint8Array }

const STRING_HEADER = 1
const PRINTABLE = /^[^\p{Cc}\p{Zl}\p{Zp}]+$/v
const HEX_TEXT = /^0x((?:[0-9a-f]{2})+)$/i
const utf8 = new TextDecoder('utf-8', { fatal: true })

/** Two digits an octet, lower case. */
export function toHex(bytes: Uint8Array): string {
  let digits = ''
  for (const byte of bytes) digits += byte.toString(16).padStart(2, '0')
  return digits
}

/** The octets that an even number of hexadecimal digits writes. */
export function fromHex(digits: string): Uint8Array {
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
}

/** An id as people write it: `0x00040064…` is hexadecimal, anything else the text itself. */
export function readTypedId(typed: string): Uint8Array {
  const digits = HEX_TEXT.exec(typed.trim())?.[1]
  return digits === undefined ? new TextEncoder().encode(typed) : fromHex(digits)
}

/** An id for people to read: its text where it is one, else `0x` and its digits. */
export function showId(bytes: Uint8Array): string {
  if (bytes.length === 0) return ''
  const text = textOf(bytes)
  return text === undefined || HEX_TEXT.test(text) ? `0x${toHex(bytes)}` : text
}

/**
 * The octets that an id means. Some access servers write binary ones as the text `0x0004…`, which is
 * undone here.
 */
export function unwrapId(bytes: Uint8Array): Uint8Array {
  const isMarked = bytes[0] === 0x30 && (bytes[1] === 0x78 || bytes[1] === 0x58)
  const digits = isMarked ? HEX_TEXT.exec(textOf(bytes) ?? '')?.[1] : undefined
  return digits === undefined ? bytes : fromHex(digits)
}

/**
 * An id as a text that a notation can be compared with: without the header of a string (01, length)
 * and the zero that ends it; what is no text is its hexadecimal digits.
 */
export function textOfId(bytes: Uint8Array): string {
  const isString = bytes.length > 2 && bytes[0] === STRING_HEADER && bytes[1] === bytes.length - 2
  const plain = isString ? bytes.subarray(2) : bytes
  const ended = plain.at(-1) === 0 ? plain.subarray(0, -1) : plain
  return textOf(ended) ?? toHex(bytes)
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    const text = utf8.decode(bytes)
    return PRINTABLE.test(text) ? text : undefined
  } catch {
    return undefined
  }
}
