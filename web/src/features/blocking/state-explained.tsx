import type { ContractExplanation } from '@altyn/contract/blocking'
import type { ReactNode } from 'react'
import { formatMoney } from '../../lib/format/money.ts'
import { type Texts, useLanguage, useTexts } from '../../lib/i18n.ts'
import { Explained, type ExplainStep } from '../../ui/pieces/explain-drawer.tsx'
import { Instant } from '../../ui/pieces/moment.tsx'
import { Money } from '../../ui/pieces/money.tsx'

type AccountExplanation = ContractExplanation['accounts'][number]

type StateExplainedProps = {
  login: string
  account: AccountExplanation
  money: ContractExplanation
  /** The state itself. */
  children: ReactNode
}

/** Puts «why?» beside the state of an account that does not work; the drawer can be read out to a caller. */
export function StateExplained({ login, account, money, children }: StateExplainedProps) {
  const t = useTexts('blocking')
  const [language] = useLanguage()
  if (account.blocks.length === 0 || account.state === 'closed') return children
  const isMoney = account.blocks.some(({ kind }) => kind === 'money')
  const sum = formatMoney(money.toPay, language)
  return (
    <Explained
      drawer={{
        title: t('explain.title', { login }),
        answer: t(`explain.${answerTo(account)}`, { sum }),
        steps: [...blockSteps(account, t), ...(isMoney ? moneySteps(account, money, t) : [])],
      }}
    >
      {children}
    </Explained>
  )
}

/** Money opens what money has closed; a block by hand waits for a person. */
function answerTo({ blocks }: AccountExplanation): 'pay' | 'lift' | 'both' {
  const byMoney = blocks.filter(({ kind }) => kind === 'money').length
  if (byMoney === 0) return 'lift'
  return byMoney === blocks.length ? 'pay' : 'both'
}

function blockSteps({ blocks }: AccountExplanation, t: Texts): ExplainStep[] {
  return blocks.map(({ kind, since, reason, author }) => ({
    key: kind,
    text: t(`kind.${kind}`),
    note: kind === 'money' ? t('explain.automatic') : [author, reason].filter(Boolean).join(' · '),
    result: <Instant value={since} />,
  }))
}

function moneySteps(
  { needed }: AccountExplanation,
  { balance, creditLimit, available, toPay }: ContractExplanation,
  t: Texts,
): ExplainStep[] {
  return [
    { key: 'balance', text: t('explain.balance'), result: <Money value={balance} /> },
    { key: 'credit', text: t('explain.credit'), result: <Money value={creditLimit} /> },
    {
      key: 'available',
      text: t('explain.available'),
      result: <Money value={available} isStrong />,
    },
    {
      key: 'needed',
      text: t('explain.needed'),
      note: t('explain.neededNote'),
      result: <Money value={needed} />,
    },
    { key: 'toPay', text: t('explain.toPay'), result: <Money value={toPay} isStrong /> },
  ]
}
