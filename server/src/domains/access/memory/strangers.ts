const STRANGERS_MAX = 20_000
const STRANGER_MS = 5000

/** Names that nobody had a moment ago: a router that goes on asking does not cost a query each time. */
export type Strangers = { has(key: string): boolean; add(key: string): void; clear(): void }

export function createStrangers(): Strangers {
  const since = new Map<string, number>()
  return {
    has(key) {
      const seen = since.get(key)
      if (seen === undefined) return false
      if (performance.now() - seen < STRANGER_MS) return true
      since.delete(key)
      return false
    },
    add(key) {
      if (since.size >= STRANGERS_MAX) since.clear()
      since.set(key, performance.now())
    },
    clear: () => since.clear(),
  }
}
