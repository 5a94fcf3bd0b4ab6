import {
  cancelPayment,
  correctPayment,
  movePayment,
  type PaymentCard,
  restorePayment,
} from '@altyn/contract/payments'
import { Form, Input } from 'antd'
import { isZero, readAmount, subtractAmounts } from '../../lib/format/money.ts'
import { useTexts } from '../../lib/i18n.ts'
import { useDeed } from '../../lib/use-call.ts'
import { useDraft } from '../../ui/fields/draft-form.tsx'
import { Field } from '../../ui/fields/field.tsx'
import { MoneyField } from '../../ui/fields/money-field.tsx'
import { SideForm } from '../../ui/pages/side-form.tsx'
import { BalanceEffect, type BalanceMove } from './balance-effect.tsx'
import { ContractField } from './contract-field.tsx'
import { TOUCHED_BY_PAYMENTS } from './payable-contract.ts'

type ReviseProps = { payment: PaymentCard; onClose: () => void }

/** A deed with a payment that was taken; each shows where the money goes before it is done. */
export function ReviseForm({ deed, ...props }: ReviseProps & { deed: string }) {
  if (deed === 'correct') return <CorrectForm {...props} />
  if (deed === 'move') return <MoveForm {...props} />
  return <TurnForm {...props} isCancelling={deed !== 'restore'} />
}

function CorrectForm({ payment, onClose }: ReviseProps) {
  const t = useTexts('payments')
  const deed = useDeed(correctPayment, useRevising('correct'))
  return (
    <SideForm
      title={t('correct.title', { number: payment.id })}
      saveLabel={t('correct.submit')}
      schema={correctPayment.body}
      initial={{ amount: payment.amount.amount, reason: '' }}
      onSave={(body) => deed.mutateAsync({ ...editOf(payment), body })}
      onClose={onClose}
    >
      <Field name="amount" label={t('correct.amount')} isRequired>
        <MoneyField currency={payment.amount.currency} />
      </Field>
      <ReasonField hint={t('correct.reasonHint')} />
      <CorrectEffect payment={payment} />
    </SideForm>
  )
}

function CorrectEffect({ payment }: { payment: PaymentCard }) {
  const t = useTexts('payments')
  const { form } = useDraft()
  const typed: unknown = Form.useWatch('amount', { form, preserve: true })
  const amount = readAmount(String(typed ?? ''))
  if (amount === undefined) return null
  const change = subtractAmounts(amount, payment.amount.amount)
  return isZero(change) ? null : (
    <BalanceEffect moves={[moveOf(payment, change)]} note={t('effect.kept')} />
  )
}

function MoveForm({ payment, onClose }: ReviseProps) {
  const t = useTexts('payments')
  const deed = useDeed(movePayment, useRevising('move'))
  return (
    <SideForm
      title={t('move.title', { number: payment.id })}
      saveLabel={t('move.submit')}
      schema={movePayment.body}
      initial={{ contractId: undefined, reason: '' }}
      onSave={(body) => deed.mutateAsync({ ...editOf(payment), body })}
      onClose={onClose}
    >
      <Field name="contractId" label={t('move.contract')} isRequired>
        <ContractField exceptId={payment.contractId} />
      </Field>
      <ReasonField hint={t('move.reasonHint')} />
      <MoveEffect payment={payment} />
    </SideForm>
  )
}

function MoveEffect({ payment }: { payment: PaymentCard }) {
  const t = useTexts('payments')
  const { form } = useDraft()
  const contractId: unknown = Form.useWatch('contractId', { form, preserve: true })
  if (typeof contractId !== 'number') return null
  const { amount } = payment.amount
  const arrival = { contractId, change: amount, currency: payment.amount.currency }
  return (
    <BalanceEffect
      moves={[moveOf(payment, subtractAmounts('0', amount)), arrival]}
      note={t('effect.kept')}
    />
  )
}

/** Cancelling and restoring are the two directions of one turn. */
function TurnForm({ payment, onClose, isCancelling }: ReviseProps & { isCancelling: boolean }) {
  const t = useTexts('payments')
  const cancel = useDeed(cancelPayment, useRevising('cancel'))
  const restore = useDeed(restorePayment, useRevising('restore'))
  const word = isCancelling ? 'cancel' : 'restore'
  const { amount } = payment.amount
  return (
    <SideForm
      title={t(`${word}.title`, { number: payment.id })}
      saveLabel={t(`${word}.submit`)}
      isDanger={isCancelling}
      schema={cancelPayment.body}
      initial={{ reason: '' }}
      onSave={(body) => (isCancelling ? cancel : restore).mutateAsync({ ...editOf(payment), body })}
      onClose={onClose}
    >
      <ReasonField hint={t(`${word}.reasonHint`)} />
      <BalanceEffect
        moves={[moveOf(payment, isCancelling ? subtractAmounts('0', amount) : amount)]}
        note={t('effect.kept')}
      />
    </SideForm>
  )
}

function ReasonField({ hint }: { hint: string }) {
  const t = useTexts('payments')
  return (
    <Field name="reason" label={t('reason')} isRequired hint={hint}>
      <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} />
    </Field>
  )
}

function useRevising(word: 'correct' | 'move' | 'cancel' | 'restore') {
  const t = useTexts('payments')
  return {
    refresh: TOUCHED_BY_PAYMENTS,
    isFailureShownByCaller: true,
    done: (payment: PaymentCard) => t(`${word}.done`, { number: payment.id }),
  }
}

function editOf({ id, revision }: PaymentCard) {
  return { params: { id }, ifMatch: revision }
}

function moveOf(payment: PaymentCard, change: string): BalanceMove {
  const { contractId, contractNumber, amount } = payment
  return { contractId, contractNumber, change, currency: amount.currency }
}
