import type { Context } from '#platform/context'
import { findAccounts, listAccountGroups } from '../accounts/index.ts'
import { findTariffs } from '../catalogue/index.ts'

type Links = { accountId: number | null; accountGroupId: number | null; tariffId: number | null }
export type LinkNames = {
  accountLogin: string | null
  accountGroupName: string | null
  tariffName: string | null
}

/** The names of accounts, groups and tariffs that rows are linked to, asked for all of them together. */
export async function nameLinks(
  ctx: Context,
  rows: readonly Links[],
): Promise<(row: Links) => LinkNames> {
  const tariffs = await findTariffs(ctx, idsOf(rows, 'tariffId'))
  const accounts = await findAccounts(ctx, { ids: idsOf(rows, 'accountId') })
  const groupIds = idsOf(rows, 'accountGroupId')
  const groups = groupIds.length > 0 ? await listAccountGroups(ctx) : []
  return ({ accountId, accountGroupId, tariffId }) => ({
    accountLogin: accounts.find(({ id }) => id === accountId)?.login ?? null,
    accountGroupName: groups.find(({ id }) => id === accountGroupId)?.name ?? null,
    tariffName: tariffs.get(tariffId ?? 0)?.name ?? null,
  })
}

function idsOf(rows: readonly Links[], link: keyof Links): number[] {
  return [...new Set(rows.flatMap((row) => row[link] ?? []))]
}
