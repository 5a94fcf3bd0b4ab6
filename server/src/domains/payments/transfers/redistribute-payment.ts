import type { Context } from '#platform/context'
import { holdBalances } from '../../ledger/index.ts'
import { findSubordinates } from '../../subscribers/index.ts'
import type { PaymentRow } from '../payments.store.ts'
import { redistribute } from '../rules/redistribution.ts'
import { moveMoney, takeBack } from './transfer-money.ts'
import { selectTransfersOfPayment } from './transfers.store.ts'

/**
 * What a payment to a main contract leaves after its own debt goes to the debts of the contracts
 * subordinate to it. Returns the contracts that got something.
 */
export async function redistributePayment(
  ctx: Context,
  { id, contractId, amountMinor, currency }: PaymentRow,
): Promise<number[]> {
  const subordinates = await findSubordinates(ctx, { mainId: contractId })
  if (subordinates.length === 0) return []
  const ids = subordinates.map((row) => row.contractId)
  const balances = await holdBalances(ctx, [contractId, ...ids])
  const balanceMinor = balances.get(contractId) ?? 0n
  const restMinor = balanceMinor < amountMinor ? balanceMinor : amountMinor
  const debtors = subordinates.map((row) => ({
    ...row,
    balanceMinor: balances.get(row.contractId) ?? 0n,
  }))
  const moves = redistribute(restMinor, debtors)
  for (const move of moves) {
    await moveMoney(ctx, {
      fromContractId: contractId,
      toContractId: move.contractId,
      amountMinor: move.amountMinor,
      currency,
      reason: '',
      paymentId: id,
    })
  }
  return moves.map((move) => move.contractId)
}

/** Takes back what a payment left for others, before the payment itself is changed. */
export async function takeBackRedistribution(
  ctx: Context,
  paymentId: number,
  reason: string,
): Promise<number[]> {
  const transfers = await selectTransfersOfPayment(ctx, paymentId)
  for (const transfer of transfers) await takeBack(ctx, transfer, reason)
  return transfers.map(({ toContractId }) => toContractId)
}
