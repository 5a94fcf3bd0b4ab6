const OCTET_VALUES = 256

/** The addresses of a network that can be given to subscribers: all but the first and the last. */
export type NetworkSpan = { first: string; last: string; count: number }

/** What an IPv4 network holds, or why it does not: a host inside the network, or too few addresses. */
export function spanOf(network: string): NetworkSpan | 'not-a-network' | 'too-small' | undefined {
  const ends = endsOf(network)
  if (!ends) return undefined
  const { start, size } = ends
  if (start % size !== 0) return 'not-a-network'
  if (size <= 2) return 'too-small'
  return { first: toAddress(start + 1), last: toAddress(start + size - 2), count: size - 2 }
}

/** All addresses of an IPv4 network, its own and the broadcast too; none of a larger one. */
export function addressesOf(network: string, max: number): string[] {
  const ends = endsOf(network)
  if (!ends || ends.size > max) return []
  return Array.from({ length: ends.size }, (_, place) => toAddress(ends.start + place))
}

/** An IPv4 address as a number, to tell what lies between two others. */
export function toNumber(address: string): number {
  return address.split('.').reduce((number, octet) => number * OCTET_VALUES + Number(octet), 0)
}

function endsOf(network: string): { start: number; size: number } | undefined {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(network)
  if (!parts) return undefined
  const [, ...numbers] = parts.map(Number)
  const octets = numbers.slice(0, 4)
  const length = numbers[4] ?? 32
  if (length > 32 || octets.some((octet) => octet >= OCTET_VALUES)) return undefined
  return { start: toNumber(octets.join('.')), size: 2 ** (32 - length) }
}

function toAddress(number: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % OCTET_VALUES).join('.')
}
