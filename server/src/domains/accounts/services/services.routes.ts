import * as contract from '@altyn/contract/accounts/services'
import { parseAmount } from '@altyn/money'
import type { Context } from '#platform/context'
import { answer } from '#platform/http/answer'
import { toApiMoney, toApiTime } from '#platform/http/api-values'
import { invariant } from '#platform/invariant'
import { findServices, type Service } from '../../catalogue/index.ts'
import { findAccounts, readToday } from '../find-account.ts'
import { assignService, cancelService, endService, repayInstalments } from './assign-service.ts'
import { type AssignedServiceRow, selectAssignedServices } from './assigned-services.store.ts'

export const assignedServicesRoutes = [
  answer(contract.listAssignedServices, async (ctx, { query }) => {
    const accounts = await findAccounts(ctx, { contractIds: [query.contractId] })
    const rows = await selectAssignedServices(
      ctx,
      accounts.map(({ id }) => id),
    )
    return { items: await toApiServices(ctx, rows) }
  }),
  answer(contract.assignService, async (ctx, { params, body }) => {
    const { from, until, plan, ...order } = body
    const assigned = await assignService(ctx, {
      ...order,
      accountId: params.accountId,
      from: Temporal.PlainDate.from(from),
      until: until === null ? null : Temporal.PlainDate.from(until),
      plan: plan && { firstMinor: parseAmount(plan.first), parts: plan.parts },
    })
    return toApiService(ctx, assigned)
  }),
  answer(contract.endAssignedService, async (ctx, { params, body, version }) => {
    const until = body.until === null ? null : Temporal.PlainDate.from(body.until)
    return toApiService(ctx, await endService(ctx, { id: params.id, version, until }))
  }),
  answer(contract.cancelAssignedService, async (ctx, { params, version }) =>
    toApiService(ctx, await cancelService(ctx, { id: params.id, version })),
  ),
  answer(contract.repayInstalments, async (ctx, { params, version }) =>
    toApiService(ctx, await repayInstalments(ctx, { id: params.id, version })),
  ),
]

async function toApiService(
  ctx: Context,
  row: AssignedServiceRow,
): Promise<contract.AssignedService> {
  const [service] = await toApiServices(ctx, [row])
  return service as contract.AssignedService // one row in, one out
}

async function toApiServices(
  ctx: Context,
  rows: AssignedServiceRow[],
): Promise<contract.AssignedService[]> {
  const today = await readToday(ctx)
  const services = await findServices(ctx, [...new Set(rows.map(({ serviceId }) => serviceId))])
  return rows.map((row) => {
    const service = services.get(row.serviceId)
    invariant(service, 'a service that was assigned is never deleted')
    return toApi(row, service, today)
  })
}

function priceOn({ versions }: Service, day: Temporal.PlainDate): bigint | undefined {
  return versions.findLast(({ from }) => Temporal.PlainDate.compare(from, day) <= 0)?.priceMinor
}

function toApi(
  row: AssignedServiceRow,
  service: Service,
  today: Temporal.PlainDate,
): contract.AssignedService {
  const { contractId: _, firstMinor, parts, repaidOn, ...rest } = row
  const hasBegun = Temporal.PlainDate.compare(row.from, today) <= 0
  const priceMinor = priceOn(service, service.kind !== 'one-off' && hasBegun ? today : row.from)
  return {
    ...rest,
    serviceName: service.name,
    serviceKind: service.kind,
    price: priceMinor === undefined ? null : toApiMoney(priceMinor, service.currency),
    from: toApiTime(row.from),
    until: toApiTime(row.until),
    plan:
      firstMinor === null || parts === null
        ? null
        : { first: toApiMoney(firstMinor), parts, repaidOn: toApiTime(repaidOn) },
    assignedAt: toApiTime(row.assignedAt),
    cancelledAt: toApiTime(row.cancelledAt),
    boostedFrom: toApiTime(row.boostedFrom),
    boostedUntil: toApiTime(row.boostedUntil),
  }
}
