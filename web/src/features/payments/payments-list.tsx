import { listPayments, METHODS, type Payment } from '@altyn/contract/payments'
import { CreditCardOutlined, PlusOutlined } from '@ant-design/icons'
import { useTexts } from '../../lib/i18n.ts'
import { useToday } from '../../lib/operator.ts'
import { usePermissions } from '../../lib/permissions.ts'
import { useUrlState } from '../../lib/url-state.ts'
import { useList } from '../../lib/use-list.ts'
import type { Action } from '../../ui/actions/action-bar.tsx'
import { ListPage } from '../../ui/pages/list-page.tsx'
import type { Filter } from '../../ui/table/filter.ts'
import { useListView } from '../../ui/table/use-list-view.ts'
import { ContractFilter } from './contract-field.tsx'
import { usePaymentColumns } from './payment-columns.tsx'
import { PaymentSums } from './payment-sums.tsx'
import { toQuestion } from './payments-question.ts'

/** All payments, the newest first, with what they come to; a press on a row opens the payment. */
export function PaymentsList({ onAccept }: { onAccept: () => void }) {
  const t = useTexts('payments')
  const can = usePermissions()
  const today = useToday()
  const view = useListView('payments', listPayments.query)
  const question = toQuestion(view.query)
  const list = useList(listPayments, question)
  const [{ payment }, change] = useUrlState()
  const accept: Action[] = can('payments.accept')
    ? [
        {
          key: 'accept',
          label: t('accept.action'),
          icon: <PlusOutlined />,
          isPrimary: true,
          onRun: onAccept,
        },
      ]
    : []
  return (
    <ListPage
      title={t('title')}
      view={view}
      list={list}
      columns={usePaymentColumns({ withPayer: true })}
      rowKey={({ id }) => String(id)}
      onOpen={({ id }) =>
        change({ payment: payment === String(id) ? undefined : String(id) }, { isNewStep: true })
      }
      search={{ name: 'q', hint: t('searchHint') }}
      filters={useFilters(list.rows[0])}
      views={[{ name: t('filters.today'), values: { from: today, until: today } }]}
      actions={accept}
      empty={{
        icon: <CreditCardOutlined />,
        title: t('empty.title'),
        text: t('empty.text'),
        actions: accept,
      }}
      exportName={t('file')}
      above={list.rows.length > 0 && <PaymentSums question={question} />}
    />
  )
}

function useFilters(first: Payment | undefined): Filter[] {
  const t = useTexts('payments')
  const can = usePermissions()
  const contract: Filter = {
    kind: 'control',
    name: 'contractId',
    label: t('filters.contract'),
    control: <ContractFilter />,
    // The address knows the contract by its inner number; the rows know the printed one.
    show: (id) => (String(first?.contractId) === id ? (first?.contractNumber ?? id) : `#${id}`),
  }
  return [
    { kind: 'period', name: 'from', untilName: 'until', label: t('filters.period') },
    {
      kind: 'choice',
      name: 'method',
      label: t('filters.method'),
      options: METHODS.map((method) => ({ value: method, label: t(`method.${method}`) })),
    },
    ...(can('subscribers.read') ? [contract] : []),
  ]
}
