import { createPrefixIndex, type IpAddress, type Prefix } from './prefix-index.ts'

/** A network of addresses, `10.0.0.0/8` or `2001:db8::/32`, and what it belongs to. */
export type NamedNetwork = { network: string; category: string }
export type NetworkMatch = { category: string; network: string }

type Address = { bits: 32 | 128; value: bigint }

/** Finds the most specific network of an address; nothing for an address of none, or for no address. */
export type FindNetwork = (address: string) => NetworkMatch | undefined

/** Finds the most specific network of an address that is a value already. */
export type FindNetworkOf = (address: IpAddress) => NetworkMatch | undefined

/** Puts networks into an order in which an address is found by a few looks, however many they are. */
export function createNetworkFinder(networks: readonly NamedNetwork[]): FindNetwork {
  const find = createAddressFinder(networks)
  return (text) => {
    const address = parseAddress(text)
    return address && find(toIpAddress(address))
  }
}

/** The same for addresses that come as values, many a second. */
export function createAddressFinder(networks: readonly NamedNetwork[]): FindNetworkOf {
  const index = createPrefixIndex<NetworkMatch>()
  for (const { network, category } of networks) {
    const prefix = toPrefix(network)
    if (prefix) index.set(prefix, { category, network })
  }
  return (address) => index.find(address, undefined, itself)
}

function itself(match: NetworkMatch): NetworkMatch {
  return match
}

/** A network as a prefix; undefined when the text is none or has bits beyond its prefix. */
export function toPrefix(network: string): Prefix | undefined {
  const parsed = parseNetwork(network)
  return parsed && { first: toIpAddress(parsed), length: parsed.length }
}

function toIpAddress({ bits, value }: Address): IpAddress {
  return bits === 32 ? Number(value) : value
}

/**
 * A network in its plain notation (RFC 5952 for IPv6), the same for every way to write it, an address
 * alone becoming a network of one; undefined when the text is none or has bits beyond its prefix,
 * which is nearly always a slip.
 */
export function plainNetwork(text: string): string | undefined {
  const parsed = parseNetwork(text)
  if (!parsed) return undefined
  const { bits, value, length } = parsed
  return `${bits === 32 ? writeV4(value) : writeV6(value)}/${length}`
}

function writeV4(value: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 0xffn).join('.')
}

function writeV6(value: bigint): string {
  const groups = Array.from({ length: 8 }, (_, i) => (value >> BigInt(112 - 16 * i)) & 0xffffn)
  const text = groups.map((group) => group.toString(16)).join(':')
  // The longest run of zeros, the first of equal ones.
  const [run] = [...text.matchAll(/\b0(?::0)+\b/g)].sort((a, b) => b[0].length - a[0].length)
  if (!run) return text
  const before = text.slice(0, run.index).replace(/:$/, '')
  return `${before}::${text.slice(run.index + run[0].length).replace(/^:/, '')}`
}

function parseNetwork(text: string): (Address & { length: number }) | undefined {
  const [written = '', mask, ...more] = text.trim().split('/')
  const address = parseAddress(written)
  if (!address || more.length > 0 || (mask !== undefined && !/^\d{1,3}$/.test(mask)))
    return undefined
  const length = mask === undefined ? address.bits : Number(mask)
  if (length > address.bits || maskTo(address, length) !== address.value) return undefined
  return { ...address, length }
}

function maskTo({ bits, value }: Address, length: number): bigint {
  const rest = BigInt(bits - length)
  return (value >> rest) << rest
}

function parseAddress(text: string): Address | undefined {
  return text.includes(':') ? parseV6(text) : parseV4(text)
}

function parseV4(text: string): Address | undefined {
  const parts = text.split('.')
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256)) {
    return undefined
  }
  return { bits: 32, value: parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n) }
}

function parseV6(text: string): Address | undefined {
  const halves = text.split('::')
  const [head = [], tail = []] = halves.map((half) => (half === '' ? [] : half.split(':')))
  const missing = 8 - head.length - tail.length
  const isWhole = halves.length === 1 ? missing === 0 : halves.length === 2 && missing > 0
  const groups = [...head, ...Array.from({ length: Math.max(0, missing) }, () => '0'), ...tail]
  if (!isWhole || !groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined
  return {
    bits: 128,
    value: groups.reduce((sum, group) => sum * 65536n + BigInt(`0x${group}`), 0n),
  }
}
