import * as contract from '@altyn/contract/subscribers/subordination'
import { answer } from '#platform/http/answer'
import { freeContract, subordinateContract } from './subordinate-contract.ts'

export const subordinationRoutes = [
  answer(contract.subordinateContract, async (ctx, { params, body }) => {
    await subordinateContract(ctx, { ...body, contractId: params.id })
    return { ok: true as const }
  }),
  answer(contract.freeContract, async (ctx, { params }) => {
    await freeContract(ctx, params.id)
    return { ok: true as const }
  }),
]
