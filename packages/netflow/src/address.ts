import { isIPv6 } from 'node:net'
import { uint32At } from './octets.ts'

/**
 * An IP address as a value that compares with `===` and is a key of a Map: a `number` is IPv4 (0 to 2^32 - 1), a
 * `bigint` is IPv6.
 */
export type FlowAddress = number | bigint

/** Sixteen octets as an IPv6 address. The caller has checked the range. */
export function ipv6At(bytes: Uint8Array, at: number): bigint {
  const high = (BigInt(uint32At(bytes, at)) << 32n) | BigInt(uint32At(bytes, at + 4))
  const low = (BigInt(uint32At(bytes, at + 8)) << 32n) | BigInt(uint32At(bytes, at + 12))
  return (high << 64n) | low
}

/** `192.0.2.1`, or the one form of RFC 5952: `2001:db8::1`. */
export function formatFlowAddress(address: FlowAddress): string {
  return typeof address === 'number' ? formatIpv4(address) : formatIpv6(address)
}

function formatIpv4(word: number): string {
  return `${word >>> 24}.${(word >>> 16) & 255}.${(word >>> 8) & 255}.${word & 255}`
}

function formatIpv6(address: bigint): string {
  const groups = Array.from({ length: 8 }, (_, i) =>
    Number((address >> BigInt(112 - 16 * i)) & 0xffffn),
  )
  const hex = (list: number[]) => list.map((group) => group.toString(16)).join(':')
  const run = longestZeroRun(groups)
  if (run.length < 2) return hex(groups)
  return `${hex(groups.slice(0, run.from))}::${hex(groups.slice(run.from + run.length))}`
}

function longestZeroRun(groups: number[]): { from: number; length: number } {
  let best = { from: 0, length: 0 }
  let length = 0
  groups.forEach((group, i) => {
    length = group === 0 ? length + 1 : 0
    if (length > best.length) best = { from: i - length + 1, length }
  })
  return best
}

/**
 * The address that a text names, or undefined. IPv4 is exactly four numbers up to 255 without idle zeros; a zone
 * (`%eth0`) is refused; `::ffff:192.0.2.1`, as a dual-stack socket names an IPv4 sender, is IPv4.
 */
export function parseFlowAddress(text: string): FlowAddress | undefined {
  if (!text.includes(':')) return parseIpv4(text)
  if (!isIPv6(text) || text.includes('%')) return undefined
  const [head = '', tail] = text.split('::')
  const before = parseGroups(head)
  const after = tail === undefined ? [] : parseGroups(tail)
  const zeros = new Array<number>(8 - before.length - after.length).fill(0)
  const groups = [...before, ...zeros, ...after]
  const address = groups.reduce((sum, group) => (sum << 16n) | BigInt(group), 0n)
  return address >> 32n === 0xffffn ? Number(address & 0xffff_ffffn) : address
}

function parseIpv4(text: string): number | undefined {
  const parts = text.split('.')
  if (parts.length !== 4) return undefined
  let word = 0
  for (const part of parts) {
    if (!/^(0|[1-9]\d{0,2})$/.test(part) || Number(part) > 255) return undefined
    word = word * 256 + Number(part)
  }
  return word
}

function parseGroups(text: string): number[] {
  if (text === '') return []
  return text.split(':').flatMap((group) => {
    if (!group.includes('.')) return [Number.parseInt(group, 16)]
    const word = parseIpv4(group) ?? 0
    return [word >>> 16, word & 0xffff]
  })
}
