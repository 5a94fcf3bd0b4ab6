import { type PaymentCard, readPayment } from '@altyn/contract/payments'
import { Drawer } from 'antd'
import { useTexts } from '../../lib/i18n.ts'
import { paths } from '../../lib/path-builder.ts'
import { usePermissions } from '../../lib/permissions.ts'
import { useUrlState } from '../../lib/url-state.ts'
import { useCall } from '../../lib/use-call.ts'
import { GoLink } from '../../ui/actions/go-link.tsx'
import { ReasonedButton } from '../../ui/actions/reasoned-button.tsx'
import { ErrorState } from '../../ui/feedback/error-state.tsx'
import { SkeletonLines } from '../../ui/feedback/skeleton.tsx'
import { type Fact, Facts } from '../../ui/pieces/facts.tsx'
import { HistoryList } from '../../ui/pieces/history-list.tsx'
import { Day, Instant } from '../../ui/pieces/moment.tsx'
import { AmountCell, PaymentState } from './payment-columns.tsx'
import styles from './payments.module.css'
import { ReviseForm } from './revise-form.tsx'
import { useRevisionHistory } from './revision-history.tsx'

/** The payment that the address names, beside whatever page is open: what it is, what became of it, what can be done. */
export function PaymentPanel() {
  const t = useTexts('payments')
  const can = usePermissions()
  const [{ payment: text, deed }, change] = useUrlState()
  const id = /^\d+$/.test(text ?? '') ? Number(text) : undefined
  const answer = useCall(readPayment, { params: { id: id ?? 0 } }, { isEnabled: id !== undefined })
  const payment = answer.data?.id === id ? answer.data : undefined
  if (id === undefined) return null
  return (
    <>
      <Drawer
        open
        title={t('panel.title', { number: id })}
        size="min(480px, 100vw)"
        onClose={() => change({ payment: undefined, deed: undefined })}
      >
        {payment ? (
          <PaymentContent payment={payment} />
        ) : answer.error ? (
          <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
        ) : (
          <SkeletonLines count={8} />
        )}
      </Drawer>
      {payment && deed && can('payments.correct') && (
        <ReviseForm
          key={deed}
          deed={deed}
          payment={payment}
          onClose={() => change({ deed: undefined })}
        />
      )}
    </>
  )
}

function PaymentContent({ payment }: { payment: PaymentCard }) {
  const t = useTexts('payments')
  const history = useRevisionHistory(payment)
  const facts = usePaymentFacts(payment)
  return (
    <div className={styles.panel}>
      <div className={styles.panelHead}>
        <span className={styles.panelSum}>
          <AmountCell payment={payment} />
        </span>
        <PaymentState payment={payment} />
      </div>
      <Deeds payment={payment} />
      <Facts facts={facts} />
      <section className={styles.panelHistory}>
        <h2>{t('panel.history')}</h2>
        <HistoryList items={history} />
      </section>
    </div>
  )
}

function Deeds({ payment }: { payment: PaymentCard }) {
  const t = useTexts('payments')
  const can = usePermissions()
  const [, change] = useUrlState()
  if (!can('payments.correct')) return null
  const isCancelled = payment.cancelledAt !== null
  const reason = isCancelled ? t('deeds.isCancelled') : undefined
  const open = (deed: string) => change({ deed }, { isNewStep: true })
  return (
    <div className={styles.deeds}>
      <ReasonedButton reason={reason} onClick={() => open('correct')}>
        {t('deeds.correct')}
      </ReasonedButton>
      <ReasonedButton reason={reason} onClick={() => open('move')}>
        {t('deeds.move')}
      </ReasonedButton>
      {isCancelled ? (
        <ReasonedButton onClick={() => open('restore')}>{t('deeds.restore')}</ReasonedButton>
      ) : (
        <ReasonedButton danger onClick={() => open('cancel')}>
          {t('deeds.cancel')}
        </ReasonedButton>
      )}
    </div>
  )
}

function usePaymentFacts(payment: PaymentCard): Fact[] {
  const t = useTexts('payments')
  const { subscriberId, subscriberName, contractId, contractNumber } = payment
  const card = paths.subscriber(subscriberId, { contract: contractId })
  return [
    {
      key: 'payer',
      label: t('payer'),
      value: <GoLink to={card}>{subscriberName}</GoLink>,
    },
    { key: 'contract', label: t('contract'), value: contractNumber },
    { key: 'paidOn', label: t('paidOn'), value: <Day value={payment.paidOn} /> },
    { key: 'method', label: t('methodLabel'), value: t(`method.${payment.method}`) },
    { key: 'documentNumber', label: t('documentNumber'), value: payment.documentNumber },
    { key: 'comment', label: t('comment'), value: payment.comment },
    { key: 'receivedAt', label: t('receivedAt'), value: <Instant value={payment.receivedAt} /> },
    { key: 'author', label: t('author'), value: payment.authorName },
  ].filter(({ value }) => value !== '')
}
