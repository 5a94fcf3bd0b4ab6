import type { SubscriberCard } from '@altyn/contract/reports'
import { EllipsisOutlined, PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { isZero } from '../../lib/format/money.ts'
import { useTexts } from '../../lib/i18n.ts'
import type { Action } from '../../ui/actions/action-bar.tsx'
import { ActionMenu } from '../../ui/actions/action-menu.tsx'
import { ReasonedButton } from '../../ui/actions/reasoned-button.tsx'
import { CopyText } from '../../ui/pieces/copy-text.tsx'
import { Money } from '../../ui/pieces/money.tsx'
import { StatusTag } from '../../ui/pieces/status-tag.tsx'
import styles from './subscribers.module.css'

export type CardContract = SubscriberCard['contracts'][number]

type ContractPanelProps = {
  item: CardContract
  /** What can be done with the contract; the first one is a button, the rest a menu. */
  actions: readonly Action[]
  /** Opens an account; absent for those who may not. */
  onOpenAccount?: () => void
  /** Why no account can be opened here. */
  openReason?: string
  isMarked?: boolean
  /** What a provider keeps about the contract beside the usual. */
  facts?: ReactNode
  /** The accounts. */
  children: ReactNode
}

/** One contract on the card: its number, its money, and the accounts that live on it. */
export function ContractPanel(props: ContractPanelProps) {
  const { item, actions, onOpenAccount, openReason, isMarked, facts, children } = props
  const t = useTexts('subscribers')
  const [first, ...others] = actions
  return (
    <section
      className={styles.contract}
      data-marked={isMarked}
      aria-label={t('contract.named', { number: item.contract.number })}
    >
      <header className={styles.contractHead}>
        <ContractName item={item} facts={facts} />
        <ContractMoney item={item} />
        <div className={styles.contractActions}>
          {first && (
            <ReasonedButton
              size="small"
              icon={first.icon}
              reason={first.reason}
              onClick={first.onRun}
            >
              {first.label}
            </ReasonedButton>
          )}
          {others.length > 0 && <Others item={item} actions={others} />}
        </div>
      </header>
      {item.accounts.length > 0 && <ul>{children}</ul>}
      {item.accounts.length === 0 && <p className={styles.noAccounts}>{t('contract.empty')}</p>}
      {onOpenAccount && (
        <footer className={styles.contractFoot}>
          <ReasonedButton
            type={item.accounts.length === 0 ? 'primary' : 'text'}
            size="small"
            icon={<PlusOutlined />}
            reason={openReason}
            onClick={onOpenAccount}
          >
            {t('contract.openAccount')}
          </ReasonedButton>
        </footer>
      )}
    </section>
  )
}

function ContractName({ item: { contract }, facts }: Pick<ContractPanelProps, 'item' | 'facts'>) {
  const t = useTexts('subscribers')
  const { number, paymentCode, paymentMethod, isNeverBlocked, closedOn } = contract
  return (
    <div className={styles.contractName}>
      <h2>
        <CopyText text={number}>{t('contract.named', { number })}</CopyText>
      </h2>
      <span className={styles.contractFacts}>
        <span>{t(`method.${paymentMethod}`)}</span>
        <span>
          {t('contract.code')} <CopyText text={paymentCode} isCode />
        </span>
        {isNeverBlocked && <StatusTag tone="note" label={t('contract.neverBlockedShort')} isBare />}
        {closedOn && <StatusTag tone="quiet" label={t('contract.closed')} isBare />}
      </span>
      {facts}
    </div>
  )
}

function ContractMoney({ item: { money } }: { item: CardContract }) {
  const t = useTexts('subscribers')
  const hasCredit = !isZero(money.creditLimit.amount)
  return (
    <dl className={styles.contractMoney}>
      <div>
        <dt>{t('money.balance')}</dt>
        <dd>
          <Money value={money.balance} isStrong />
        </dd>
      </div>
      {hasCredit && (
        <>
          <div>
            <dt>{t('money.credit')}</dt>
            <dd>
              <Money value={money.creditLimit} />
            </dd>
          </div>
          <div>
            <dt>{t('money.available')}</dt>
            <dd>
              <Money value={money.available} />
            </dd>
          </div>
        </>
      )}
    </dl>
  )
}

function Others({ item, actions }: { item: CardContract; actions: readonly Action[] }) {
  const t = useTexts('subscribers')
  const label = t('contract.actions', { number: item.contract.number })
  return (
    <ActionMenu
      label={label}
      lines={actions.map((action) => ({ ...action, onRun: () => action.onRun?.() }))}
    >
      <Button
        type="text"
        size="small"
        icon={<EllipsisOutlined />}
        aria-label={label}
        aria-haspopup="menu"
      />
    </ActionMenu>
  )
}
