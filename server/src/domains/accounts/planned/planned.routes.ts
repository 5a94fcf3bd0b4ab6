import * as contract from '@altyn/contract/accounts/planned'
import { startOfDay } from '#platform/clock'
import type { Context } from '#platform/context'
import { answer } from '#platform/http/answer'
import { toApiTime } from '#platform/http/api-values'
import { findServices, findTariffs } from '../../catalogue/index.ts'
import { getDefaultOperator } from '../../settings/index.ts'
import { findAccounts, readToday } from '../find-account.ts'
import { cancelPlanned, planAction } from './plan-action.ts'
import {
  type ActionRow,
  selectPlannedActions,
  selectSettledActions,
} from './planned-actions.store.ts'
import { type PlannedFact, selectPlannedFacts } from './planned-facts.store.ts'

export const plannedRoutes = [
  answer(contract.listPlannedActions, async (ctx, { query }) => {
    const { groupId, limit } = query
    const accountIds = await accountsOf(ctx, query)
    const actions = await selectPlannedActions(ctx, { accountIds, groupId, limit })
    const facts = groupId === undefined ? await listFacts(ctx, accountIds, limit) : []
    const items = await withTitles(ctx, [...actions.map(toApiAction), ...facts])
    items.sort((a, b) => a.dueAt.localeCompare(b.dueAt) || a.key.localeCompare(b.key))
    return { items: items.slice(0, limit) }
  }),
  answer(contract.listSettledActions, async (ctx, { query }) => {
    const { groupId, limit, accountId } = query
    const accountIds = accountId === undefined ? undefined : [accountId]
    const settled = await selectSettledActions(ctx, { accountIds, groupId, limit })
    return {
      items: settled.map((row) => ({
        ...toApiAction(row),
        state: row.state,
        settledAt: toApiTime(row.settledAt),
        settledBy: row.settledBy,
        outcome: row.outcome,
      })),
    }
  }),
  answer(contract.planAction, async (ctx, { body }) => {
    const id = await planAction(ctx, { ...body, dueAt: Temporal.Instant.from(body.dueAt) })
    return { key: `action:${id}` }
  }),
  answer(contract.cancelPlannedAction, async (ctx, { body }) => {
    await cancelPlanned(ctx, body.key)
    return { ok: true as const }
  }),
]

/** Names the tariff or the service that each is about. */
async function withTitles(
  ctx: Context,
  items: contract.PlannedAction[],
): Promise<contract.PlannedAction[]> {
  const idsOf = (read: (details: contract.PlannedAction['details']) => number | undefined) => [
    ...new Set(items.flatMap(({ details }) => read(details) ?? [])),
  ]
  const tariffs = await findTariffs(
    ctx,
    idsOf(({ tariffId }) => tariffId),
  )
  const services = await findServices(
    ctx,
    idsOf(({ serviceId }) => serviceId),
  )
  return items.map((item) => {
    const { tariffId = 0, serviceId = 0 } = item.details
    const title = (tariffs.get(tariffId) ?? services.get(serviceId))?.name ?? item.details.title
    return { ...item, details: { ...item.details, ...(title !== undefined && { title }) } }
  })
}

async function accountsOf(
  ctx: Context,
  query: { accountId?: number; contractId?: number },
): Promise<number[] | undefined> {
  if (query.accountId !== undefined) return [query.accountId]
  if (query.contractId === undefined) return undefined
  const accounts = await findAccounts(ctx, { contractIds: [query.contractId] })
  return accounts.map(({ id }) => id)
}

async function listFacts(
  ctx: Context,
  accountIds: readonly number[] | undefined,
  limit: number,
): Promise<contract.PlannedAction[]> {
  const today = await readToday(ctx)
  const timeZone = (await getDefaultOperator(ctx)).time_zone
  const facts = await selectPlannedFacts(ctx, { accountIds, today, limit })
  // A one-off service is over by itself: its end is no plan.
  const services = await findServices(
    ctx,
    facts.flatMap(({ details }) => details.serviceId ?? []),
  )
  return facts
    .filter(
      ({ kind, details }) =>
        kind !== 'service-off' || services.get(details.serviceId ?? 0)?.kind !== 'one-off',
    )
    .map((fact) => toApiFact(fact, timeZone))
}

function toApiAction(row: ActionRow): contract.PlannedAction {
  const { id, kind, accountId, groupId, dueAt, details, reason, author } = row
  const key = `action:${id}`
  return { key, kind, accountId, groupId, dueAt: toApiTime(dueAt), details, reason, author }
}

function toApiFact(
  { key, kind, accountId, day, details, author }: PlannedFact,
  timeZone: string,
): contract.PlannedAction {
  const dueAt = toApiTime(startOfDay(day, timeZone))
  return { key, kind, accountId, groupId: null, dueAt, details, reason: '', author }
}
