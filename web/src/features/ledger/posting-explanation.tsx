import type { StatementLine } from '@altyn/contract/ledger'
import type { ReactNode } from 'react'
import { formatMoney, isNegative } from '../../lib/format/money.ts'
import { formatMonth } from '../../lib/format/time.ts'
import { type Language, type Texts, useLanguage, useTexts } from '../../lib/i18n.ts'
import { paths } from '../../lib/path-builder.ts'
import { usePermissions } from '../../lib/permissions.ts'
import { GoLink } from '../../ui/actions/go-link.tsx'
import { ExplainDrawer, type ExplainStep } from '../../ui/pieces/explain-drawer.tsx'
import { Facts } from '../../ui/pieces/facts.tsx'
import { Day, Instant } from '../../ui/pieces/moment.tsx'
import { Money } from '../../ui/pieces/money.tsx'
import { useAuthorName } from './author-names.ts'
import { formatDayRange } from './day-range.ts'
import styles from './ledger.module.css'
import { usePostingTitle } from './posting-words.ts'
import { type FeeExplanation, type KnownExplanation, readExplanation } from './read-explanation.ts'

type PostingExplanationProps = {
  /** The line that is being asked about; nothing is shown without one. */
  line: StatementLine | undefined
  login: string | undefined
  onClose: () => void
}

/** Why a line of the statement is there and why it is so much, in words that can be read out to a caller. */
export function PostingExplanation({ line, login, onClose }: PostingExplanationProps) {
  const t = useTexts('ledger')
  const [language] = useLanguage()
  const titleOf = usePostingTitle()
  const known = line && readExplanation(line.explanation)
  const write = { t, language, currency: line?.amount.currency ?? '' }
  return (
    <ExplainDrawer
      isOpen={line !== undefined}
      onClose={onClose}
      title={line ? titleOf(line) : ''}
      answer={line && <Answer line={line} known={known} />}
      steps={known?.kind === 'fee' ? feeSteps(known, write) : []}
      total={line && <Money value={line.amount} isSigned isPlain />}
    >
      {line && <LineFacts line={line} login={login} known={known} />}
    </ExplainDrawer>
  )
}

function Answer(props: { line: StatementLine; known: KnownExplanation | undefined }): ReactNode {
  const { line, known } = props
  const t = useTexts('ledger')
  const [language] = useLanguage()
  const sum = formatMoney(unsigned(line.amount), language)
  if (known?.kind === 'fee') {
    const values = { sum, month: formatMonth(known.month, language) }
    return t(isNegative(line.amount.amount) ? 'answer.charged' : 'answer.returned', values)
  }
  if (known?.kind === 'payment') return t(`answer.payment.${known.step ?? 'new'}`, { sum })
  if (known?.kind === 'reversal') {
    return t(known.reason ? 'answer.reversalFor' : 'answer.reversal', { reason: known.reason })
  }
  return t(`answer.${line.kind}`, { sum })
}

type Writing = { t: Texts; language: Language; currency: string }

/**
 * Tariff by tariff, then the days that cost nothing, then what had been charged before. The signs
 * are those of the statement, so that the steps add up to its line.
 */
function feeSteps(fee: FeeExplanation, { t, language, currency }: Writing): ExplainStep[] {
  const money = (amount: string) => ({ amount, currency })
  const lines = fee.lines.map((line, index) => ({
    key: `line-${index}`,
    text: t('fee.line', {
      tariff: line.tariff,
      fee: t(`fee.${line.feePeriod}`, { fee: formatMoney(money(line.fee), language) }),
    }),
    note: daysText(line, fee.daysInMonth, { t, language, currency }),
    result: <Money value={money(`-${line.amount}`)} isPlain />,
  }))
  const free = Object.entries(fee.freeDays).map(([kind, days]) => ({
    key: `free-${kind}`,
    text: t(`fee.free.${kind}`),
    note: t('fee.freeDays', { count: days }),
    result: <Money value={money('0.00')} />,
  }))
  const isFirst = /^0\.00$/.test(fee.chargedBefore)
  const before = {
    key: 'before',
    text: t('fee.before'),
    note: t('fee.beforeNote', { sum: formatMoney(money(fee.due), language) }),
    result: <Money value={money(fee.chargedBefore)} isSigned />,
  }
  return isFirst ? [...lines, ...free] : [...lines, ...free, before]
}

/** «17–30 апреля, 14 из 30 дней»; a fee by the day counts days and not parts of the month. */
function daysText(
  { from, until, days, feePeriod }: FeeExplanation['lines'][number],
  total: number,
  { t, language }: Writing,
): string {
  const range = formatDayRange(from, until, language)
  if (feePeriod === 'day') return t('fee.countedDays', { range, count: days })
  return t('fee.days', { range, days, count: total })
}

function LineFacts(props: {
  line: StatementLine
  login: string | undefined
  known: KnownExplanation | undefined
}) {
  const { line, login, known } = props
  const t = useTexts('ledger')
  const can = usePermissions()
  const nameOf = useAuthorName()
  const facts = [
    { key: 'day', label: t('fact.day'), value: <Day value={line.day} /> },
    { key: 'posted', label: t('fact.postedAt'), value: <Instant value={line.postedAt} /> },
    { key: 'author', label: t('fact.author'), value: nameOf(line.author) },
    { key: 'balance', label: t('fact.balance'), value: <Money value={line.balance} /> },
  ]
  const account = { key: 'account', label: t('fact.account'), value: login }
  return (
    <div className={styles.facts}>
      <Facts facts={login ? [...facts, account] : facts} />
      {known?.kind === 'payment' && can('payments.read') && (
        <GoLink to={paths.payment(known.paymentId)}>{t('openPayment')}</GoLink>
      )}
    </div>
  )
}

function unsigned({ amount, currency }: StatementLine['amount']) {
  return { amount: amount.replace('-', ''), currency }
}
