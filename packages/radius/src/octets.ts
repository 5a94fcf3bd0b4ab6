/** One octet. The caller has checked that `at` lies inside. */
export function octetAt(bytes: Uint8Array, at: number): number {
  return bytes[at] as number // inside, see above; a branch here would cost in every loop over a packet
}

/** Two octets in network order. The caller has checked the range. */
export function uint16At(bytes: Uint8Array, at: number): number {
  return (octetAt(bytes, at) << 8) | octetAt(bytes, at + 1)
}

/** Four octets in network order, unsigned. The caller has checked the range. */
export function uint32At(bytes: Uint8Array, at: number): number {
  return ((uint16At(bytes, at) << 16) | uint16At(bytes, at + 2)) >>> 0
}

/** Writes two octets in network order. */
export function putUint16(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value >>> 8
  bytes[at + 1] = value
}

/** Writes four octets in network order. */
export function putUint32(bytes: Uint8Array, at: number, value: number): void {
  putUint16(bytes, at, value >>> 16)
  putUint16(bytes, at + 2, value)
}

/** Whether `count` octets are the same, in a time that does not tell where they differ. The caller has checked both ranges. */
export function areSameOctets(
  left: Uint8Array,
  leftAt: number,
  right: Uint8Array,
  rightAt: number,
  count: number,
): boolean {
  let difference = 0
  for (let i = 0; i < count; i++) {
    difference |= (left[leftAt + i] ?? 0) ^ (right[rightAt + i] ?? 0)
  }
  return difference === 0
}
