import * as contract from '@altyn/contract/subscribers/hand-over'
import { answer } from '#platform/http/answer'
import { toApiTime } from '#platform/http/api-values'
import { getContract } from '../sign-contract.ts'
import { handOverContract } from './hand-over-contract.ts'
import { selectFormerHolders } from './holders.store.ts'

export const holdersRoutes = [
  answer(contract.handOverContract, async (ctx, { params, body, version }) => {
    await handOverContract(ctx, { ...body, id: params.id, version })
    return { ok: true as const }
  }),
  answer(contract.listFormerHolders, async (ctx, { params }) => {
    await getContract(ctx, params.id)
    const holders = await selectFormerHolders(ctx, params.id)
    return { items: holders.map((row) => ({ ...row, until: toApiTime(row.until) })) }
  }),
]
