import type { Context } from '#platform/context'
import { invariant } from '#platform/invariant'
import { tell } from '#platform/outbox'
import { Refusal, refuseField } from '#platform/refusal'
import { readToday } from '../accounts/index.ts'
import { firstOpenDay, moneyCode, post, walletCode } from '../ledger/index.ts'
import { getContract } from '../subscribers/index.ts'
import {
  findPaymentBySource,
  insertPayment,
  insertRevision,
  type NewPayment,
  type PaymentRow,
} from './payments.store.ts'
import { redistributePayment } from './transfers/redistribute-payment.ts'

/**
 * Takes a payment onto a contract. A source that brings the same number again gets the first
 * payment back and nothing is posted; the same number with another amount or contract is refused.
 * What it leaves on a main contract goes to the debts of those subordinate to it, at once.
 */
export async function acceptPayment(
  ctx: Context,
  form: Omit<NewPayment, 'currency'>,
): Promise<{ payment: PaymentRow; isRepeat: boolean }> {
  const contract = await getContract(ctx, form.contractId)
  await refuseWrongDay(ctx, form.paidOn)
  const id = await insertPayment(ctx, { ...form, currency: contract.currency })
  const payment = await findPaymentBySource(ctx, form)
  invariant(payment, 'a payment that conflicts or was written can be found')
  if (id === undefined) {
    refuseDifferent(payment, form)
    return { payment, isRepeat: true }
  }
  await insertRevision(ctx, payment.id, { ...payment, kind: 'new', reason: '' })
  await post(ctx, [
    {
      key: paymentKey(payment),
      kind: 'payment',
      day: form.paidOn,
      from: moneyCode(form.method, contract.operatorId),
      to: walletCode(contract.id),
      amountMinor: form.amountMinor,
      contractId: contract.id,
      title: form.documentNumber,
      explanation: { kind: 'payment', paymentId: payment.id, method: form.method },
    },
  ])
  const others = await redistributePayment(ctx, payment)
  const contractIds = [contract.id, ...others]
  await tell(ctx, 'payments.accepted', { paymentId: payment.id, contractIds })
  return { payment, isRepeat: false }
}

/** The ledger key of a payment as it stands after its latest revision. */
export function paymentKey({ id, revision }: { id: number; revision: number }): string {
  return `payment:${id}:${revision}`
}

async function refuseWrongDay(ctx: Context, paidOn: Temporal.PlainDate): Promise<void> {
  if (Temporal.PlainDate.compare(paidOn, await readToday(ctx)) > 0) {
    throw refuseField('payments.in-the-future', 'paidOn')
  }
  const open = await firstOpenDay(ctx, paidOn)
  if (!open.equals(paidOn)) {
    throw refuseField('payments.period-closed', 'paidOn', { openFrom: open.toString() })
  }
}

function refuseDifferent(first: PaymentRow, again: Omit<NewPayment, 'currency'>): void {
  const isSame = first.amountMinor === again.amountMinor && first.contractId === again.contractId
  if (!isSame) throw new Refusal('payments.duplicate', { paymentId: first.id })
}
