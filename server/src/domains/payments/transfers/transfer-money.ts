import type { Context } from '#platform/context'
import { tell } from '#platform/outbox'
import { Refusal, refuseField } from '#platform/refusal'
import { readToday } from '../../accounts/index.ts'
import {
  firstOpenDay,
  holdBalances,
  post,
  reversePosting,
  transfersCode,
  walletCode,
} from '../../ledger/index.ts'
import { getContract } from '../../subscribers/index.ts'
import {
  findTransfer,
  insertTransfer,
  markReversed,
  type NewTransfer,
  type TransferRow,
} from './transfers.store.ts'

/** Moves money from one contract to another, not more than is there; credit is not lent on. */
export async function transferMoney(
  ctx: Context,
  order: Omit<NewTransfer, 'currency' | 'paymentId'>,
): Promise<TransferRow> {
  const { fromContractId, toContractId, amountMinor } = order
  if (fromContractId === toContractId) throw refuseField('payments.same-contract', 'toContractId')
  const from = await getContract(ctx, fromContractId)
  const to = await getContract(ctx, toContractId)
  if (from.currency !== to.currency) throw refuseField('payments.other-currency', 'toContractId')
  const balances = await holdBalances(ctx, [fromContractId, toContractId])
  if ((balances.get(fromContractId) ?? 0n) < amountMinor) {
    throw refuseField('payments.not-enough', 'amount')
  }
  const transfer = await moveMoney(ctx, { ...order, currency: from.currency, paymentId: null })
  await tellMoved(ctx, [fromContractId, toContractId])
  return transfer
}

/** Moves the money of a transfer back, by mirrors of its postings. */
export async function reverseTransfer(
  ctx: Context,
  { id, reason }: { id: number; reason: string },
): Promise<TransferRow> {
  const transfer = await getTransfer(ctx, id)
  await takeBack(ctx, transfer, reason)
  await tellMoved(ctx, [transfer.fromContractId, transfer.toContractId])
  return getTransfer(ctx, id)
}

/**
 * Posts a transfer as two movements, out of one wallet and into the other, so that each contract
 * shows its own half.
 */
export async function moveMoney(ctx: Context, transfer: NewTransfer): Promise<TransferRow> {
  const { fromContractId, toContractId, amountMinor, reason, paymentId } = transfer
  const from = await getContract(ctx, fromContractId)
  const to = await getContract(ctx, toContractId)
  const id = await insertTransfer(ctx, transfer)
  const day = await firstOpenDay(ctx, await readToday(ctx))
  const between = transfersCode(from.operatorId)
  const common = { kind: 'transfer', day, amountMinor } as const
  const explanation = { kind: 'transfer', transferId: id, reason, paymentId }
  await post(ctx, [
    {
      ...common,
      ...halfOf(id, 'out'),
      from: walletCode(fromContractId),
      to: between,
      contractId: fromContractId,
      title: to.number,
      explanation: { ...explanation, direction: 'out', number: to.number },
    },
    {
      ...common,
      ...halfOf(id, 'in'),
      from: between,
      to: walletCode(toContractId),
      contractId: toContractId,
      title: from.number,
      explanation: { ...explanation, direction: 'in', number: from.number },
    },
  ])
  return getTransfer(ctx, id)
}

/** Takes a transfer back; a second time it is refused. */
export async function takeBack(ctx: Context, { id }: TransferRow, reason: string): Promise<void> {
  if (!(await markReversed(ctx, 'transfers', { id, reason }))) {
    throw new Refusal('payments.transfer-reversed')
  }
  const day = await firstOpenDay(ctx, await readToday(ctx))
  for (const half of ['out', 'in'] as const) {
    await reversePosting(ctx, { ...halfOf(id, half), day, reason })
  }
}

function halfOf(id: number, half: 'out' | 'in'): { key: string } {
  return { key: `transfer:${id}:${half}` }
}

async function getTransfer(ctx: Context, id: number): Promise<TransferRow> {
  const transfer = await findTransfer(ctx, id)
  if (!transfer) throw new Refusal('payments.transfer.not-found', { id })
  return transfer
}

async function tellMoved(ctx: Context, contractIds: readonly number[]): Promise<void> {
  await tell(ctx, 'payments.moved', { contractIds })
}
