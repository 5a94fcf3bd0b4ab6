import * as contract from '@altyn/contract/payments/transfers'
import { parseAmount } from '@altyn/money'
import type { Context } from '#platform/context'
import { answer } from '#platform/http/answer'
import { toApiMoney, toApiTime } from '#platform/http/api-values'
import { readBalances } from '../../ledger/index.ts'
import {
  findContracts,
  findSubordinates,
  findSubscribers,
  getContract,
} from '../../subscribers/index.ts'
import { reverseTransfer, transferMoney } from './transfer-money.ts'
import {
  selectTransfers,
  selectWriteOffs,
  type TransferRow,
  type WriteOffRow,
} from './transfers.store.ts'
import { reverseWriteOff, writeOffDebt } from './write-off-debt.ts'

export const transfersRoutes = [
  answer(contract.listTransfers, async (ctx, { query }) => ({
    items: await toApiTransfers(ctx, await selectTransfers(ctx, query.contractId)),
  })),
  answer(contract.transferMoney, async (ctx, { body }) => {
    const { amount, ...order } = body
    return toApiTransfer(
      ctx,
      await transferMoney(ctx, { ...order, amountMinor: parseAmount(amount) }),
    )
  }),
  answer(contract.reverseTransfer, async (ctx, { params, body }) =>
    toApiTransfer(ctx, await reverseTransfer(ctx, { ...params, ...body })),
  ),
  answer(contract.listWriteOffs, async (ctx, { query }) => ({
    items: (await selectWriteOffs(ctx, query)).map(toApiWriteOff),
  })),
  answer(contract.writeOffDebt, async (ctx, { body }) => {
    const { amount, ...order } = body
    return toApiWriteOff(await writeOffDebt(ctx, { ...order, amountMinor: parseAmount(amount) }))
  }),
  answer(contract.reverseWriteOff, async (ctx, { params, body }) =>
    toApiWriteOff(await reverseWriteOff(ctx, { ...params, ...body })),
  ),
  answer(contract.readContractFamily, (ctx, { params }) => readFamily(ctx, params.contractId)),
]

async function readFamily(ctx: Context, contractId: number): Promise<contract.ContractFamily> {
  await getContract(ctx, contractId)
  const [above] = await findSubordinates(ctx, { contractId })
  const below = await findSubordinates(ctx, { mainId: contractId })
  const ids = [...below.map((row) => row.contractId), ...(above ? [above.mainId] : [])]
  const contracts = await findContracts(ctx, { ids })
  const subscribers = await findSubscribers(
    ctx,
    contracts.map(({ subscriberId }) => subscriberId),
  )
  const balances = await readBalances(ctx, ids)
  const named = (id: number) => {
    const found = contracts.find((row) => row.id === id)
    const subscriber = subscribers.find((row) => row.id === found?.subscriberId)
    return { contractId: id, number: found?.number ?? '', subscriberName: subscriber?.name ?? '' }
  }
  return {
    main: above ? named(above.mainId) : null,
    subordinates: below.map((row) => ({
      ...named(row.contractId),
      priority: row.priority,
      balance: toApiMoney(balances.get(row.contractId) ?? 0n),
    })),
  }
}

async function toApiTransfer(ctx: Context, row: TransferRow): Promise<contract.Transfer> {
  const [transfer] = await toApiTransfers(ctx, [row])
  return transfer as contract.Transfer // one row in, one out
}

async function toApiTransfers(
  ctx: Context,
  rows: readonly TransferRow[],
): Promise<contract.Transfer[]> {
  const ids = [...new Set(rows.flatMap((row) => [row.fromContractId, row.toContractId]))]
  const contracts = await findContracts(ctx, { ids })
  const numberOf = (id: number) => contracts.find((row) => row.id === id)?.number ?? ''
  return rows.map(({ amountMinor, currency, ...row }) => ({
    ...row,
    ...toApiReversal(row),
    fromNumber: numberOf(row.fromContractId),
    toNumber: numberOf(row.toContractId),
    amount: toApiMoney(amountMinor, currency),
  }))
}

function toApiWriteOff({ amountMinor, currency, ...row }: WriteOffRow): contract.WriteOff {
  return { ...row, ...toApiReversal(row), amount: toApiMoney(amountMinor, currency) }
}

function toApiReversal(row: Pick<TransferRow, 'madeAt' | 'reversedAt'>) {
  return { madeAt: toApiTime(row.madeAt), reversedAt: toApiTime(row.reversedAt) }
}
