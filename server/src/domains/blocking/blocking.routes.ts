import * as contract from '@altyn/contract/blocking'
import { answer } from '#platform/http/answer'
import { toApiMoney, toApiTime } from '#platform/http/api-values'
import { Refusal } from '#platform/refusal'
import { toApiBlock } from '../accounts/index.ts'
import { blockAccount, unblockAccount } from './block-by-hand.ts'
import { type ContractExplanation, explainContracts } from './explain-contract.ts'

export const blockingRoutes = [
  answer(contract.blockAccount, async (ctx, { params, body }) =>
    toApiBlock(await blockAccount(ctx, { ...params, ...body })),
  ),
  answer(contract.unblockAccount, async (ctx, { params, body }) =>
    toApiBlock(await unblockAccount(ctx, { ...params, ...body })),
  ),
  answer(contract.explainContract, async (ctx, { params }) => {
    const [explanation] = await explainContracts(ctx, [params.contractId])
    if (!explanation) {
      throw new Refusal('subscribers.contract.not-found', { id: params.contractId })
    }
    return toApiExplanation(explanation)
  }),
]

export function toApiExplanation(row: ContractExplanation): contract.ContractExplanation {
  const money = (minor: bigint) => toApiMoney(minor, row.currency)
  return {
    contractId: row.contractId,
    balance: money(row.balanceMinor),
    creditLimit: money(row.creditMinor),
    available: money(row.balanceMinor + row.creditMinor),
    toPay: money(row.toPayMinor),
    accounts: row.accounts.map(({ account, blocks, neededMinor }) => ({
      accountId: account.id,
      state: account.state,
      since: toApiTime(blocks.find(({ kind }) => kind === account.state)?.from),
      blocks: blocks.map(({ kind, from, reason, author }) => ({
        kind,
        since: toApiTime(from),
        reason,
        author,
      })),
      needed: neededMinor === null ? null : money(neededMinor),
    })),
  }
}
