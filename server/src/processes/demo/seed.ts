/** Numbers that look random and are the same at every start (mulberry32). */
export type Dice = {
  /** From 0 up to, not including, `count`. */
  below(count: number): number
  pick<Item>(items: readonly Item[]): Item
  /** True in so many cases of a hundred. */
  chance(percent: number): boolean
}

export function createDice(seed: number): Dice {
  let state = seed
  function next(): number {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (count: number) => Math.floor(next() * count)
  return {
    below,
    pick: (items) => items[below(items.length)] as (typeof items)[number], // never empty
    chance: (percent) => next() * 100 < percent,
  }
}
