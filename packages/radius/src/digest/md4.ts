const BLOCK_BYTES = 64
const SHIFTS = [
  [3, 7, 11, 19],
  [3, 5, 9, 13],
  [3, 9, 11, 15],
] as const
const ADDENDS = [0, 0x5a827999, 0x6ed9eba1] as const
// Which word of the block each of the 16 steps of a round takes.
const WORD_ORDER = [
  [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
  [0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15],
  [0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15],
] as const

/**
 * The MD4 digest, 16 octets (RFC 1320). MS-CHAP hashes passwords with it, and OpenSSL 3 no longer offers it.
 * It protects nothing by itself.
 */
export function md4(text: Uint8Array): Buffer {
  const padded = pad(text)
  let state: State = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476]
  for (let at = 0; at < padded.length; at += BLOCK_BYTES) {
    const mixed = mixBlock(state, padded, at)
    state = [
      (state[0] + mixed[0]) | 0,
      (state[1] + mixed[1]) | 0,
      (state[2] + mixed[2]) | 0,
      (state[3] + mixed[3]) | 0,
    ]
  }
  const digest = Buffer.alloc(16)
  state.forEach((word, i) => {
    digest.writeInt32LE(word, 4 * i)
  })
  return digest
}

type State = [number, number, number, number]

function pad(text: Uint8Array): Buffer {
  const padded = Buffer.alloc(((text.length + 8) >>> 6) * BLOCK_BYTES + BLOCK_BYTES)
  padded.set(text)
  padded[text.length] = 0x80
  padded.writeBigUInt64LE(BigInt(text.length) * 8n, padded.length - 8)
  return padded
}

function mixBlock(state: State, padded: Buffer, from: number): State {
  let [a, b, c, d] = state
  for (let round = 0; round < 3; round++) {
    for (let step = 0; step < 16; step++) {
      const word = padded.readInt32LE(from + 4 * (WORD_ORDER[round]?.[step] ?? 0))
      const sum = (a + choose(round, b, c, d) + word + (ADDENDS[round] ?? 0)) | 0
      const shift = SHIFTS[round]?.[step & 3] ?? 0
      a = d
      d = c
      c = b
      b = (sum << shift) | (sum >>> (32 - shift))
    }
  }
  return [a, b, c, d]
}

function choose(round: number, x: number, y: number, z: number): number {
  if (round === 0) return (x & y) | (~x & z)
  if (round === 1) return (x & y) | (x & z) | (y & z)
  return x ^ y ^ z
}
