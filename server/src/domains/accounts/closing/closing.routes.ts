import * as contract from '@altyn/contract/accounts/closing'
import { answer } from '#platform/http/answer'
import { toApiTime } from '#platform/http/api-values'
import { findClosing } from '../../subscribers/index.ts'
import { findAccounts } from '../find-account.ts'
import { cancelClosing, closeContract, reopenContract } from './close-contract.ts'

const DONE = { ok: true as const }

export const closingRoutes = [
  answer(contract.closeContract, async (ctx, { params, body }) => {
    const from = body.from === null ? null : Temporal.PlainDate.from(body.from)
    await closeContract(ctx, { ...params, from, reason: body.reason })
    return DONE
  }),
  answer(contract.cancelClosing, async (ctx, { params }) => {
    await cancelClosing(ctx, params.contractId)
    return DONE
  }),
  answer(contract.reopenContract, async (ctx, { params }) => {
    await reopenContract(ctx, params.contractId)
    return DONE
  }),
  answer(contract.readClosing, async (ctx, { params }) => {
    const planned = await findClosing(ctx, params.contractId)
    const accounts = await findAccounts(ctx, { contractIds: [params.contractId] })
    return {
      planned: planned
        ? {
            from: toApiTime(planned.dueOn),
            reason: planned.reason,
            author: planned.author,
            plannedAt: toApiTime(planned.plannedAt),
          }
        : null,
      openLogins: accounts.filter(({ closedAt }) => closedAt === null).map(({ login }) => login),
    }
  }),
]
