/** A repeatable source of whole numbers below `limit`: the same seed gives the same run (mulberry32). */
export function seededRandom(seed: number): (limit: number) => number {
  let state = seed >>> 0
  return (limit) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit
  }
}

/** The datagram with a few random wrongs: bits turned, a length or a count changed, cut short, made longer. */
export function mutate(datagram: Buffer, random: (limit: number) => number): Buffer {
  const mutant = Buffer.from(datagram)
  for (let count = random(4); count > 0; count--) {
    const at = random(mutant.length)
    mutant[at] = (mutant[at] ?? 0) ^ (1 << random(8))
  }
  switch (random(5)) {
    case 0:
      return mutant.subarray(0, random(mutant.length + 1))
    case 1:
      return Buffer.concat([mutant, Buffer.alloc(random(300), random(256))])
    case 2:
      mutant.writeUInt16BE(random(3) === 0 ? 65535 : random(300), 2 * random(mutant.length >> 1))
      return mutant
    case 3:
      mutant.copy(mutant, random(mutant.length), random(mutant.length))
      return mutant
    default:
      return mutant
  }
}
