import type { EquipmentHolder } from '@altyn/contract/network/equipment/units'
import type { Context } from '#platform/context'
import { findAccounts } from '../../accounts/index.ts'
import { findContracts, findSubscribers } from '../../subscribers/index.ts'
import type { HoldingTerms } from './standings.store.ts'

/** Of a unit that somebody has; all null while nobody does. */
type Held = {
  contractId: number | null
  accountId: number | null
  terms: HoldingTerms | null
  rentId: number | null
}

/** Reads whose units are, and returns how to say it of each. */
export async function nameHolders(
  ctx: Context,
  rows: readonly Held[],
): Promise<(row: Held) => EquipmentHolder | null> {
  const idsOf = (pick: (row: Held) => number | null) => [
    ...new Set(rows.flatMap((row) => pick(row) ?? [])),
  ]
  const signed = await findContracts(ctx, { ids: idsOf(({ contractId }) => contractId) })
  const subscriberIds = [...new Set(signed.map(({ subscriberId }) => subscriberId))]
  const names = byId(await findSubscribers(ctx, subscriberIds))
  const contracts = byId(signed)
  const accounts = byId(await findAccounts(ctx, { ids: idsOf(({ accountId }) => accountId) }))
  return ({ contractId, accountId, terms, rentId }) => {
    const contract = contracts.get(contractId ?? 0)
    if (!contract || terms === null) return null
    const { id, number, subscriberId } = contract
    return {
      subscriberId,
      subscriberName: names.get(subscriberId)?.name ?? '',
      contractId: id,
      contractNumber: number,
      accountId,
      login: accounts.get(accountId ?? 0)?.login ?? '',
      terms,
      rentId,
    }
  }
}

function byId<Row extends { id: number }>(rows: readonly Row[]): Map<number, Row> {
  return new Map(rows.map((row) => [row.id, row]))
}
