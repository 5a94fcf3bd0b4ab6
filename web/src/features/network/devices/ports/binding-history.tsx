import type { PortBinding } from '@altyn/contract/network/devices'
import { type bindingsQuery, listPortBindings } from '@altyn/contract/network/onus'
import { Button } from 'antd'
import type { z } from 'zod'
import { type Texts, useTexts } from '../../../../lib/i18n.ts'
import { useList } from '../../../../lib/use-list.ts'
import { ErrorState } from '../../../../ui/feedback/error-state.tsx'
import { type HistoryItem, HistoryList } from '../../../../ui/pieces/history-list.tsx'
import { AccountLink } from './binding-lines.tsx'
import styles from './ports.module.css'

type BindingHistoryProps = {
  query: Pick<z.input<typeof bindingsQuery>, 'portId' | 'onuId' | 'deviceId' | 'accountId'>
  /** Where it was: not needed for one port. */
  isPlaceShown?: boolean
  emptyText: string
}

/** Who came to a place and who left it, the newest first. */
export function BindingHistory({ query, isPlaceShown, emptyText }: BindingHistoryProps) {
  const t = useTexts('devices')
  const list = useList(listPortBindings, query)
  if (list.state === 'failed') return <ErrorState error={list.error} onRetry={list.reload} />
  const items = list.rows.flatMap((binding) => eventsOf(binding, t, isPlaceShown ?? false))
  // What ended lately began long ago: each binding gives two moments.
  const sorted = items.toSorted((one, other) => Temporal.Instant.compare(other.at, one.at))
  return (
    <>
      <HistoryList items={list.state === 'loading' ? undefined : sorted} emptyText={emptyText} />
      {list.hasMore && (
        <Button className={styles.more} onClick={list.loadMore} loading={list.isLoadingMore}>
          {t('more')}
        </Button>
      )}
    </>
  )
}

function eventsOf(binding: PortBinding, t: Texts, isPlaceShown: boolean): HistoryItem[] {
  const { id, from, until, author, endedBy, subscriberName, portName, onuSerial } = binding
  const place = isPlaceShown ? t('card.port', { port: portName }) : ''
  const words = (deed: string) => (
    <>
      <AccountLink binding={binding} /> {subscriberName}: {deed}
      {[place, onuSerial].filter(Boolean).map((part) => ` · ${part}`)}
    </>
  )
  const began: HistoryItem = {
    key: `${id}-from`,
    at: from,
    who: author,
    tone: 'ok',
    text: words(t('history.bound')),
  }
  if (until === null) return [began]
  return [{ key: `${id}-until`, at: until, who: endedBy, text: words(t('history.unbound')) }, began]
}
