// MD5 (RFC 1321) and HMAC-MD5 (RFC 2104) for texts of a few hundred octets.
//
// RADIUS is bound to MD5, and one request takes about ten blocks of it. For such short texts node:crypto spends
// ten times longer on creating the hash object and the result than on the blocks, so the blocks are done here.
import { endianness } from 'node:os'

const BLOCK_BYTES = 64
const DIGEST_BYTES = 16
/** A packet, a secret and the padding, with room to spare. */
const TEXT_BYTES_MAX = 8192
const PADDING_BYTES_MAX = BLOCK_BYTES + 8
const IS_BIG_ENDIAN = endianness() === 'BE'

const INITIAL_STATE = Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476)

/** A secret made ready for HMAC-MD5: the states after its inner and its outer block. */
export interface HmacMd5Key {
  readonly inner: Int32Array
  readonly outer: Int32Array
}

/**
 * A text under construction and its digests. Nothing is allocated after the first moment; one is shared by a whole
 * module because every use begins with `reset` and ends before the next await.
 */
export class Md5Text {
  length = 0
  readonly #words = new Int32Array(TEXT_BYTES_MAX / 4)
  readonly #bytes = new Uint8Array(this.#words.buffer)
  readonly #state = new Int32Array(4)
  readonly #outerWords = new Int32Array(BLOCK_BYTES / 4)
  readonly #outerBytes = new Uint8Array(this.#outerWords.buffer)

  /** Forgets the text. */
  reset(): this {
    this.length = 0
    return this
  }

  /** Adds octets to the end. A text over 8,120 octets is a RangeError: no packet with its secret is that long. */
  append(bytes: Uint8Array): this {
    if (this.length + bytes.length > TEXT_BYTES_MAX - PADDING_BYTES_MAX) {
      throw new RangeError(`MD5 text is longer than ${TEXT_BYTES_MAX - PADDING_BYTES_MAX} octets`)
    }
    this.#bytes.set(bytes, this.length)
    this.length += bytes.length
    return this
  }

  /** Replaces octets inside the text by `count` octets of `source` from `from`. */
  replace(at: number, source: Uint8Array, from: number, count: number): this {
    for (let i = 0; i < count; i++) this.#bytes[at + i] = source[from + i] ?? 0
    return this
  }

  /** Replaces octets inside the text by zeros. */
  zero(at: number, count: number): this {
    for (let i = at; i < at + count; i++) this.#bytes[i] = 0
    return this
  }

  /** Writes the MD5 of the text, 16 octets, into `target`. The text stays and may be added to. */
  digestInto(target: Uint8Array, at: number): void {
    copyState(INITIAL_STATE, this.#state)
    this.#digestBlocks(0)
    writeState(this.#state, target, at)
  }

  /** Writes the HMAC-MD5 of the text, 16 octets, into `target`. The text stays and may be added to. */
  hmacInto(key: HmacMd5Key, target: Uint8Array, at: number): void {
    copyState(key.inner, this.#state)
    this.#digestBlocks(BLOCK_BYTES)
    const outer = this.#outerWords
    for (let at = 5; at < 16; at++) outer[at] = 0
    outer[4] = 0x80
    writeState(this.#state, this.#outerBytes, 0)
    this.#outerBytes[DIGEST_BYTES] = 0x80
    if (IS_BIG_ENDIAN) swapWords(this.#outerBytes, BLOCK_BYTES)
    outer[14] = (BLOCK_BYTES + DIGEST_BYTES) * 8
    copyState(key.outer, this.#state)
    compress(this.#state, outer, 0)
    writeState(this.#state, target, at)
  }

  /** Pads the text in place and runs all its blocks; `bytesBefore` were already run into the state. */
  #digestBlocks(bytesBefore: number): void {
    const length = this.length
    const blocks = (length + 8) >>> 6
    const padded = (blocks + 1) * BLOCK_BYTES
    const bytes = this.#bytes
    bytes[length] = 0x80
    for (let at = length + 1; at < padded; at++) bytes[at] = 0
    if (IS_BIG_ENDIAN) swapWords(this.#bytes, padded)
    const words = this.#words
    // The text is under 2^29 octets, so the upper half of the 64-bit length stays zero.
    words[padded / 4 - 2] = (bytesBefore + length) * 8
    for (let from = 0; from < padded / 4; from += BLOCK_BYTES / 4) {
      compress(this.#state, words, from)
    }
    if (IS_BIG_ENDIAN) swapWords(this.#bytes, padded)
  }
}

/** Runs the two blocks of an HMAC key once, so that every later HMAC saves them (RFC 2104 §4). */
export function prepareHmacMd5Key(secret: Uint8Array): HmacMd5Key {
  const block = new Uint8Array(BLOCK_BYTES)
  if (secret.length > BLOCK_BYTES) new Md5Text().append(secret).digestInto(block, 0)
  else block.set(secret)
  return { inner: stateAfter(block, 0x36), outer: stateAfter(block, 0x5c) }
}

function stateAfter(block: Uint8Array, mask: number): Int32Array {
  const words = new Int32Array(BLOCK_BYTES / 4)
  const bytes = new Uint8Array(words.buffer)
  for (let i = 0; i < BLOCK_BYTES; i++) bytes[i] = (block[i] ?? 0) ^ mask
  if (IS_BIG_ENDIAN) swapWords(bytes, BLOCK_BYTES)
  const state = Int32Array.from(INITIAL_STATE)
  compress(state, words, 0)
  return state
}

function copyState(from: Int32Array, to: Int32Array): void {
  for (let i = 0; i < 4; i++) to[i] = wordAt(from, i)
}

function swapWords(bytes: Uint8Array, count: number): void {
  Buffer.from(bytes.buffer, bytes.byteOffset, count).swap32()
}

function writeState(state: Int32Array, target: Uint8Array, at: number): void {
  for (let i = 0; i < 4; i++) {
    const word = wordAt(state, i)
    target[at + 4 * i] = word
    target[at + 4 * i + 1] = word >>> 8
    target[at + 4 * i + 2] = word >>> 16
    target[at + 4 * i + 3] = word >>> 24
  }
}

function wordAt(words: Int32Array, at: number): number {
  return words[at] as number // always inside: the loops above run over whole blocks
}

// The four rounds of RFC 1321 §3.4, written out: a loop over tables takes twice the time, and so does reading
// a word through a function. The casts hold because a block is always 16 whole words.
function compress(state: Int32Array, words: Int32Array, from: number): void {
  const a = state[0] as number
  const b = state[1] as number
  const c = state[2] as number
  const d = state[3] as number
  mixFirstRound(state, words, from)
  mixSecondRound(state, words, from)
  mixThirdRound(state, words, from)
  mixFourthRound(state, words, from)
  state[0] = (state[0] as number) + a
  state[1] = (state[1] as number) + b
  state[2] = (state[2] as number) + c
  state[3] = (state[3] as number) + d
}

function mixFirstRound(state: Int32Array, words: Int32Array, from: number): void {
  let a = state[0] as number
  let b = state[1] as number
  let c = state[2] as number
  let d = state[3] as number
  a = (a + (((c ^ d) & b) ^ d) + (words[from] as number) - 0x28955b88) | 0
  a = (((a << 7) | (a >>> 25)) + b) | 0
  d = (d + (((b ^ c) & a) ^ c) + (words[from + 1] as number) - 0x173848aa) | 0
  d = (((d << 12) | (d >>> 20)) + a) | 0
  c = (c + (((a ^ b) & d) ^ b) + (words[from + 2] as number) + 0x242070db) | 0
  c = (((c << 17) | (c >>> 15)) + d) | 0
  b = (b + (((d ^ a) & c) ^ a) + (words[from + 3] as number) - 0x3e423112) | 0
  b = (((b << 22) | (b >>> 10)) + c) | 0
  a = (a + (((c ^ d) & b) ^ d) + (words[from + 4] as number) - 0xa83f051) | 0
  a = (((a << 7) | (a >>> 25)) + b) | 0
  d = (d + (((b ^ c) & a) ^ c) + (words[from + 5] as number) + 0x4787c62a) | 0
  d = (((d << 12) | (d >>> 20)) + a) | 0
  c = (c + (((a ^ b) & d) ^ b) + (words[from + 6] as number) - 0x57cfb9ed) | 0
  c = (((c << 17) | (c >>> 15)) + d) | 0
  b = (b + (((d ^ a) & c) ^ a) + (words[from + 7] as number) - 0x2b96aff) | 0
  b = (((b << 22) | (b >>> 10)) + c) | 0
  a = (a + (((c ^ d) & b) ^ d) + (words[from + 8] as number) + 0x698098d8) | 0
  a = (((a << 7) | (a >>> 25)) + b) | 0
  d = (d + (((b ^ c) & a) ^ c) + (words[from + 9] as number) - 0x74bb0851) | 0
  d = (((d << 12) | (d >>> 20)) + a) | 0
  c = (c + (((a ^ b) & d) ^ b) + (words[from + 10] as number) - 0xa44f) | 0
  c = (((c << 17) | (c >>> 15)) + d) | 0
  b = (b + (((d ^ a) & c) ^ a) + (words[from + 11] as number) - 0x76a32842) | 0
  b = (((b << 22) | (b >>> 10)) + c) | 0
  a = (a + (((c ^ d) & b) ^ d) + (words[from + 12] as number) + 0x6b901122) | 0
  a = (((a << 7) | (a >>> 25)) + b) | 0
  d = (d + (((b ^ c) & a) ^ c) + (words[from + 13] as number) - 0x2678e6d) | 0
  d = (((d << 12) | (d >>> 20)) + a) | 0
  c = (c + (((a ^ b) & d) ^ b) + (words[from + 14] as number) - 0x5986bc72) | 0
  c = (((c << 17) | (c >>> 15)) + d) | 0
  b = (b + (((d ^ a) & c) ^ a) + (words[from + 15] as number) + 0x49b40821) | 0
  b = (((b << 22) | (b >>> 10)) + c) | 0
  state[0] = a
  state[1] = b
  state[2] = c
  state[3] = d
}

function mixSecondRound(state: Int32Array, words: Int32Array, from: number): void {
  let a = state[0] as number
  let b = state[1] as number
  let c = state[2] as number
  let d = state[3] as number
  a = (a + (((b ^ c) & d) ^ c) + (words[from + 1] as number) - 0x9e1da9e) | 0
  a = (((a << 5) | (a >>> 27)) + b) | 0
  d = (d + (((a ^ b) & c) ^ b) + (words[from + 6] as number) - 0x3fbf4cc0) | 0
  d = (((d << 9) | (d >>> 23)) + a) | 0
  c = (c + (((d ^ a) & b) ^ a) + (words[from + 11] as number) + 0x265e5a51) | 0
  c = (((c << 14) | (c >>> 18)) + d) | 0
  b = (b + (((c ^ d) & a) ^ d) + (words[from] as number) - 0x16493856) | 0
  b = (((b << 20) | (b >>> 12)) + c) | 0
  a = (a + (((b ^ c) & d) ^ c) + (words[from + 5] as number) - 0x29d0efa3) | 0
  a = (((a << 5) | (a >>> 27)) + b) | 0
  d = (d + (((a ^ b) & c) ^ b) + (words[from + 10] as number) + 0x2441453) | 0
  d = (((d << 9) | (d >>> 23)) + a) | 0
  c = (c + (((d ^ a) & b) ^ a) + (words[from + 15] as number) - 0x275e197f) | 0
  c = (((c << 14) | (c >>> 18)) + d) | 0
  b = (b + (((c ^ d) & a) ^ d) + (words[from + 4] as number) - 0x182c0438) | 0
  b = (((b << 20) | (b >>> 12)) + c) | 0
  a = (a + (((b ^ c) & d) ^ c) + (words[from + 9] as number) + 0x21e1cde6) | 0
  a = (((a << 5) | (a >>> 27)) + b) | 0
  d = (d + (((a ^ b) & c) ^ b) + (words[from + 14] as number) - 0x3cc8f82a) | 0
  d = (((d << 9) | (d >>> 23)) + a) | 0
  c = (c + (((d ^ a) & b) ^ a) + (words[from + 3] as number) - 0xb2af279) | 0
  c = (((c << 14) | (c >>> 18)) + d) | 0
  b = (b + (((c ^ d) & a) ^ d) + (words[from + 8] as number) + 0x455a14ed) | 0
  b = (((b << 20) | (b >>> 12)) + c) | 0
  a = (a + (((b ^ c) & d) ^ c) + (words[from + 13] as number) - 0x561c16fb) | 0
  a = (((a << 5) | (a >>> 27)) + b) | 0
  d = (d + (((a ^ b) & c) ^ b) + (words[from + 2] as number) - 0x3105c08) | 0
  d = (((d << 9) | (d >>> 23)) + a) | 0
  c = (c + (((d ^ a) & b) ^ a) + (words[from + 7] as number) + 0x676f02d9) | 0
  c = (((c << 14) | (c >>> 18)) + d) | 0
  b = (b + (((c ^ d) & a) ^ d) + (words[from + 12] as number) - 0x72d5b376) | 0
  b = (((b << 20) | (b >>> 12)) + c) | 0
  state[0] = a
  state[1] = b
  state[2] = c
  state[3] = d
}

function mixThirdRound(state: Int32Array, words: Int32Array, from: number): void {
  let a = state[0] as number
  let b = state[1] as number
  let c = state[2] as number
  let d = state[3] as number
  a = (a + (b ^ c ^ d) + (words[from + 5] as number) - 0x5c6be) | 0
  a = (((a << 4) | (a >>> 28)) + b) | 0
  d = (d + (a ^ b ^ c) + (words[from + 8] as number) - 0x788e097f) | 0
  d = (((d << 11) | (d >>> 21)) + a) | 0
  c = (c + (d ^ a ^ b) + (words[from + 11] as number) + 0x6d9d6122) | 0
  c = (((c << 16) | (c >>> 16)) + d) | 0
  b = (b + (c ^ d ^ a) + (words[from + 14] as number) - 0x21ac7f4) | 0
  b = (((b << 23) | (b >>> 9)) + c) | 0
  a = (a + (b ^ c ^ d) + (words[from + 1] as number) - 0x5b4115bc) | 0
  a = (((a << 4) | (a >>> 28)) + b) | 0
  d = (d + (a ^ b ^ c) + (words[from + 4] as number) + 0x4bdecfa9) | 0
  d = (((d << 11) | (d >>> 21)) + a) | 0
  c = (c + (d ^ a ^ b) + (words[from + 7] as number) - 0x944b4a0) | 0
  c = (((c << 16) | (c >>> 16)) + d) | 0
  b = (b + (c ^ d ^ a) + (words[from + 10] as number) - 0x41404390) | 0
  b = (((b << 23) | (b >>> 9)) + c) | 0
  a = (a + (b ^ c ^ d) + (words[from + 13] as number) + 0x289b7ec6) | 0
  a = (((a << 4) | (a >>> 28)) + b) | 0
  d = (d + (a ^ b ^ c) + (words[from] as number) - 0x155ed806) | 0
  d = (((d << 11) | (d >>> 21)) + a) | 0
  c = (c + (d ^ a ^ b) + (words[from + 3] as number) - 0x2b10cf7b) | 0
  c = (((c << 16) | (c >>> 16)) + d) | 0
  b = (b + (c ^ d ^ a) + (words[from + 6] as number) + 0x4881d05) | 0
  b = (((b << 23) | (b >>> 9)) + c) | 0
  a = (a + (b ^ c ^ d) + (words[from + 9] as number) - 0x262b2fc7) | 0
  a = (((a << 4) | (a >>> 28)) + b) | 0
  d = (d + (a ^ b ^ c) + (words[from + 12] as number) - 0x1924661b) | 0
  d = (((d << 11) | (d >>> 21)) + a) | 0
  c = (c + (d ^ a ^ b) + (words[from + 15] as number) + 0x1fa27cf8) | 0
  c = (((c << 16) | (c >>> 16)) + d) | 0
  b = (b + (c ^ d ^ a) + (words[from + 2] as number) - 0x3b53a99b) | 0
  b = (((b << 23) | (b >>> 9)) + c) | 0
  state[0] = a
  state[1] = b
  state[2] = c
  state[3] = d
}

function mixFourthRound(state: Int32Array, words: Int32Array, from: number): void {
  let a = state[0] as number
  let b = state[1] as number
  let c = state[2] as number
  let d = state[3] as number
  a = (a + (c ^ (b | ~d)) + (words[from] as number) - 0xbd6ddbc) | 0
  a = (((a << 6) | (a >>> 26)) + b) | 0
  d = (d + (b ^ (a | ~c)) + (words[from + 7] as number) + 0x432aff97) | 0
  d = (((d << 10) | (d >>> 22)) + a) | 0
  c = (c + (a ^ (d | ~b)) + (words[from + 14] as number) - 0x546bdc59) | 0
  c = (((c << 15) | (c >>> 17)) + d) | 0
  b = (b + (d ^ (c | ~a)) + (words[from + 5] as number) - 0x36c5fc7) | 0
  b = (((b << 21) | (b >>> 11)) + c) | 0
  a = (a + (c ^ (b | ~d)) + (words[from + 12] as number) + 0x655b59c3) | 0
  a = (((a << 6) | (a >>> 26)) + b) | 0
  d = (d + (b ^ (a | ~c)) + (words[from + 3] as number) - 0x70f3336e) | 0
  d = (((d << 10) | (d >>> 22)) + a) | 0
  c = (c + (a ^ (d | ~b)) + (words[from + 10] as number) - 0x100b83) | 0
  c = (((c << 15) | (c >>> 17)) + d) | 0
  b = (b + (d ^ (c | ~a)) + (words[from + 1] as number) - 0x7a7ba22f) | 0
  b = (((b << 21) | (b >>> 11)) + c) | 0
  a = (a + (c ^ (b | ~d)) + (words[from + 8] as number) + 0x6fa87e4f) | 0
  a = (((a << 6) | (a >>> 26)) + b) | 0
  d = (d + (b ^ (a | ~c)) + (words[from + 15] as number) - 0x1d31920) | 0
  d = (((d << 10) | (d >>> 22)) + a) | 0
  c = (c + (a ^ (d | ~b)) + (words[from + 6] as number) - 0x5cfebcec) | 0
  c = (((c << 15) | (c >>> 17)) + d) | 0
  b = (b + (d ^ (c | ~a)) + (words[from + 13] as number) + 0x4e0811a1) | 0
  b = (((b << 21) | (b >>> 11)) + c) | 0
  a = (a + (c ^ (b | ~d)) + (words[from + 4] as number) - 0x8ac817e) | 0
  a = (((a << 6) | (a >>> 26)) + b) | 0
  d = (d + (b ^ (a | ~c)) + (words[from + 11] as number) - 0x42c50dcb) | 0
  d = (((d << 10) | (d >>> 22)) + a) | 0
  c = (c + (a ^ (d | ~b)) + (words[from + 2] as number) + 0x2ad7d2bb) | 0
  c = (((c << 15) | (c >>> 17)) + d) | 0
  b = (b + (d ^ (c | ~a)) + (words[from + 9] as number) - 0x14792c6f) | 0
  b = (((b << 21) | (b >>> 11)) + c) | 0
  state[0] = a
  state[1] = b
  state[2] = c
  state[3] = d
}
