import { listPayments } from '@altyn/contract/payments'
import { CreditCardOutlined } from '@ant-design/icons'
import { usePhone } from '../../lib/browser/media.ts'
import { useTexts } from '../../lib/i18n.ts'
import { useUrlState } from '../../lib/url-state.ts'
import { useList } from '../../lib/use-list.ts'
import { EmptyState } from '../../ui/feedback/empty-state.tsx'
import { ErrorState } from '../../ui/feedback/error-state.tsx'
import { ListFoot } from '../../ui/pages/list-foot.tsx'
import { RowCards } from '../../ui/table/row-cards.tsx'
import { RowTable, type RowTableProps } from '../../ui/table/row-table.tsx'
import { usePaymentColumns } from './payment-columns.tsx'
import { PaymentPanel } from './payment-panel.tsx'
import styles from './payments.module.css'

/** The payments of one subscriber; a press on a row opens the payment, and the address says which. */
export function PaymentsTable({ subscriberId }: { subscriberId: number }) {
  const t = useTexts('payments')
  const list = useList(listPayments, { subscriberId })
  const columns = usePaymentColumns({ withPayer: false }).filter(({ isOptional }) => !isOptional)
  const [{ payment }, change] = useUrlState()
  const isPhone = usePhone()
  if (list.state === 'failed') return <ErrorState error={list.error} onRetry={list.reload} />
  if (list.state === 'ready' && list.rows.length === 0) {
    return (
      <EmptyState
        icon={<CreditCardOutlined />}
        title={t('empty.ofSubscriber')}
        text={t('empty.ofSubscriberText')}
      />
    )
  }
  const table: RowTableProps<(typeof list.rows)[number]> = {
    caption: t('title'),
    columns,
    rows: list.state === 'loading' ? undefined : list.rows,
    rowKey: ({ id }) => String(id),
    onOpen: ({ id }) => change({ payment: String(id) }, { isNewStep: true }),
    markedKey: payment,
  }
  return (
    <>
      <div className={styles.box}>
        {isPhone ? <RowCards {...table} /> : <RowTable {...table} />}
        {list.state === 'ready' && <ListFoot list={list} />}
      </div>
      <PaymentPanel />
    </>
  )
}
