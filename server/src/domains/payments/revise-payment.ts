import type { Context } from '#platform/context'
import { tell } from '#platform/outbox'
import { Refusal } from '#platform/refusal'
import { readToday } from '../accounts/index.ts'
import { firstOpenDay, moneyCode, post, reversePosting, walletCode } from '../ledger/index.ts'
import { getContract } from '../subscribers/index.ts'
import { paymentKey } from './accept-payment.ts'
import { findPayment, insertRevision, type PaymentRow, updatePayment } from './payments.store.ts'
import { faultOf, type Step, stepTo } from './rules/revision.ts'
import { redistributePayment, takeBackRedistribution } from './transfers/redistribute-payment.ts'

export async function getPayment(ctx: Context, id: number): Promise<PaymentRow> {
  const payment = await findPayment(ctx, id)
  if (!payment) throw new Refusal('payments.payment.not-found', { id })
  return payment
}

/**
 * Corrects, moves, cancels or restores a payment: a new revision, the old posting mirrored and the
 * new one posted. Nothing of before is lost.
 */
export async function revisePayment(
  ctx: Context,
  { id, version, reason, step }: { id: number; version: number; reason: string; step: Step },
): Promise<PaymentRow> {
  const payment = await getPayment(ctx, id)
  const before = { ...payment, isCancelled: payment.cancelledAt !== null }
  const fault = faultOf(before, step)
  if (fault) throw new Refusal(fault, { id })
  const after = stepTo(before, step)
  const contract = await getContract(ctx, after.contractId)
  const isChanged = await updatePayment(ctx, id, version, after)
  if (!isChanged) throw new Refusal('platform.version-mismatch')
  const revised = await getPayment(ctx, id)
  await insertRevision(ctx, id, { ...revised, kind: step.kind, reason })
  const day = await firstOpenDay(ctx, await readToday(ctx))
  const freed = await takeBackRedistribution(ctx, id, reason)
  if (!before.isCancelled) await reversePosting(ctx, { key: paymentKey(payment), day, reason })
  if (!after.isCancelled) {
    await post(ctx, [
      {
        key: paymentKey(revised),
        kind: 'payment',
        day,
        from: moneyCode(revised.method, contract.operatorId),
        to: walletCode(contract.id),
        amountMinor: after.amountMinor,
        contractId: contract.id,
        title: revised.documentNumber,
        explanation: { kind: 'payment', paymentId: id, method: revised.method, step: step.kind },
      },
    ])
  }
  const covered = after.isCancelled ? [] : await redistributePayment(ctx, revised)
  const contractIds = [...new Set([payment.contractId, after.contractId, ...freed, ...covered])]
  await tell(ctx, 'payments.revised', { paymentId: id, contractIds })
  return revised
}
