import type { StatementLine } from '@altyn/contract/ledger'
import type { ReactNode } from 'react'
import { formatMoney, isNegative } from '../../lib/format/money.ts'
import { useLanguage, useTexts } from '../../lib/i18n.ts'
import { paths } from '../../lib/path-builder.ts'
import { usePermissions } from '../../lib/permissions.ts'
import { GoLink } from '../../ui/actions/go-link.tsx'
import { ExplainDrawer } from '../../ui/pieces/explain-drawer.tsx'
import { Facts } from '../../ui/pieces/facts.tsx'
import { Day, Instant } from '../../ui/pieces/moment.tsx'
import { Money } from '../../ui/pieces/money.tsx'
import { useAuthorName } from './author-names.ts'
import { chargeSteps, formatTime } from './charge-steps.tsx'
import styles from './ledger.module.css'
import { usePostingTitle } from './posting-words.ts'
import { isCharge, type KnownExplanation, readExplanation } from './read-explanation.ts'

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
      steps={known && isCharge(known) ? chargeSteps(known, write) : []}
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
  if (known && isCharge(known)) {
    const isCharged = isNegative(line.amount.amount)
    const kind = isCharged ? `answer.charged.${known.kind}` : 'answer.returned'
    return t(kind, { sum, month: formatTime(known.month, language) })
  }
  if (known?.kind === 'payment') return t(`answer.payment.${known.step ?? 'new'}`, { sum })
  if (known?.kind === 'reversal') {
    return t(known.reason ? 'answer.reversalFor' : 'answer.reversal', { reason: known.reason })
  }
  return t(`answer.${line.kind}`, { sum })
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
