import { isIP } from 'node:net'
import * as contract from '@altyn/contract/usage/dhcp-leases'
import { answer } from '#platform/http/answer'
import { toApiTime } from '#platform/http/api-values'
import { toPage, unpackCursor } from '#platform/http/cursor'
import { toMac } from '../../network/index.ts'
import { freeDhcpLease } from './keep-lease.ts'
import { type DhcpLeaseRow, type LeaseFilter, selectDhcpLeases } from './leases.store.ts'

export const dhcpLeasesRoutes = [
  answer(contract.listDhcpLeases, async (ctx, { query }) => {
    const { q, cursor, limit, accountId, agentId, isOver } = query
    const beforeId = unpackCursor(cursor, 1)?.[0]
    const filter = { accountId, agentId, isOver, ...(q ? toFilter(q) : {}) }
    const found = await selectDhcpLeases(ctx, filter, { beforeId, limit: limit + 1 })
    const { rows, nextCursor } = toPage(found, limit, ({ id }) => [id])
    return { items: rows.map(toApiLease), nextCursor }
  }),
  answer(contract.freeDhcpLease, async (ctx, { params }) =>
    toApiLease(await freeDhcpLease(ctx, BigInt(params.id))),
  ),
]

function toFilter(q: string): LeaseFilter {
  if (isIP(q)) return { address: q }
  const mac = toMac(q)
  return mac ? { mac } : { line: q }
}

function toApiLease(row: DhcpLeaseRow): contract.DhcpLease {
  return {
    ...row,
    id: String(row.id),
    from: toApiTime(row.from),
    heardAt: toApiTime(row.heardAt),
    expiresAt: toApiTime(row.expiresAt),
    until: toApiTime(row.until),
  }
}
