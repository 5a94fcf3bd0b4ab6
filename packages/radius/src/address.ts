import { isIPv6 } from 'node:net'
import { octetAt, uint16At } from './octets.ts'

/** `::ffff:192.0.2.1`, as a dual-stack socket names an IPv4 sender, becomes `192.0.2.1`. Others stay as they are. */
export function normaliseAddress(address: string): string {
  return address.startsWith('::ffff:') && address.includes('.') ? address.slice(7) : address
}

/** Dotted text of four octets. */
export function formatIpv4(bytes: Uint8Array, at: number): string {
  return `${octetAt(bytes, at)}.${octetAt(bytes, at + 1)}.${octetAt(bytes, at + 2)}.${octetAt(bytes, at + 3)}`
}

/** Four octets of a dotted text, or undefined when it is not exactly that. */
export function parseIpv4(text: string): Uint8Array | undefined {
  const word = ipv4Word(text)
  if (word < 0) return undefined
  return Uint8Array.of(word >>> 24, word >>> 16, word >>> 8, word)
}

/** An IPv4 address as a number of 32 bits, or -1 when the text is not exactly four numbers up to 255 without idle zeros. */
export function ipv4Word(text: string): number {
  let word = 0
  let octet = -1
  let dots = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    const digit = code - 48
    if (code === 46 && octet >= 0) {
      word = word * 256 + octet
      octet = -1
      dots++
    } else if (digit >= 0 && digit <= 9 && octet !== 0) {
      octet = Math.max(octet, 0) * 10 + digit
      if (octet > 255) return -1
    } else return -1
  }
  return dots === 3 && octet >= 0 ? word * 256 + octet : -1
}

/** Text of 16 octets in the one form of RFC 5952: lower case, the longest run of zeros shortened. */
export function formatIpv6(bytes: Uint8Array, at: number): string {
  const groups = Array.from({ length: 8 }, (_, i) => uint16At(bytes, at + 2 * i))
  const run = longestZeroRun(groups)
  const hex = (list: number[]) => list.map((group) => group.toString(16)).join(':')
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

/** Sixteen octets of an IPv6 text, or undefined. A zone (`%eth0`) has no octets and is refused. */
export function parseIpv6(text: string): Uint8Array | undefined {
  if (!isIPv6(text) || text.includes('%')) return undefined
  const [head = '', tail] = text.split('::')
  const before = parseGroups(head)
  const after = tail === undefined ? [] : parseGroups(tail)
  const groups = [...before, ...new Array(8 - before.length - after.length).fill(0), ...after]
  return Uint8Array.from(groups.flatMap((group) => [group >> 8, group & 255]))
}

function parseGroups(text: string): number[] {
  if (text === '') return []
  return text.split(':').flatMap((group) => {
    if (!group.includes('.')) return [Number.parseInt(group, 16)]
    const [a = 0, b = 0, c = 0, d = 0] = group.split('.').map(Number)
    return [(a << 8) | b, (c << 8) | d]
  })
}

/**
 * An IPv6 prefix as RFC 3162 §2.3 carries it: a reserved octet, the length, and as many octets as the length needs.
 * Bits outside the length are cleared, because the RFC demands zeros there.
 */
export function parseIpv6Prefix(text: string): Uint8Array | undefined {
  const [address = '', lengthText = ''] = text.split('/')
  const octets = parseIpv6(address)
  const length = Number(lengthText)
  if (!octets || !/^\d{1,3}$/.test(lengthText) || length > 128) return undefined
  const count = (length + 7) >> 3
  const carried = new Uint8Array(2 + count)
  carried[1] = length
  carried.set(octets.subarray(0, count), 2)
  if (length % 8 > 0) carried[1 + count] = (carried[1 + count] ?? 0) & (0xff00 >> (length % 8))
  return carried
}

/** Text of a carried prefix, or undefined when its length and octets disagree (RFC 3162 §2.3). */
export function formatIpv6Prefix(value: Uint8Array): string | undefined {
  const length = value[1] ?? 129
  if (value.length < 2 || value.length > 18 || length > 128) return undefined
  if (value.length - 2 < (length + 7) >> 3) return undefined
  const octets = new Uint8Array(16)
  octets.set(value.subarray(2))
  return `${formatIpv6(octets, 0)}/${length}`
}
