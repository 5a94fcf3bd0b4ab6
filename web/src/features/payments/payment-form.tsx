import { acceptPayment, type PaymentCard, paymentForm } from '@altyn/contract/payments'
import { type ReactNode, useRef, useState } from 'react'
import type { CallInput } from '../../lib/api-client.ts'
import { useRemembered } from '../../lib/browser/remembered.ts'
import { useTexts } from '../../lib/i18n.ts'
import { useToday } from '../../lib/operator.ts'
import { randomKey, useDeed } from '../../lib/use-call.ts'
import { SideForm } from '../../ui/pages/side-form.tsx'
import { AcceptedPayment } from './accepted-payment.tsx'
import { type PayableContract, TOUCHED_BY_PAYMENTS } from './payable-contract.ts'
import { PaymentFields } from './payment-fields.tsx'

type PaymentFormProps = {
  /** The contracts of the payer; empty while the payer is still being looked for. */
  contracts: readonly PayableContract[]
  contractId?: number
  amount?: string
  /** Something above the fields: who pays, or the search for the payer. */
  payer?: ReactNode
  /** Called after each payment that was taken; the form then offers the next one. */
  onDone?: (payment: PaymentCard) => void
  /** What «next payment» begins with; the same payer when left out. */
  onNext?: () => void
  onClose: () => void
}

/** The cash desk: takes a payment, shows what has become of the contract, and offers the next payment. */
export function PaymentForm(props: PaymentFormProps) {
  const [round, setRound] = useState(0)
  const next = () => {
    props.onNext?.()
    setRound(round + 1)
  }
  // A form belongs to one payment: the next payment gets a new form and with it a new key.
  return (
    <OnePayment
      {...props}
      key={round}
      amount={round === 0 ? props.amount : undefined}
      onNext={next}
    />
  )
}

/** A second press of a double press must not sweep away what it was shown. */
const PRESS_AGAIN_MILLISECONDS = 800

function OnePayment(props: PaymentFormProps & { onNext: () => void }) {
  const { contracts, contractId, amount = '', payer, onDone, onNext, onClose } = props
  const t = useTexts('payments')
  const ui = useTexts('ui')
  const today = useToday()
  const [method, rememberMethod] = useRemembered<'cash' | 'bank'>('payments.method', 'cash')
  const [accepted, setAccepted] = useState<{
    payment: PaymentCard
    before: PayableContract | undefined
  }>()
  const [idempotencyKey] = useState(randomKey)
  const acceptedAt = useRef(0)
  const release = useRef<() => void>(undefined)
  const accept = useDeed(acceptPayment, {
    refresh: TOUCHED_BY_PAYMENTS,
    isFailureShownByCaller: true,
    onDone: (payment) => {
      rememberMethod(payment.method)
      acceptedAt.current = performance.now()
      // The contracts are read again at once, so how it stood before is kept here.
      setAccepted({ payment, before: contracts.find(({ id }) => id === payment.contractId) })
      release.current?.()
      onDone?.(payment)
    },
  })
  // The desk is free once the payment is taken; what it has touched is read again behind.
  const take = (input: CallInput<typeof acceptPayment>) =>
    new Promise<void>((resolve, reject) => {
      release.current = resolve
      accept.mutateAsync(input).then(() => resolve(), reject)
    })
  const chosen = contractId ?? contracts[0]?.id
  const next = () => {
    if (performance.now() - acceptedAt.current > PRESS_AGAIN_MILLISECONDS) onNext()
  }
  const isReady = contracts.length > 0
  return (
    <SideForm
      title={accepted ? t('accepted.title') : t('accept.title')}
      saveLabel={accepted ? t('accepted.next') : t('accept.submit')}
      closeLabel={accepted && ui('actions.close')}
      schema={paymentForm}
      initial={{ contractId: chosen, amount, method, paidOn: today }}
      reason={isReady ? undefined : t('accept.findFirst')}
      onSave={async (body) => (accepted ? next() : take({ body, idempotencyKey }))}
      // The drawer stays: it shows what has become of the contract.
      onSaved={() => {}}
      onClose={onClose}
    >
      {accepted ? (
        <AcceptedPayment {...accepted} onNext={next} />
      ) : (
        <>
          {payer}
          {isReady && <PaymentFields contracts={contracts} firstId={chosen} />}
        </>
      )}
    </SideForm>
  )
}
