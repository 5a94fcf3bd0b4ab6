import type { SubscriberRow } from '@altyn/contract/reports'
import type { ReactNode } from 'react'
import { formatFigures } from '../../lib/format/money.ts'
import { type Language, useLanguage, useTexts } from '../../lib/i18n.ts'
import { formatPhone } from '../../ui/fields/phone-mask.ts'
import { Money } from '../../ui/pieces/money.tsx'
import { StatusTag } from '../../ui/pieces/status-tag.tsx'
import type { Column } from '../../ui/table/column.ts'
import { KindIcon } from './kind-icon.tsx'
import styles from './subscribers.module.css'

/** A row with more than these would push the others off the screen. */
const CONTRACTS_SHOWN_MAX = 3

/** The columns of the list of subscribers: who, owes how much, what works, where, which phone. */
export function useSubscriberColumns(
  accounts: (row: SubscriberRow) => ReactNode,
): readonly Column<SubscriberRow>[] {
  const t = useTexts('subscribers')
  const [language] = useLanguage()
  return [
    {
      key: 'name',
      title: t('column.name'),
      width: 270,
      sorts: ['name'],
      cell: (row) => <Name row={row} />,
      text: ({ name }) => name,
    },
    {
      key: 'contracts',
      title: t('column.contract'),
      width: 130,
      cell: ({ contracts }) => (
        <Stack row={contracts}>{(contract) => <span>{contract.number}</span>}</Stack>
      ),
      text: ({ contracts }) => contracts.map(({ number }) => number).join(', '),
    },
    {
      key: 'balance',
      title: t('column.balance'),
      width: 125,
      isNumber: true,
      card: 'aside',
      cell: ({ contracts }) => (
        <Stack row={contracts}>{({ balance }) => <Money value={balance} />}</Stack>
      ),
      text: ({ contracts }) => balanceText(contracts, language),
    },
    {
      key: 'accounts',
      title: t('column.accounts'),
      width: 250,
      cell: accounts,
      text: (row) => row.accounts.map(({ login }) => login).join(', '),
    },
    {
      key: 'address',
      title: t('column.address'),
      width: 260,
      cell: ({ address }) => <span title={address}>{address}</span>,
      text: ({ address }) => address,
    },
    {
      key: 'phone',
      title: t('column.phone'),
      width: 155,
      cell: ({ phone }) => formatPhone(phone),
      text: ({ phone }) => phone,
    },
  ]
}

function Name({ row: { name, kind, isArchived } }: { row: SubscriberRow }) {
  const t = useTexts('subscribers')
  return (
    <span className={styles.name}>
      <KindIcon kind={kind} />
      <span className={styles.nameText} title={name}>
        {name}
      </span>
      {isArchived && <StatusTag tone="quiet" label={t('archived')} />}
    </span>
  )
}

type RowContract = SubscriberRow['contracts'][number]

/** Numbers and balances stand in two columns; the same order and height keep them side by side. */
function Stack(props: {
  row: readonly RowContract[]
  children: (contract: RowContract) => ReactNode
}) {
  const { row, children } = props
  const shown = row.slice(0, CONTRACTS_SHOWN_MAX)
  return (
    <span className={styles.stack}>
      {shown.map((contract) => (
        <span key={contract.id}>{children(contract)}</span>
      ))}
      {row.length > shown.length && (
        <span className={styles.quiet}>+{row.length - shown.length}</span>
      )}
    </span>
  )
}

function balanceText(contracts: readonly RowContract[], language: Language): string {
  return contracts.map(({ balance }) => formatFigures(balance.amount, language)).join('; ')
}
