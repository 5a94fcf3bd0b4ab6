export type RevisionKind = 'new' | 'corrected' | 'moved' | 'cancelled' | 'restored'
export type PaymentState = { contractId: number; amountMinor: bigint; isCancelled: boolean }
export type Step =
  | { kind: 'corrected'; amountMinor: bigint }
  | { kind: 'moved'; contractId: number }
  | { kind: 'cancelled' }
  | { kind: 'restored' }

/** Why a step makes no sense for a payment, as a refusal code; undefined when it does. */
export function faultOf(payment: PaymentState, step: Step): string | undefined {
  if (step.kind === 'restored') return payment.isCancelled ? undefined : 'payments.not-cancelled'
  if (payment.isCancelled) return 'payments.is-cancelled'
  if (step.kind === 'moved' && step.contractId === payment.contractId) {
    return 'payments.same-contract'
  }
  if (step.kind === 'corrected' && step.amountMinor === payment.amountMinor) {
    return 'payments.same-amount'
  }
  return undefined
}

/** The payment after a step. A cancelled payment remembers its amount, to be restored with it. */
export function stepTo(payment: PaymentState, step: Step): PaymentState {
  if (step.kind === 'corrected') return { ...payment, amountMinor: step.amountMinor }
  if (step.kind === 'moved') return { ...payment, contractId: step.contractId }
  return { ...payment, isCancelled: step.kind === 'cancelled' }
}
