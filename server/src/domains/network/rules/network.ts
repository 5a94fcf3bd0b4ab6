const OCTET_VALUES = 256
const GROUP_BITS = 16n
const GROUP_MASK = 0xffffn
const IPV6_GROUPS = 8

/** All addresses of a network as numbers, both ends included. */
export type Span = { first: bigint; last: bigint }
export type Network = Span & { family: 4 | 6; length: number }

/** The bits of an address of a family. */
export function bitsOf(family: 4 | 6): number {
  return family === 4 ? 32 : 128
}

export function familyOf(address: string): 4 | 6 {
  return address.includes(':') ? 6 : 4
}

/** An address as a number. Callers have checked the form. */
export function addressToNumber(address: string): bigint {
  return familyOf(address) === 4 ? ipv4ToNumber(address) : ipv6ToNumber(address)
}

/** A number as an address, IPv6 in the short form of RFC 5952. */
export function numberToAddress(number: bigint, family: 4 | 6): string {
  if (family === 6) return numberToIpv6(number)
  const plain = Number(number)
  return [24, 16, 8, 0].map((shift) => Math.floor(plain / 2 ** shift) % OCTET_VALUES).join('.')
}

const HALF_BITS = 64n
const SIGN = 1n << 63n

/** The addresses behind the numbers of `network.place_of`: of IPv6 a number is a whole /64. */
export function spanOfPlaces({ first, last }: Span, family: 4 | 6): Span {
  if (family === 4) return { first, last }
  const rest = (1n << HALF_BITS) - 1n
  return { first: (first + SIGN) << HALF_BITS, last: ((last + SIGN) << HALF_BITS) | rest }
}

/** What a network spans: `10.0.0.0/24` is 10.0.0.0 to 10.0.0.255. */
export function parseNetwork(network: string): Network {
  const [address = '', lengthText] = network.split('/')
  const family = familyOf(address)
  const length = lengthText === undefined ? bitsOf(family) : Number(lengthText)
  const size = 1n << BigInt(bitsOf(family) - length)
  const first = (addressToNumber(address) / size) * size
  return { family, length, first, last: first + size - 1n }
}

/** The mask of an IPv4 network of a length: 24 is 255.255.255.0. */
export function maskOf(length: number): string {
  const bits = bitsOf(4)
  const hosts = 1n << BigInt(bits - length)
  return numberToAddress((1n << BigInt(bits)) - hosts, 4)
}

/** True when the address before the slash is the network's own first one. */
export function isAligned(network: string): boolean {
  return addressToNumber(network.split('/')[0] ?? '') === parseNetwork(network).first
}

/** True when an address of the same family lies in the network. */
export function isInside(address: string, network: Network): boolean {
  if (familyOf(address) !== network.family) return false
  const number = addressToNumber(address)
  return number >= network.first && number <= network.last
}

function ipv4ToNumber(address: string): bigint {
  return BigInt(
    address.split('.').reduce((number, octet) => number * OCTET_VALUES + Number(octet), 0),
  )
}

function ipv6ToNumber(address: string): bigint {
  const [head = '', tail] = withPlainEnd(address).split('::')
  const left = groupsOf(head)
  const right = tail === undefined ? [] : groupsOf(tail)
  const zeros = Array<bigint>(IPV6_GROUPS - left.length - right.length).fill(0n)
  return [...left, ...zeros, ...right].reduce((number, group) => (number << GROUP_BITS) | group, 0n)
}

/** `::ffff:10.0.0.1` ends in an IPv4 address: the same in two groups. */
function withPlainEnd(address: string): string {
  return address.replace(/[\d.]*\.[\d.]*$/, (ipv4) => {
    const number = ipv4ToNumber(ipv4)
    return `${(number >> GROUP_BITS).toString(16)}:${(number & GROUP_MASK).toString(16)}`
  })
}

function groupsOf(text: string): bigint[] {
  return text === '' ? [] : text.split(':').map((group) => BigInt(`0x${group}`))
}

function numberToIpv6(number: bigint): string {
  const groups = Array.from({ length: IPV6_GROUPS }, (_, place) => {
    const shift = GROUP_BITS * BigInt(IPV6_GROUPS - 1 - place)
    return ((number >> shift) & GROUP_MASK).toString(16)
  })
  const text = groups.join(':')
  const runs = text.match(/\b0(:0)+\b/g) ?? []
  const longest = runs.reduce((best, run) => (run.length > best.length ? run : best), '')
  if (longest === '') return text
  const start = text.search(new RegExp(`\\b${longest}\\b`))
  const before = text.slice(0, start).replace(/:$/, '')
  const after = text.slice(start + longest.length).replace(/^:/, '')
  return `${before}::${after}`
}
