import { explainContract } from '@altyn/contract/blocking'
import type { PaymentCard } from '@altyn/contract/payments'
import { CheckCircleFilled } from '@ant-design/icons'
import { useState } from 'react'
import { useShortcut } from '../../lib/browser/shortcut.ts'
import { formatMoney, isZero, type MoneyValue, sumAmounts } from '../../lib/format/money.ts'
import { useLanguage, useTexts } from '../../lib/i18n.ts'
import { usePermissions } from '../../lib/permissions.ts'
import { useCall } from '../../lib/use-call.ts'
import { AlertLine } from '../../ui/feedback/alert-line.tsx'
import { Facts } from '../../ui/pieces/facts.tsx'
import { Money } from '../../ui/pieces/money.tsx'
import type { PayableContract } from './payable-contract.ts'
import styles from './payments.module.css'

/** A payment is followed by charges and by opening the service; they come within a moment. */
const LOOK_AGAIN_MILLISECONDS = 2000

type AcceptedPaymentProps = {
  payment: PaymentCard
  before: PayableContract | undefined
  onNext: () => void
}

/** What has become of the contract, in the place of the fields; `Ctrl+Enter` goes on to the next payment. */
export function AcceptedPayment({ payment, before, onNext }: AcceptedPaymentProps) {
  useShortcut({ code: 'Enter', withControl: true, onPress: onNext })
  return (
    <>
      <div className={styles.accepted} role="status">
        <CheckCircleFilled className={styles.acceptedIcon} aria-hidden />
        <div className={styles.acceptedSum}>
          <Money value={payment.amount} isPlain />
        </div>
        <div>{payment.subscriberName}</div>
      </div>
      <Outcome payment={payment} before={before} />
    </>
  )
}

function Outcome({ payment, before }: Pick<AcceptedPaymentProps, 'payment' | 'before'>) {
  const t = useTexts('payments')
  const [language] = useLanguage()
  const money = useMoneyAfter(payment)
  const expected = before && {
    amount: sumAmounts([before.balance.amount, payment.amount.amount]),
    currency: payment.amount.currency,
  }
  const toPay = money?.toPay
  const wasBlocked = before !== undefined && !isZero(before.toPay.amount)
  return (
    <>
      <Facts
        facts={[
          { key: 'contract', label: t('contract'), value: payment.contractNumber },
          { key: 'number', label: t('number'), value: payment.id },
          ...balanceFact(t('newBalance'), money?.balance ?? expected),
        ]}
      />
      {toPay && !isZero(toPay.amount) && (
        <div className={styles.acceptedNote}>
          <AlertLine
            tone="warn"
            title={t('accepted.stillToPay', { sum: formatMoney(toPay, language) })}
          />
        </div>
      )}
      {toPay && isZero(toPay.amount) && wasBlocked && (
        <div className={styles.acceptedNote}>
          <AlertLine tone="ok" title={t('accepted.opened')} />
        </div>
      )}
    </>
  )
}

function balanceFact(label: string, balance: MoneyValue | undefined) {
  return balance ? [{ key: 'balance', label, value: <Money value={balance} isStrong /> }] : []
}

/** The contract as it stands after the payment; answers from before it are not shown. */
function useMoneyAfter({ contractId }: PaymentCard) {
  const can = usePermissions()
  const [acceptedAt] = useState(() => Temporal.Now.instant().epochMilliseconds)
  const answer = useCall(
    explainContract,
    { params: { contractId } },
    { isEnabled: can('accounts.read'), everyMilliseconds: LOOK_AGAIN_MILLISECONDS },
  )
  return answer.dataUpdatedAt > acceptedAt ? answer.data : undefined
}
