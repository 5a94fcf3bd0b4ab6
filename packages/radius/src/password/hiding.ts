import { randomBytes } from 'node:crypto'
import { Md5Text } from '../digest/md5.ts'
import { octetAt } from '../octets.ts'

const CHUNK_BYTES = 16
/** RFC 2865 §5.2 ends a User-Password at eight chunks. */
export const PASSWORD_BYTES_MAX = 128
const SALT_BYTES = 2

const text = new Md5Text()
const mask = new Uint8Array(CHUNK_BYTES)
let lastSalt = randomBytes(2).readUInt16BE()

/** What a value is hidden with: the shared secret and the 16 octets of the request's authenticator. */
export interface HidingKey {
  secret: Buffer
  authenticator: Uint8Array
}

/** Hides a password of at most 128 octets; the result is whole chunks of 16 octets (RFC 2865 §5.2). */
export function hidePassword(password: Uint8Array, key: HidingKey): Uint8Array {
  const chunks = Math.max(1, Math.ceil(password.length / CHUNK_BYTES))
  const hidden = new Uint8Array(chunks * CHUNK_BYTES)
  hidden.set(password)
  startChain(key)
  chainOver(hidden, hidden, key.secret, 'hide')
  return hidden
}

/**
 * Reveals a hidden password into `target`, which has room for 128 octets, and says how many were written, padding
 * included; 0 when the value is no hidden password.
 */
export function revealPasswordInto(target: Uint8Array, hidden: Uint8Array, key: HidingKey): number {
  const length = hidden.length
  if (length === 0 || length % CHUNK_BYTES !== 0 || length > PASSWORD_BYTES_MAX) return 0
  startChain(key)
  chainOver(hidden, target, key.secret, 'reveal')
  return length
}

/**
 * Hides a value with a salt (RFC 2868 §3.5, RFC 2548 §2.4.2): salt, then the chunks that hold its length and itself. No
 * two values of one packet get the same salt.
 */
export function hideWithSalt(value: Uint8Array, key: HidingKey): Uint8Array {
  lastSalt = (lastSalt + 1) & 0x7fff
  const chunks = Math.ceil((1 + value.length) / CHUNK_BYTES)
  const hidden = new Uint8Array(SALT_BYTES + chunks * CHUNK_BYTES)
  hidden[0] = 0x80 | (lastSalt >> 8)
  hidden[1] = lastSalt
  hidden[SALT_BYTES] = value.length
  hidden.set(value, SALT_BYTES + 1)
  startChain(key, hidden.subarray(0, SALT_BYTES))
  const body = hidden.subarray(SALT_BYTES)
  chainOver(body, body, key.secret, 'hide')
  return hidden
}

/** The value that `hideWithSalt` hid, without tag; undefined when it does not read so under this key. */
export function revealWithSalt(hidden: Uint8Array, key: HidingKey): Buffer | undefined {
  const length = hidden.length - SALT_BYTES
  if (length < CHUNK_BYTES || length % CHUNK_BYTES !== 0) return undefined
  const plain = Buffer.alloc(length)
  startChain(key, hidden.subarray(0, SALT_BYTES))
  chainOver(hidden.subarray(SALT_BYTES), plain, key.secret, 'reveal')
  const valueLength = octetAt(plain, 0)
  return valueLength < length ? plain.subarray(1, 1 + valueLength) : undefined
}

function startChain(key: HidingKey, salt?: Uint8Array): void {
  text.reset().append(key.secret).append(key.authenticator)
  if (salt) text.append(salt)
  text.digestInto(mask, 0)
}

/** Both ways the next mask comes from the hidden chunk, which is the output when hiding and the input when revealing. */
function chainOver(
  input: Uint8Array,
  output: Uint8Array,
  secret: Buffer,
  way: 'hide' | 'reveal',
): void {
  for (let at = 0; at < input.length; at += CHUNK_BYTES) {
    const end = at + CHUNK_BYTES
    const isLast = end >= input.length
    if (!isLast) text.reset().append(secret)
    if (!isLast && way === 'reveal') text.append(input.subarray(at, end))
    for (let i = at; i < end; i++) output[i] = (input[i] ?? 0) ^ (mask[i - at] ?? 0)
    if (!isLast && way === 'hide') text.append(output.subarray(at, end))
    if (!isLast) text.digestInto(mask, 0)
  }
}
