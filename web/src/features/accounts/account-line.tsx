import type { SubscriberCard } from '@altyn/contract/reports'
import { ThunderboltFilled } from '@ant-design/icons'
import type { ReactNode } from 'react'
import { useTexts } from '../../lib/i18n.ts'
import { CopyText } from '../../ui/pieces/copy-text.tsx'
import { Instant } from '../../ui/pieces/moment.tsx'
import { StatusTag } from '../../ui/pieces/status-tag.tsx'
import { AccountMenu, type AccountPanel } from './account-menu.tsx'
import styles from './accounts.module.css'
import { Arrangements } from './arrangements/arrangements.tsx'
import { OnlineDot } from './online-dot.tsx'
import { SessionLine } from './session-line.tsx'
import { useSpeedCause } from './speed-cause.ts'
import { useFeeText, useSpeedText } from './speed-text.ts'
import { StateTag } from './state-tag.tsx'

export type CardAccount = SubscriberCard['contracts'][number]['accounts'][number]

type AccountLineProps = {
  account: CardAccount
  /** Put around the state: the page knows why an account does not work. */
  explainState: (state: ReactNode) => ReactNode
  onPanel: (panel: AccountPanel) => void
  /** What a provider keeps about the account beside the usual. */
  facts?: ReactNode
  /** The one that a search has led to. */
  isMarked?: boolean
}

/** One account on the card: what it is, whether it works, who is signed in, what is planned. */
export function AccountLine(props: AccountLineProps) {
  const { account, explainState, onPanel, facts, isMarked } = props
  const t = useTexts('accounts')
  const isClosed = account.closedAt !== null
  return (
    <li className={styles.account} data-closed={isClosed} data-marked={isMarked}>
      <div className={styles.accountHead}>
        <OnlineDot isOnline={account.sessions.some(({ isGuest }) => !isGuest)} />
        <div className={styles.accountName}>
          <strong>{account.tariffName || t('tariff.absent')}</strong>
          <Terms account={account} />
        </div>
        <div className={styles.accountWho}>
          <span>
            <span className={styles.label}>{t('login')}</span>
            <CopyText text={account.login} isCode />
          </span>
          <Address account={account} />
        </div>
        <div className={styles.accountState}>
          {explainState(<StateTag state={account.state} />)}
          <Applied account={account} />
        </div>
        <AccountMenu account={account} onPanel={onPanel} />
      </div>
      <div className={styles.accountBody}>
        {account.sessions.map((session) => (
          <SessionLine key={session.id} session={session} />
        ))}
        {!isClosed && account.sessions.length === 0 && <NoSession account={account} />}
        <Arrangements accountId={account.id} contractId={account.contractId} />
        {facts}
        {account.note && <p className={styles.accountNote}>{account.note}</p>}
      </div>
    </li>
  )
}

function Terms({ account }: { account: CardAccount }) {
  const feeText = useFeeText()
  const speedText = useSpeedText()
  const cause = useSpeedCause(account.speedCause)
  if (account.tariffId === null) return null
  const text = [feeText(account), speedText(account)].filter(Boolean).join(' · ')
  return (
    <span className={styles.quiet}>
      {text}
      {cause && (
        <>
          {' '}
          <StatusTag tone="note" label={cause} icon={<ThunderboltFilled />} isBare />
        </>
      )}
    </span>
  )
}

function Address({ account }: { account: CardAccount }) {
  const t = useTexts('accounts')
  const live = account.sessions.find(({ address, isGuest }) => address && !isGuest)?.address
  const address = live ?? account.address
  return (
    <span>
      <span className={styles.label}>{t('address.short')}</span>
      {address ? (
        <CopyText text={address} isCode />
      ) : (
        <span className={styles.quiet}>{t(`address.${account.addressSource}`)}</span>
      )}
    </span>
  )
}

/** The network may still be working on what was decided here; then both states are shown. */
function Applied({ account }: { account: CardAccount }) {
  const t = useTexts('accounts')
  const { appliedState, state, lastCommand } = account
  if (appliedState === null || appliedState === state) return null
  const isWaiting = lastCommand !== null && lastCommand.outcome === null
  if (isWaiting) return <StatusTag tone="busy" label={t('applied.waiting')} isBare />
  return (
    <span className={styles.applied}>
      <StatusTag tone="warn" label={t('applied.differs')} isBare />
      <small>
        {lastCommand
          ? t(`applied.outcome.${lastCommand.outcome ?? 'none'}`)
          : t(`state.${appliedState}`)}
      </small>
    </span>
  )
}

function NoSession({ account: { lastRejection } }: { account: CardAccount }) {
  const t = useTexts('accounts')
  if (!lastRejection) return <p className={styles.quiet}>{t('session.none')}</p>
  return (
    <p className={styles.quiet}>
      {t('session.none')} {t('rejection.last')} <Instant value={lastRejection.at} />{' '}
      <span className={styles.reason}>{t(`rejection.${lastRejection.reason}`)}</span>
      {lastRejection.callingStation && (
        <>
          {' · '}
          <span className={styles.code}>{lastRejection.callingStation}</span>
        </>
      )}
    </p>
  )
}
