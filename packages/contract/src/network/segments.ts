import { z } from 'zod'
import { route } from '../route.ts'
import {
  done,
  id,
  idParams,
  instant,
  listQuery,
  page,
  requiredText,
  text,
  version,
} from '../values.ts'

/** `ipv6`: an account gets a /64 for its line; `ipv6-delegated`: a prefix for the network behind it. */
export const SEGMENT_KINDS = ['ipv4', 'ipv6', 'ipv6-delegated'] as const
export const SEGMENT_PURPOSES = ['subscribers', 'devices', 'guest', 'nat'] as const
export const RESERVE_REASONS = ['reserved', 'excluded'] as const

const networkText = z.cidrv4().or(z.cidrv6())
const addressText = z.ipv4().or(z.ipv6())
/** An address, or a prefix that an account has, `2001:db8:0:100::/56`. */
const unitText = addressText.or(z.cidrv6())
const vlan = z.coerce.number().int().min(1).max(4094)
const count = z.number().int()

const segmentFields = z.object({
  name: requiredText(100),
  network: networkText,
  /** Bits of the prefix that one account gets; only of the kind `ipv6-delegated`. */
  delegatedLength: z.coerce.number().int().min(17).max(64).nullable(),
  purpose: z.enum(SEGMENT_PURPOSES),
  /** Holds other segments and gives no address itself. */
  isContainer: z.boolean(),
  /** Addresses are leased from it at sign-in. */
  isDynamic: z.boolean(),
  /** Never given to anybody. */
  gateway: addressText.nullable(),
  vlanOuter: vlan.nullable(),
  /** Only inside an outer one. */
  vlanInner: vlan.nullable(),
  /** The access servers that it serves; none = all of the agent. */
  nasIds: z.array(id).max(200),
  note: text(500),
})

export const segment = segmentFields.extend({
  id,
  agentId: id,
  kind: z.enum(SEGMENT_KINDS),
  network: z.string(),
  gateway: z.string().nullable(),
  /** The smallest container around it. */
  parentId: id.nullable(),
  /** Addresses, or prefixes, that can be given. Of a container: those of the segments inside. */
  addressesCount: count,
  leasedCount: count,
  fixedCount: count,
  /** Held back: reserved and excluded ranges and the gateway. */
  reservedCount: count,
  version,
})
export type Segment = z.output<typeof segment>

export const segmentForm = segmentFields.extend({
  agentId: id,
  kind: z.enum(SEGMENT_KINDS).default('ipv4'),
  delegatedLength: segmentFields.shape.delegatedLength.default(null),
  purpose: segmentFields.shape.purpose.default('subscribers'),
  isContainer: z.boolean().default(false),
  /** Left out: yes for subscribers and guests. */
  isDynamic: z.boolean().optional(),
  gateway: segmentFields.shape.gateway.default(null),
  vlanOuter: vlan.nullable().default(null),
  vlanInner: vlan.nullable().default(null),
  nasIds: segmentFields.shape.nasIds.default([]),
  note: text(500).default(''),
})
/** What stays as it is may be left out. */
export const segmentChange = segmentFields.partial()

export const listSegments = route({
  method: 'GET',
  path: '/api/network/segments',
  summary: 'Segments with their place in the tree and their fill',
  access: 'network.read',
  response: z.object({ items: z.array(segment) }),
})
export const createSegment = route({
  method: 'POST',
  path: '/api/network/segments',
  summary: 'Add a segment',
  access: 'network.change',
  body: segmentForm,
  response: segment,
})
export const changeSegment = route({
  method: 'PATCH',
  path: '/api/network/segments/:id',
  summary: 'Change a segment; leases that no longer fit are given up',
  access: 'network.change',
  versioned: true,
  params: idParams,
  body: segmentChange,
  response: segment,
})
export const removeSegment = route({
  method: 'DELETE',
  path: '/api/network/segments/:id',
  summary: 'Remove a segment; its leases and reserved ranges are given up',
  access: 'network.change',
  params: idParams,
  response: done,
})

export const FREE_ADDRESSES_MAX = 1024
export const findFreeAddresses = route({
  method: 'GET',
  path: '/api/network/segments/:id/free-addresses',
  summary: 'Addresses, or prefixes, that nobody has and that are not held back, lowest first',
  access: 'network.read',
  params: idParams,
  query: z.object({
    limit: z.coerce.number().int().min(1).max(FREE_ADDRESSES_MAX).default(20),
  }),
  response: z.object({ items: z.array(z.string()) }),
})

/** Who has an address or a prefix, and by what right; one row for each. */
export const heldAddress = z.object({
  address: z.string(),
  accountId: id.nullable(),
  login: z.string(),
  subscriberId: id.nullable(),
  subscriberName: z.string(),
  isFixed: z.boolean(),
  isLeased: z.boolean(),
  /** In a live session. */
  isLive: z.boolean(),
  /** Where a guest calls from; null = not a guest's. */
  guestStation: z.string().nullable(),
  since: instant,
})
export type HeldAddress = z.output<typeof heldAddress>

/** Enough for the picture of a /24 in one answer. */
export const HELD_ADDRESSES_MAX = 256
export const listHeldAddresses = route({
  method: 'GET',
  path: '/api/network/segments/:id/addresses',
  summary: 'Taken addresses of a segment, lowest first',
  access: 'network.read',
  params: idParams,
  query: listQuery.omit({ total: true }).extend({
    limit: z.coerce.number().int().min(1).max(HELD_ADDRESSES_MAX).default(50),
  }),
  response: page(heldAddress),
})

export const reservedAddresses = z.object({
  id,
  segmentId: id,
  first: z.string(),
  last: z.string(),
  reason: z.enum(RESERVE_REASONS),
  note: z.string(),
  author: z.string(),
  createdAt: instant,
})
export type ReservedAddresses = z.output<typeof reservedAddresses>
export const reserveForm = z.object({
  first: addressText,
  /** Empty = the one address alone. */
  last: addressText.or(z.literal('')).default(''),
  reason: z.enum(RESERVE_REASONS).default('reserved'),
  note: text(300).default(''),
})
export const listReserved = route({
  method: 'GET',
  path: '/api/network/segments/:id/reserved',
  summary: 'Ranges of a segment that are not given',
  access: 'network.read',
  params: idParams,
  response: z.object({ items: z.array(reservedAddresses) }),
})
export const reserveAddresses = route({
  method: 'POST',
  path: '/api/network/segments/:id/reserved',
  summary: 'Hold a range back; leases in it are given up',
  access: 'network.change',
  params: idParams,
  body: reserveForm,
  response: reservedAddresses,
})
export const releaseReserved = route({
  method: 'DELETE',
  path: '/api/network/reserved/:id',
  summary: 'Give a range that was held back free again',
  access: 'network.change',
  params: idParams,
  response: done,
})

const holder = z.object({
  accountId: id.nullable(),
  login: z.string(),
  subscriberId: id.nullable(),
  guestStation: z.string().nullable(),
  since: instant,
})
export const addressHistory = z.object({
  address: z.string(),
  /** The segment that it lies in; null = outside of all, so nothing leases it. */
  segment: z.object({ id, name: z.string(), network: z.string() }).nullable(),
  isGateway: z.boolean(),
  reserved: reservedAddresses.nullable(),
  lease: holder.nullable(),
  sessions: z.array(holder),
  /** To whom it was fixed, the latest first. */
  fixed: z.array(
    z.object({
      accountId: id,
      login: z.string(),
      subscriberId: id,
      from: instant,
      until: instant.nullable(),
      author: z.string(),
    }),
  ),
})
export type AddressHistory = z.output<typeof addressHistory>
export const readAddressHistory = route({
  method: 'GET',
  path: '/api/network/address-history',
  summary: 'Who has an address and to whom it was fixed',
  access: 'network.read',
  query: z.object({ address: unitText }),
  response: addressHistory,
})
export const releaseLease = route({
  method: 'POST',
  path: '/api/network/leases/release',
  summary: 'Take a pool address or prefix from whoever keeps it; not while a session has it',
  access: 'network.change',
  body: z.object({ address: unitText }),
  response: done,
})
