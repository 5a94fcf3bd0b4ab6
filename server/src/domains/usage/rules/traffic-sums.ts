const HOUR_MS = 3_600_000

/** What an account's traffic of a category grew by in an hour; of no category: an empty one. */
export type TrafficSum = {
  accountId: number
  contractId: number
  /** The beginning of the hour, epoch milliseconds. */
  hourMs: number
  category: string
  octetsIn: bigint
  octetsOut: bigint
}

/** Traffic that gathers by account, hour and category until it is taken. */
export type TrafficSums = {
  /** False when there is no room for one more sum: then nothing was added. */
  add(growth: {
    accountId: number
    contractId: number
    atMs: number
    category: string
    octetsIn: bigint
    octetsOut: bigint
  }): boolean
  /** So many sums at most; they are not here any more. */
  take(max: number): TrafficSum[]
  size(): number
}

/** Sums of traffic, so many at most. */
export function createTrafficSums(sumsMax: number): TrafficSums {
  const hours = new Map<number, Map<string, Map<number, TrafficSum>>>()
  let size = 0

  return {
    add({ accountId, contractId, atMs, category, octetsIn, octetsOut }) {
      const hourMs = atMs - (atMs % HOUR_MS)
      const sums = inner(inner(hours, hourMs), category)
      const sum = sums.get(accountId)
      if (sum) {
        sum.octetsIn += octetsIn
        sum.octetsOut += octetsOut
        return true
      }
      if (size >= sumsMax) return false
      sums.set(accountId, { accountId, contractId, hourMs, category, octetsIn, octetsOut })
      size += 1
      return true
    },
    take(max) {
      const taken: TrafficSum[] = []
      for (const [hourMs, categories] of hours) {
        for (const [name, sums] of categories) {
          for (const [accountId, sum] of sums) {
            if (taken.length >= max) return taken
            taken.push(sum)
            sums.delete(accountId)
            size -= 1
          }
          categories.delete(name)
        }
        hours.delete(hourMs)
      }
      return taken
    },
    size: () => size,
  }
}

/** The map under a key, made when there is none. */
function inner<Key, Inner, Value>(outer: Map<Key, Map<Inner, Value>>, key: Key): Map<Inner, Value> {
  const known = outer.get(key)
  if (known) return known
  const made = new Map<Inner, Value>()
  outer.set(key, made)
  return made
}
