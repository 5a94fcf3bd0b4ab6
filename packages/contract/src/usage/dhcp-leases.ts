import { z } from 'zod'
import { route } from '../route.ts'
import { flag, id, instant, listQuery, longId, longIdParams, page, text } from '../values.ts'

/** `lapsed`: its server told nothing until it had run out. */
export const LEASE_ENDS = ['released', 'expired', 'lapsed', 'superseded', 'freed'] as const

export const dhcpLease = z.object({
  id: longId,
  agentId: id,
  accountId: id.nullable(),
  /** Of the account; empty of guests and strangers. */
  login: z.string(),
  isGuest: z.boolean(),
  address: z.string(),
  mac: z.string(),
  line: z.string(),
  from: instant,
  /** When its server last told of it. */
  heardAt: instant,
  expiresAt: instant,
  until: instant.nullable(),
  endReason: z.enum(LEASE_ENDS).nullable(),
  /** Who freed it. */
  endedBy: z.string(),
})
export type DhcpLease = z.output<typeof dhcpLease>

export const listDhcpLeases = route({
  method: 'GET',
  path: '/api/usage/dhcp-leases',
  summary: 'Addresses that DHCP servers have given, the newest first',
  access: 'usage.read',
  query: listQuery.extend({
    /** An address, a MAC in any writing, or the beginning of a line. */
    q: text(100).optional(),
    accountId: id.optional(),
    agentId: id.optional(),
    isOver: flag.optional(),
  }),
  response: page(dhcpLease),
})
export const freeDhcpLease = route({
  method: 'POST',
  path: '/api/usage/dhcp-leases/:id/free',
  summary: 'End a lease: the address may be given to another device',
  access: 'usage.free-leases',
  params: longIdParams,
  response: dhcpLease,
})
