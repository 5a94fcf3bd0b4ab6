const OCTET_MAX = 255

/** An IPv4 address as a number. Callers have checked the form. */
export function ipv4ToNumber(address: string): number {
  return address.split('.').reduce((number, octet) => number * (OCTET_MAX + 1) + Number(octet), 0)
}

/** A number as an IPv4 address. */
export function numberToIpv4(number: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.')
}

/** The first address of a network and how many it has: `10.0.0.0/24` → 10.0.0.0 and 256. */
export function spanOf(network: string): { first: number; size: number } {
  const [address = '', length = '32'] = network.split('/')
  const size = 2 ** (32 - Number(length))
  const first = Math.floor(ipv4ToNumber(address) / size) * size
  return { first, size }
}

/** True when the address before the slash is the network's own first one. */
export function isAligned(network: string): boolean {
  return ipv4ToNumber(network.split('/')[0] ?? '') === spanOf(network).first
}

/** Addresses that may be given: without the network's own and the broadcast address. */
export function usableCount(network: string): number {
  return Math.max(0, spanOf(network).size - 2)
}
