import { createDice } from '../rating/dataset.ts'

export const AGENT_ID = 2
export const EXPORTER = '192.0.2.1'
export const NOW_MS = Temporal.Instant.from('2026-11-29T13:30:00+03:00').epochMilliseconds
/** Of a hundred accounts so many have a network of IPv6 instead of an address of IPv4. */
const IPV6_PERCENT = 10
const CATEGORIES = 20
const NETWORKS_PER_CATEGORY = 50
const FLOWS_PER_DATAGRAM = 24
const TEMPLATE_EVERY = 500
/** Of a hundred flows so many are of nobody, and so many between two accounts. */
const FOREIGN_PERCENT = 5
const LOCAL_PERCENT = 2

type Address = number | bigint
export type DrawnFlow = { source: Address; destination: Address; octets: bigint; lastAtMs: number }
export type NamedNetwork = { network: string; category: string; first: Address; length: number }

const FIRST_V4 = 0x64_40_00_00
const FIRST_V6 = 0x2001_0db8n << 96n

/** The network of an account: 100.64.0.0/10 one by one, or a /64 of its own. */
export function networkOf(accountId: number): { first: Address; length: number } {
  return isV6(accountId)
    ? { first: FIRST_V6 | (BigInt(accountId) << 64n), length: 64 }
    : { first: FIRST_V4 + accountId, length: 32 }
}

/** Whose address it is, by the rule by which addresses are given. */
export function ownerOf(address: Address, accounts: number): number | undefined {
  const id =
    typeof address === 'number' ? address - FIRST_V4 : Number((address >> 64n) - (FIRST_V6 >> 64n))
  return id >= 1 && id <= accounts && isV6(id) === (typeof address === 'bigint') ? id : undefined
}

function isV6(accountId: number): boolean {
  return accountId % 100 < IPV6_PERCENT
}

/** Networks of categories, of both families and of several lengths. */
export function drawNetworks(): NamedNetwork[] {
  const roll = createDice(3)
  const drawn = new Map<string, NamedNetwork>()
  while (drawn.size < CATEGORIES * NETWORKS_PER_CATEGORY) {
    const category = `category-${drawn.size % CATEGORIES}`
    const length = [16, 20, 24][roll(3)] ?? 24
    const octets = [20 + roll(60), roll(256), roll(256)]
    const word = octets.reduce((sum, octet) => sum * 256 + octet, 0) * 256
    const first = Math.floor(word / 2 ** (32 - length)) * 2 ** (32 - length)
    const text = [24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256).join('.')
    drawn.set(`${text}/${length}`, { network: `${text}/${length}`, category, first, length })
  }
  for (let i = 0; i < CATEGORIES; i += 1) {
    const first = (0x2a00n << 112n) | (BigInt(i) << 96n)
    const network = `2a00:${i.toString(16)}::/32`
    drawn.set(network, { network, category: `category-${i}`, first, length: 32 })
  }
  return [...drawn.values()]
}

/** The category of an address by a look at every network. */
export function plainCategory(networks: readonly NamedNetwork[], address: Address): string {
  let best: NamedNetwork | undefined
  for (const one of networks) {
    if (!contains(one, address)) continue
    if (!best || one.length > best.length) best = one
  }
  return best?.category ?? ''
}

function contains({ first, length }: NamedNetwork, address: Address): boolean {
  if (typeof first === 'bigint' || typeof address === 'bigint') {
    if (typeof first !== 'bigint' || typeof address !== 'bigint') return false
    return (address ^ first) >> BigInt(128 - length) === 0n
  }
  return address >= first && address < first + 2 ** (32 - length)
}

/** Flows of accounts with the whole world, in both directions, within the last hour. */
export function drawFlows(count: number, accounts: number): DrawnFlow[] {
  const roll = createDice(5)
  const inside = (accountId: number): Address => {
    const { first } = networkOf(accountId)
    return typeof first === 'bigint' ? first | BigInt(1 + roll(65_535)) : first
  }
  const outside = (isLong: boolean): Address =>
    isLong
      ? ((0x2a00n << 112n) | (BigInt(roll(40)) << 96n)) + BigInt(roll(2 ** 30))
      : (20 + roll(60)) * 2 ** 24 + roll(2 ** 24)
  return Array.from({ length: count }, () => {
    const percent = roll(100)
    const accountId = 1 + roll(accounts)
    const own = inside(accountId)
    const isLong = typeof own === 'bigint'
    const other =
      percent < LOCAL_PERCENT ? inside(likeOf(1 + roll(accounts), isLong)) : outside(isLong)
    const isForeign = percent >= 100 - FOREIGN_PERCENT
    const near = isForeign ? outside(isLong) : own
    const [source, destination] = roll(2) === 0 ? [near, other] : [other, near]
    const octets = BigInt(40 + roll(1_000_000))
    return { source, destination, octets, lastAtMs: NOW_MS - roll(3600) * 1000 }
  })
}

/** An account of the same family near this one. */
function likeOf(accountId: number, isLong: boolean): number {
  const hundred = accountId - (accountId % 100)
  return isLong ? Math.max(hundred, 100) + 1 : hundred + 50
}

const UPTIME_MS = 7_200_000
/** Addresses, ports, protocol, octets, packets, interfaces, first and last by uptime. */
const FIELDS = (address: number, source: number, destination: number) => [
  [source, address],
  [destination, address],
  [7, 2],
  [11, 2],
  [4, 1],
  [1, 8],
  [2, 8],
  [10, 4],
  [14, 4],
  [22, 4],
  [21, 4],
]
const TEMPLATES = [FIELDS(4, 8, 12), FIELDS(16, 27, 28)]

/** The flows as datagrams of NetFlow v9 of one router, templates among them. */
export function toDatagrams(flows: readonly DrawnFlow[]): Buffer[] {
  const datagrams: Buffer[] = []
  for (let at = 0; at < flows.length; at += FLOWS_PER_DATAGRAM) {
    const part = flows.slice(at, at + FLOWS_PER_DATAGRAM)
    const number = datagrams.length
    const templates = number % TEMPLATE_EVERY === 0 ? [templateSet()] : []
    const sets = [false, true].flatMap((isLong) => {
      const same = part.filter(({ source }) => (typeof source === 'bigint') === isLong)
      return same.length > 0 ? [dataSet(isLong ? 257 : 256, same)] : []
    })
    datagrams.push(datagramOf(number, [...templates, ...sets]))
  }
  return datagrams
}

function datagramOf(sequence: number, sets: Buffer[]): Buffer {
  const header = Buffer.alloc(20)
  header.writeUInt16BE(9, 0)
  header.writeUInt16BE(sets.length, 2)
  header.writeUInt32BE(UPTIME_MS, 4)
  header.writeUInt32BE(NOW_MS / 1000, 8)
  header.writeUInt32BE(sequence, 12)
  header.writeUInt32BE(1, 16)
  return Buffer.concat([header, ...sets])
}

function templateSet(): Buffer {
  const words = TEMPLATES.flatMap((fields, index) => [256 + index, fields.length, ...fields.flat()])
  return setOf(0, Buffer.concat(words.map((word) => Buffer.of(word >> 8, word & 255))))
}

function dataSet(id: number, flows: readonly DrawnFlow[]): Buffer {
  return setOf(id, Buffer.concat(flows.map(recordOf)))
}

function setOf(id: number, body: Buffer): Buffer {
  const padding = (4 - (body.length % 4)) % 4
  const head = Buffer.alloc(4)
  head.writeUInt16BE(id, 0)
  head.writeUInt16BE(4 + body.length + padding, 2)
  return Buffer.concat([head, body, Buffer.alloc(padding)])
}

function recordOf({ source, destination, octets, lastAtMs }: DrawnFlow): Buffer {
  const size = typeof source === 'bigint' ? 16 : 4
  const record = Buffer.alloc(2 * size + 37)
  writeAddress(record, source, 0)
  writeAddress(record, destination, size)
  let at = 2 * size
  record.writeUInt32BE(0x01bbc350, at)
  record.writeUInt8(6, at + 4)
  at += 5
  record.writeBigUInt64BE(octets, at)
  record.writeBigUInt64BE(octets / 1000n + 1n, at + 8)
  record.writeUInt32BE(3, at + 16)
  record.writeUInt32BE(7, at + 20)
  const lastMs = UPTIME_MS - (NOW_MS - lastAtMs)
  record.writeUInt32BE(lastMs - 1000, at + 24)
  record.writeUInt32BE(lastMs, at + 28)
  return record
}

function writeAddress(record: Buffer, address: Address, at: number): void {
  if (typeof address === 'number') {
    record.writeUInt32BE(address, at)
    return
  }
  record.writeBigUInt64BE(address >> 64n, at)
  record.writeBigUInt64BE(address & 0xffff_ffff_ffff_ffffn, at + 8)
}
