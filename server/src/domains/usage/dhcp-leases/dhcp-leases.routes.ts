import { isIP } from 'node:net'
import * as contract from '@altyn/contract/usage/dhcp-leases'
import type { Context } from '#platform/context'
import { answer } from '#platform/http/answer'
import { toApiTime } from '#platform/http/api-values'
import { toPage, unpackCursor } from '#platform/http/cursor'
import { findAccounts } from '../../accounts/index.ts'
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
    return { items: await toApiLeases(ctx, rows), nextCursor }
  }),
  answer(contract.freeDhcpLease, async (ctx, { params }) => {
    const lease = await freeDhcpLease(ctx, BigInt(params.id))
    const [shown] = await toApiLeases(ctx, [lease])
    return shown as contract.DhcpLease // one lease, one answer
  }),
]

function toFilter(q: string): LeaseFilter {
  if (isIP(q)) return { address: q }
  const mac = toMac(q)
  return mac ? { mac } : { line: q }
}

async function toApiLeases(
  ctx: Context,
  rows: readonly DhcpLeaseRow[],
): Promise<contract.DhcpLease[]> {
  const ids = [...new Set(rows.flatMap(({ accountId }) => accountId ?? []))]
  const logins = new Map((await findAccounts(ctx, { ids })).map(({ id, login }) => [id, login]))
  return rows.map((row) => ({
    ...row,
    id: String(row.id),
    login: logins.get(row.accountId ?? 0) ?? '',
    from: toApiTime(row.from),
    heardAt: toApiTime(row.heardAt),
    expiresAt: toApiTime(row.expiresAt),
    until: toApiTime(row.until),
  }))
}
