import type { StatementLine } from '@altyn/contract/ledger'
import { usePhone } from '../../lib/browser/media.ts'
import { formatFigures } from '../../lib/format/money.ts'
import { formatDay, formatPeriod } from '../../lib/format/time.ts'
import { useLanguage, useTexts } from '../../lib/i18n.ts'
import { Day, Period } from '../../ui/pieces/moment.tsx'
import { Money } from '../../ui/pieces/money.tsx'
import type { Column } from '../../ui/table/column.ts'
import styles from './ledger.module.css'
import { usePostingTitle } from './posting-words.ts'

/** The columns of a statement; the account is shown only where there are several. */
export function useStatementColumns(
  logins: ReadonlyMap<number, string>,
): readonly Column<StatementLine>[] {
  const t = useTexts('ledger')
  const [language] = useLanguage()
  const titleOf = usePostingTitle()
  const isPhone = usePhone()
  const loginOf = ({ accountId }: StatementLine) => logins.get(accountId ?? 0) ?? ''
  const account: Column<StatementLine> = {
    key: 'account',
    title: t('column.account'),
    width: 120,
    cell: (line) => <span className={styles.code}>{loginOf(line)}</span>,
    text: loginOf,
  }
  const title: Column<StatementLine> = {
    key: 'title',
    title: t('column.title'),
    width: 260,
    cell: (line) => <span title={titleOf(line)}>{titleOf(line)}</span>,
    text: titleOf,
  }
  const day: Column<StatementLine> = {
    key: 'day',
    title: t('column.day'),
    width: 100,
    cell: (line) => <Day value={line.day} />,
    text: (line) => formatDay(line.day, language),
  }
  return [
    // A table is read by its days; a card on a phone is named by what happened.
    ...(isPhone ? [title, day] : [day, title]),
    {
      key: 'period',
      title: t('column.period'),
      width: 140,
      cell: ({ period }) => period && <Period {...period} />,
      text: ({ period }) => (period ? formatPeriod(period.from, period.until, language) : ''),
    },
    ...(logins.size > 1 ? [account] : []),
    {
      key: 'amount',
      title: t('column.amount'),
      width: 125,
      isNumber: true,
      card: 'aside',
      cell: ({ amount }) => <Money value={amount} isSigned isPlain />,
      text: ({ amount }) => formatFigures(amount.amount, language),
    },
    {
      key: 'balance',
      title: t('column.balance'),
      width: 125,
      isNumber: true,
      cell: ({ balance }) => <Money value={balance} />,
      text: ({ balance }) => formatFigures(balance.amount, language),
    },
  ]
}
