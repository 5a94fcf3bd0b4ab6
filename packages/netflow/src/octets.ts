/** One octet. The caller has checked that `at` lies inside. */
export function octetAt(bytes: Uint8Array, at: number): number {
  return bytes[at] as number // inside, see above; a branch here would cost in every field of every record
}

/** Two octets in network order. The caller has checked the range. */
export function uint16At(bytes: Uint8Array, at: number): number {
  return (octetAt(bytes, at) << 8) | octetAt(bytes, at + 1)
}

/** Four octets in network order, unsigned. The caller has checked the range. */
export function uint32At(bytes: Uint8Array, at: number): number {
  return ((uint16At(bytes, at) << 16) | uint16At(bytes, at + 2)) >>> 0
}

/**
 * One to eight octets in network order, unsigned. Exact up to six octets and wherever the value is below 2^53, which is
 * enough for everything but counters. The caller has checked the range.
 */
export function uintAt(bytes: Uint8Array, at: number, count: number): number {
  switch (count) {
    case 1:
      return octetAt(bytes, at)
    case 2:
      return uint16At(bytes, at)
    case 4:
      return uint32At(bytes, at)
    default: {
      let value = 0
      for (let i = 0; i < count; i++) value = value * 256 + octetAt(bytes, at + i)
      return value
    }
  }
}

/** One to eight octets in network order, unsigned and exact. The caller has checked the range. */
export function bigUintAt(bytes: Uint8Array, at: number, count: number): bigint {
  if (count <= 4) return BigInt(uintAt(bytes, at, count))
  const high = uintAt(bytes, at, count - 4)
  const low = uint32At(bytes, at + count - 4)
  // Nearly every 64-bit counter fits into a number, and one BigInt is made faster than three.
  if (high < 0x20_0000) return BigInt(high * 0x1_0000_0000 + low)
  return (BigInt(high) << 32n) | BigInt(low)
}
