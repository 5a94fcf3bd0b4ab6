import type { PortBinding } from '@altyn/contract/network/devices'
import type { Context } from '#platform/context'
import { toApiTime } from '#platform/http/api-values'
import { findAccounts } from '../../accounts/index.ts'
import { findContracts, findSubscribers } from '../../subscribers/index.ts'
import type { BindingRow } from './bindings.store.ts'

/** Bindings with the names of whoever the accounts belong to. */
export async function nameBindings(
  ctx: Context,
  rows: readonly BindingRow[],
): Promise<PortBinding[]> {
  if (rows.length === 0) return []
  const accounts = byId(await findAccounts(ctx, { ids: rows.map(({ accountId }) => accountId) }))
  const contractIds = [...accounts.values()].map(({ contractId }) => contractId)
  const contracts = byId(await findContracts(ctx, { ids: contractIds }))
  const subscriberIds = [...contracts.values()].map(({ subscriberId }) => subscriberId)
  const subscribers = byId(await findSubscribers(ctx, subscriberIds))
  return rows.map((row) => {
    const account = accounts.get(row.accountId)
    const signed = contracts.get(account?.contractId ?? 0)
    return {
      ...row,
      from: toApiTime(row.from),
      until: toApiTime(row.until),
      accountState: account?.state ?? 'closed',
      contractNumber: signed?.number ?? '',
      subscriberId: signed?.subscriberId ?? 0,
      subscriberName: subscribers.get(signed?.subscriberId ?? 0)?.name ?? '',
    }
  })
}

function byId<Row extends { id: number }>(rows: readonly Row[]): Map<number, Row> {
  return new Map(rows.map((row) => [row.id, row]))
}
