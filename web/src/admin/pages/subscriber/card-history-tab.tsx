import type { SubscriberCard } from '@altyn/contract/reports'
import { Segmented } from 'antd'
import { useAccountHistory } from '../../../features/accounts/account-history.ts'
import { useAuditHistory, useCreditHistory } from '../../../features/subscribers/card-history.ts'
import { useTexts } from '../../../lib/i18n.ts'
import { usePermissions } from '../../../lib/permissions.ts'
import { useUrlState } from '../../../lib/url-state.ts'
import { ErrorState } from '../../../ui/feedback/error-state.tsx'
import { type HistoryItem, HistoryList } from '../../../ui/pieces/history-list.tsx'
import styles from './card.module.css'

/** All that happened to a subscriber in one line of time: blocks, tariffs, addresses, credit, and who did what. */
export function CardHistory({ card }: { card: SubscriberCard }) {
  const t = useTexts('subscribers')
  const can = usePermissions()
  const [{ view = 'all' }, change] = useUrlState()
  const { views, error } = useHistories(card)
  const names = ['all', 'blocks', 'tariffs', 'credit', ...(can('staff.audit') ? ['audit'] : [])]
  if (error) return <ErrorState error={error} />
  return (
    <div className={styles.history}>
      <div className={styles.scroller}>
        <Segmented
          value={names.includes(view) ? view : 'all'}
          aria-label={t('history.show')}
          options={names.map((value) => ({ value, label: t(`history.view.${value}`) }))}
          onChange={(value) => change({ view: value === 'all' ? undefined : value })}
        />
      </div>
      <HistoryList items={views[view in views ? (view as keyof typeof views) : 'all']} />
    </div>
  )
}

type Lines = readonly HistoryItem[] | undefined

function useHistories(card: SubscriberCard) {
  const accounts = card.contracts.flatMap((item) => item.accounts)
  const contracts = card.contracts.map(({ contract }) => contract)
  const ids = accounts.map(({ id }) => id)
  const account = useAccountHistory(accounts)
  const credit = useCreditHistory(contracts)
  const audit = useAuditHistory(card.subscriber, ids)
  const blocks = account.items?.filter(({ subject }) => subject === 'blocks')
  const tariffs = account.items?.filter(({ subject }) => subject !== 'blocks')
  const untold = audit.items?.filter(({ isToldElsewhere }) => !isToldElsewhere)
  const error = account.error ?? credit.error ?? audit.error
  const views = {
    all: newestFirst(account.items, credit.items, untold),
    blocks: newestFirst(blocks),
    tariffs: newestFirst(tariffs),
    credit: newestFirst(credit.items),
    audit: newestFirst(audit.items),
  }
  return { views, error }
}

function newestFirst(...sources: Lines[]): Lines {
  if (sources.includes(undefined)) return undefined
  return sources
    .flatMap((items) => items ?? [])
    .sort((a, b) => Temporal.Instant.compare(b.at, a.at))
}
