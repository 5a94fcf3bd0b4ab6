import type { Payment } from '@altyn/contract/payments'
import { formatFigures } from '../../lib/format/money.ts'
import { formatInstant } from '../../lib/format/time.ts'
import { type Language, type Texts, useLanguage, useTexts } from '../../lib/i18n.ts'
import { useZone } from '../../lib/operator.ts'
import { Day, Instant } from '../../ui/pieces/moment.tsx'
import { Money } from '../../ui/pieces/money.tsx'
import { StatusTag } from '../../ui/pieces/status-tag.tsx'
import type { Column } from '../../ui/table/column.ts'
import styles from './payments.module.css'

/** The columns of payments; where the payer is known anyway, the payer is left out. */
export function usePaymentColumns({ withPayer }: { withPayer: boolean }): Column<Payment>[] {
  const t = useTexts('payments')
  const [language] = useLanguage()
  const zone = useZone()
  const payer: Column<Payment> = {
    key: 'payer',
    title: t('payer'),
    width: 200,
    card: 'title',
    cell: ({ subscriberName }) => subscriberName,
    text: ({ subscriberName }) => subscriberName,
  }
  return [
    {
      key: 'paidOn',
      title: t('paidOn'),
      width: 110,
      card: withPayer ? 'line' : 'title',
      cell: ({ paidOn }) => <Day value={paidOn} />,
      text: ({ paidOn }) => paidOn,
    },
    ...(withPayer ? [payer] : []),
    {
      key: 'contract',
      title: t('contract'),
      width: 115,
      cell: ({ contractNumber }) => contractNumber,
      text: ({ contractNumber }) => contractNumber,
    },
    {
      key: 'amount',
      title: t('amount'),
      width: 120,
      isNumber: true,
      card: 'aside',
      cell: (payment) => <AmountCell payment={payment} />,
      text: ({ amount }) => formatFigures(amount.amount, language),
    },
    {
      key: 'state',
      title: t('stateLabel'),
      width: 115,
      cell: (payment) => <PaymentState payment={payment} isBare />,
      text: ({ cancelledAt, revision }) => t(`state.${stateOf({ cancelledAt, revision })}`),
    },
    {
      key: 'method',
      title: t('methodLabel'),
      width: 105,
      cell: ({ method }) => t(`method.${method}`),
      text: ({ method }) => t(`method.${method}`),
    },
    {
      key: 'documentNumber',
      title: t('documentNumber'),
      width: 125,
      cell: ({ documentNumber }) => documentNumber || '—',
      text: ({ documentNumber }) => documentNumber,
    },
    ...originColumns(t, { withPayer, language, zone }),
  ]
}

/** Where a payment came from: of second interest, mostly hidden until somebody asks. */
function originColumns(
  t: Texts,
  { withPayer, language, zone }: { withPayer: boolean; language: Language; zone: string },
): Column<Payment>[] {
  return [
    {
      key: 'comment',
      title: t('comment'),
      isOptional: true,
      card: 'none',
      cell: ({ comment }) => comment,
      text: ({ comment }) => comment,
    },
    {
      key: 'receivedAt',
      title: t('receivedAt'),
      width: 140,
      isOptional: !withPayer,
      cell: ({ receivedAt }) => <Instant value={receivedAt} />,
      text: ({ receivedAt }) => formatInstant(receivedAt, zone, language),
    },
    {
      key: 'author',
      title: t('author'),
      width: 135,
      card: 'none',
      cell: ({ authorName }) => authorName,
      text: ({ authorName }) => authorName,
    },
    {
      key: 'number',
      title: t('number'),
      width: 90,
      isOptional: true,
      card: 'none',
      cell: ({ id }) => id,
      text: ({ id }) => String(id),
    },
  ]
}

/** The money of a cancelled payment is crossed out: it is not on the contract. */
export function AmountCell({ payment }: { payment: Payment }) {
  const sum = <Money value={payment.amount} isPlain isStrong />
  return payment.cancelledAt ? <del className={styles.cancelled}>{sum}</del> : sum
}

type StateProps = { payment: Pick<Payment, 'cancelledAt' | 'revision'>; isBare?: boolean }

/** Taken, changed afterwards, or cancelled. */
export function PaymentState({ payment, isBare }: StateProps) {
  const t = useTexts('payments')
  const state = stateOf(payment)
  const tone = { accepted: 'ok', changed: 'note', cancelled: 'quiet' } as const
  return <StatusTag tone={tone[state]} label={t(`state.${state}`)} isBare={isBare} />
}

function stateOf({ cancelledAt, revision }: Pick<Payment, 'cancelledAt' | 'revision'>) {
  if (cancelledAt) return 'cancelled'
  return revision > 1 ? 'changed' : 'accepted'
}
