/** An IP address as a value: a `number` is IPv4 (0 to 2^32 - 1), a `bigint` is IPv6. */
export type IpAddress = number | bigint

/** A network: its first address and how many bits all of its addresses share. */
export type Prefix = { first: IpAddress; length: number }

/** What is wanted of a value; undefined where it will not do. */
type Pick<Value, Asked, Found> = (value: Value, asked: Asked) => Found | undefined

/** Values of networks, found by an address from the longest prefix to the shortest. */
export type PrefixIndex<Value> = {
  set(prefix: Prefix, value: Value): void
  get(prefix: Prefix): Value | undefined
  delete(prefix: Prefix): void
  /**
   * What `pick` makes of the value of the longest prefix that holds the address; where it makes nothing, the next
   * shorter one is asked. `asked` is handed on to it, so that a look makes no function.
   */
  find<Asked, Found>(
    address: IpAddress,
    asked: Asked,
    pick: Pick<Value, Asked, Found>,
  ): Found | undefined
}

/**
 * An index of networks that answers with one look into a table for each length of prefix that there is: a few, however
 * many networks there are. Networks come and go at any time.
 */
export function createPrefixIndex<Value>(): PrefixIndex<Value> {
  const short: Level<number, Value>[] = []
  const long: Level<bigint, Value>[] = []
  return {
    set({ first, length }, value) {
      if (typeof first === 'number') levelOf(short, length).values.set(keyOf4(first, length), value)
      else setLong(levelOf(long, length), first, value)
    },
    get({ first, length }) {
      if (typeof first === 'number') {
        return short.find((level) => level.length === length)?.values.get(keyOf4(first, length))
      }
      const level = long.find((candidate) => candidate.length === length)
      return level && getLong(level, first)
    },
    delete({ first, length }) {
      if (typeof first === 'number') forget(short, length, (level) => drop4(level, first))
      else forget(long, length, (level) => drop6(level, first))
    },
    find: (address, asked, pick) =>
      typeof address === 'number'
        ? find4(short, address, asked, pick)
        : find6(long, address, asked, pick),
  }
}

/** All networks of one length; of IPv6 beyond 64 bits by their upper half, and in `lower` by the rest. */
type Level<Key, Value> = {
  length: number
  values: Map<Key, Value>
  lower: Map<bigint, Map<bigint, Value>>
}

/** The level of a length, made when there is none; the longest first. */
function levelOf<Key, Value>(levels: Level<Key, Value>[], length: number): Level<Key, Value> {
  const known = levels.find((level) => level.length === length)
  if (known) return known
  const made: Level<Key, Value> = { length, values: new Map(), lower: new Map() }
  levels.push(made)
  levels.sort((a, b) => b.length - a.length)
  return made
}

function forget<Key, Value>(
  levels: Level<Key, Value>[],
  length: number,
  drop: (level: Level<Key, Value>) => void,
): void {
  const at = levels.findIndex((level) => level.length === length)
  const level = levels[at]
  if (!level) return
  drop(level)
  if (level.values.size === 0 && level.lower.size === 0) levels.splice(at, 1)
}

function find4<Value, Asked, Found>(
  levels: readonly Level<number, Value>[],
  address: number,
  asked: Asked,
  pick: Pick<Value, Asked, Found>,
): Found | undefined {
  for (const { length, values } of levels) {
    const value = values.get(keyOf4(address, length))
    const found = value === undefined ? undefined : pick(value, asked)
    if (found !== undefined) return found
  }
  return undefined
}

function find6<Value, Asked, Found>(
  levels: readonly Level<bigint, Value>[],
  address: bigint,
  asked: Asked,
  pick: Pick<Value, Asked, Found>,
): Found | undefined {
  for (const level of levels) {
    const value = getLong(level, address)
    const found = value === undefined ? undefined : pick(value, asked)
    if (found !== undefined) return found
  }
  return undefined
}

/** Signed 32 bits, which the engine keeps as plain small integers. */
function keyOf4(address: number, length: number): number {
  // A shift by 32 would be one by 0.
  return length === 0 ? 0 : address & (-1 << (32 - length))
}

function drop4<Value>({ length, values }: Level<number, Value>, first: number): void {
  values.delete(keyOf4(first, length))
}

// The engine hashes a bigint by its lowest 64 bits, which are the same for all networks of a kind:
// keys are shifted down, and an address of more than 64 bits is looked for in two steps.
function keyOf6(address: bigint, length: number): bigint {
  return length > 64 ? address >> 64n : address >> BigInt(128 - length)
}

function lowKeyOf(address: bigint, length: number): bigint {
  return BigInt.asUintN(64, address) >> BigInt(128 - length)
}

function setLong<Value>(level: Level<bigint, Value>, first: bigint, value: Value): void {
  const key = keyOf6(first, level.length)
  if (level.length <= 64) {
    level.values.set(key, value)
    return
  }
  const lower = level.lower.get(key) ?? new Map<bigint, Value>()
  level.lower.set(key, lower.set(lowKeyOf(first, level.length), value))
}

function getLong<Value>(level: Level<bigint, Value>, address: bigint): Value | undefined {
  const key = keyOf6(address, level.length)
  if (level.length <= 64) return level.values.get(key)
  return level.lower.get(key)?.get(lowKeyOf(address, level.length))
}

function drop6<Value>(level: Level<bigint, Value>, first: bigint): void {
  const key = keyOf6(first, level.length)
  if (level.length <= 64) {
    level.values.delete(key)
    return
  }
  const lower = level.lower.get(key)
  lower?.delete(lowKeyOf(first, level.length))
  if (lower?.size === 0) level.lower.delete(key)
}
