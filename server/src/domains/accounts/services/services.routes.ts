import * as contract from '@altyn/contract/accounts/services'
import { parseAmount } from '@altyn/money'
import { answer } from '#platform/http/answer'
import { toApiMoney, toApiTime } from '#platform/http/api-values'
import { assignService, cancelService, endService, repayInstalments } from './assign-service.ts'
import { type AssignedServiceRow, selectAssignedServices } from './assigned-services.store.ts'

export const assignedServicesRoutes = [
  answer(contract.listAssignedServices, async (ctx, { params }) => ({
    items: (await selectAssignedServices(ctx, [params.accountId])).map(toApiService),
  })),
  answer(contract.assignService, async (ctx, { params, body }) => {
    const { from, until, plan, ...order } = body
    const assigned = await assignService(ctx, {
      ...order,
      accountId: params.accountId,
      from: Temporal.PlainDate.from(from),
      until: until === null ? null : Temporal.PlainDate.from(until),
      plan: plan && { firstMinor: parseAmount(plan.first), parts: plan.parts },
    })
    return toApiService(assigned)
  }),
  answer(contract.endAssignedService, async (ctx, { params, body, version }) => {
    const until = body.until === null ? null : Temporal.PlainDate.from(body.until)
    return toApiService(await endService(ctx, { id: params.id, version, until }))
  }),
  answer(contract.cancelAssignedService, async (ctx, { params, version }) =>
    toApiService(await cancelService(ctx, { id: params.id, version })),
  ),
  answer(contract.repayInstalments, async (ctx, { params, version }) =>
    toApiService(await repayInstalments(ctx, { id: params.id, version })),
  ),
]

function toApiService(row: AssignedServiceRow): contract.AssignedService {
  const { contractId: _, firstMinor, parts, repaidOn, ...rest } = row
  return {
    ...rest,
    from: toApiTime(row.from),
    until: toApiTime(row.until),
    plan:
      firstMinor === null || parts === null
        ? null
        : { first: toApiMoney(firstMinor), parts, repaidOn: toApiTime(repaidOn) },
    assignedAt: toApiTime(row.assignedAt),
    cancelledAt: toApiTime(row.cancelledAt),
  }
}
