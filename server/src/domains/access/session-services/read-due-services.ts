import type { Context } from '#platform/context'
import { findAccounts } from '../../accounts/index.ts'
import {
  chooseServices,
  dialectOf,
  type GivenService,
  listNas,
  listSessionServices,
  type SessionService,
} from '../../network/index.ts'
import type { Session } from '../../usage/index.ts'
import { boughtAt } from '../rules/bought.ts'
import { readBought } from './read-bought.ts'

type Due = readonly GivenService<SessionService>[]

/**
 * The services that live sessions should have now, and why, by session. Sessions of accounts without access or without
 * a tariff, and those at servers that know no services, are left out: they are ended, or nothing can be told.
 */
export async function readDueServices(
  ctx: Context,
  sessions: readonly Session[],
): Promise<Map<bigint, Due>> {
  const due = new Map<bigint, Due>()
  const services = await listSessionServices(ctx)
  if (services.length === 0 || sessions.length === 0) return due
  const inUse = services.filter(({ archivedAt }) => archivedAt === null)
  const servers = new Map((await listNas(ctx)).map((nas) => [nas.id, nas]))
  const ids = [...new Set(sessions.flatMap(({ accountId }) => accountId ?? []))]
  const accounts = new Map((await findAccounts(ctx, { ids })).map((one) => [one.id, one]))
  const bought = await readBought(ctx, ids)
  const now = ctx.now().epochMilliseconds
  for (const { id, nasId, accountId, isGuest } of sessions) {
    const nas = servers.get(nasId)
    if (!nas || !dialectOf(nas.dialect).services) continue
    const account = accounts.get(accountId ?? 0)
    if (!isGuest && (account?.state !== 'active' || account.tariffId === null)) continue
    const boughtIds = boughtAt(bought.get(accountId ?? 0) ?? [], now)
    const tariffId = account?.tariffId ?? null
    due.set(id, chooseServices(inUse, { agentId: nas.agentId, isGuest, tariffId, boughtIds }))
  }
  return due
}
