// Single DES (FIPS 46-3), encryption only: MS-CHAP answers are three DES blocks, and OpenSSL 3 keeps single DES in a
// module that may be switched off. Bits are numbered from 1 at the left, as in the standard.

const INITIAL = [
  58, 50, 42, 34, 26, 18, 10, 2, 60, 52, 44, 36, 28, 20, 12, 4, 62, 54, 46, 38, 30, 22, 14, 6, 64,
  56, 48, 40, 32, 24, 16, 8, 57, 49, 41, 33, 25, 17, 9, 1, 59, 51, 43, 35, 27, 19, 11, 3, 61, 53,
  45, 37, 29, 21, 13, 5, 63, 55, 47, 39, 31, 23, 15, 7,
]
const FINAL = INITIAL.map((_, i) => INITIAL.indexOf(i + 1) + 1)
const P = [
  16, 7, 20, 21, 29, 12, 28, 17, 1, 15, 23, 26, 5, 18, 31, 10, 2, 8, 24, 14, 32, 27, 3, 9, 19, 13,
  30, 6, 22, 11, 4, 25,
]
// The first permuted choice as it lands on a 56-bit key without parity bits (RFC 2759 keys have none).
const KEY_CHOICE = [
  57, 49, 41, 33, 25, 17, 9, 1, 58, 50, 42, 34, 26, 18, 10, 2, 59, 51, 43, 35, 27, 19, 11, 3, 60,
  52, 44, 36, 63, 55, 47, 39, 31, 23, 15, 7, 62, 54, 46, 38, 30, 22, 14, 6, 61, 53, 45, 37, 29, 21,
  13, 5, 28, 20, 12, 4,
].map((bit) => bit - ((bit - 1) >> 3))
const ROUND_KEY_CHOICE = [
  14, 17, 11, 24, 1, 5, 3, 28, 15, 6, 21, 10, 23, 19, 12, 4, 26, 8, 16, 7, 27, 20, 13, 2, 41, 52,
  31, 37, 47, 55, 30, 40, 51, 45, 33, 48, 44, 49, 39, 56, 34, 53, 46, 42, 50, 36, 29, 32,
]
const KEY_SHIFTS = [1, 1, 2, 2, 2, 2, 2, 2, 1, 2, 2, 2, 2, 2, 2, 1]
// One hexadecimal digit an entry, four rows of sixteen a box.
const S_BOXES = [
  'e4d12fb83a6c59070f74e2d1a6cb953841e8d62bfc973a50fc8249175b3ea06d',
  'f18e6b34972dc05a3d47f28ec01a69b50e7ba4d158c6932fd8a13f42b67c05e9',
  'a09e63f51dc7b428d709346a285ecbf1d6498f30b12c5ae71ad069874fe3b52c',
  '7de3069a1285bc4fd8b56f03472c1ae9a690cb7df13e52843f06a1d8945bc72e',
  '2c417ab6853fd0e9eb2c47d150fa3986421bad78f9c5630eb8c71e2d6f09a453',
  'c1af92680d34e75baf427c9561de0b389ef528c3704a1db6432c95fabe17608d',
  '4b2ef08d3c975a61d0b7491ae35c2f8614bdc37eaf6805926bd814a7950fe23c',
  'd2846fb1a93e50c71fd8a374c56b0e927b419ce206adf35821e74a8dfc90356b',
]

// What a box answers to its six bits, already sent through P.
const BOX_ANSWERS = S_BOXES.map((box, index) => {
  const answers = new Int32Array(64)
  for (let six = 0; six < 64; six++) {
    const row = ((six >> 4) & 2) | (six & 1)
    const four = Number.parseInt(box.charAt(row * 16 + ((six >> 1) & 15)), 16)
    answers[six] = permuteP(four << (28 - 4 * index))
  }
  return answers
})

// Which bit of the key feeds each of the 48 bits of each of the 16 rounds: both choices and all shifts in one table.
const ROUND_KEY_BITS = Uint8Array.from(
  KEY_SHIFTS.flatMap((_, round) => {
    const turned = KEY_SHIFTS.slice(0, round + 1).reduce((sum, shift) => sum + shift, 0)
    return ROUND_KEY_CHOICE.map((bit) => {
      const half = bit > 28 ? 28 : 0
      return (KEY_CHOICE[half + ((bit - 1 - half + turned) % 28)] ?? 1) - 1
    })
  }),
)

/**
 * Encrypts one block of 8 octets under a key of 7 octets, that is 56 bits without the parity bits that RFC 2759 §8.6
 * asks to insert. Returns 8 octets.
 */
export function encryptDesBlock(key: Uint8Array, block: Uint8Array): Buffer {
  const keyBits = toBits(key)
  const bits = permute(toBits(block), INITIAL)
  let left = packBits(bits, 0)
  let right = packBits(bits, 32)
  for (let round = 0; round < 16; round++) {
    const next = left ^ answerBoxes(right, keyBits, round)
    left = right
    right = next
  }
  // The last exchange of the halves is undone: that is what makes decryption the same walk.
  const joined = Buffer.alloc(8)
  joined.writeInt32BE(right, 0)
  joined.writeInt32BE(left, 4)
  const final = permute(toBits(joined), FINAL)
  joined.writeInt32BE(packBits(final, 0), 0)
  joined.writeInt32BE(packBits(final, 32), 4)
  return joined
}

function answerBoxes(half: number, keyBits: Uint8Array, round: number): number {
  let answer = 0
  let at = round * 48
  for (let box = 0; box < 8; box++) {
    let keyed = 0
    for (let i = 0; i < 6; i++) keyed = (keyed << 1) | (keyBits[ROUND_KEY_BITS[at++] ?? 0] ?? 0)
    // Six neighbouring bits from 4 × box, the half being a ring (the expansion E).
    const turn = (4 * box + 5) & 31
    const six = ((half << turn) | (half >>> (32 - turn))) & 63
    answer |= BOX_ANSWERS[box]?.[six ^ keyed] ?? 0
  }
  return answer
}

function permuteP(word: number): number {
  return P.reduce((out, bit, i) => out | (((word >>> (32 - bit)) & 1) << (31 - i)), 0)
}

function permute(bits: Uint8Array, order: readonly number[]): Uint8Array {
  const out = new Uint8Array(order.length)
  for (let i = 0; i < order.length; i++) out[i] = bits[(order[i] ?? 1) - 1] ?? 0
  return out
}

function toBits(octets: Uint8Array): Uint8Array {
  const bits = new Uint8Array(octets.length * 8)
  for (let i = 0; i < bits.length; i++) bits[i] = ((octets[i >> 3] ?? 0) >> (7 - (i & 7))) & 1
  return bits
}

function packBits(bits: Uint8Array, from: number): number {
  let word = 0
  for (let i = 0; i < 32; i++) word = (word << 1) | (bits[from + i] ?? 0)
  return word
}
