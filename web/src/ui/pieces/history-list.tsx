import type { ReactNode } from 'react'
import { formatClock, formatDay } from '../../lib/format/time.ts'
import { useLanguage, useTexts } from '../../lib/i18n.ts'
import { useZone } from '../../lib/operator.ts'
import { SkeletonLines } from '../feedback/skeleton.tsx'
import styles from './pieces.module.css'
import type { StatusTone } from './status-tag.tsx'

export type HistoryItem = {
  key: string
  at: string
  /** What was done: «Тариф сменён», with a link to its object if there is one. */
  text: ReactNode
  who?: string
  tone?: StatusTone
  /** What it changed. */
  changes?: readonly { label: string; before: ReactNode; after: ReactNode }[]
}

type HistoryListProps = { items: readonly HistoryItem[] | undefined; emptyText?: string }

/** What happened, the newest first, under the days in the operator's time zone. */
export function HistoryList({ items, emptyText }: HistoryListProps) {
  const t = useTexts('ui')
  const [language] = useLanguage()
  const zone = useZone()
  if (!items) return <SkeletonLines count={5} />
  if (items.length === 0) return <p className={styles.nothing}>{emptyText ?? t('history.empty')}</p>
  const days = Map.groupBy(items, ({ at }) => dayOf(at, zone))
  return (
    <div className={styles.history}>
      {[...days].map(([day, ofDay]) => (
        <section key={day}>
          <h2 className={styles.historyDay}>{formatDay(day, language)}</h2>
          <ul>
            {ofDay.map((item) => (
              <li key={item.key} className={styles.historyItem} data-tone={item.tone ?? 'quiet'}>
                <time dateTime={item.at}>{formatClock(item.at, zone, language)}</time>
                <HistoryText item={item} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}

function HistoryText({ item: { text, who, changes } }: { item: HistoryItem }) {
  return (
    <div className={styles.historyText}>
      <div>
        {text}
        {who && <span className={styles.nothing}> · {who}</span>}
      </div>
      {changes?.map(({ label, before, after }) => (
        <div key={label} className={styles.historyChange}>
          <span>{label}:</span> <del>{before}</del> <span aria-hidden>→</span> <ins>{after}</ins>
        </div>
      ))}
    </div>
  )
}

function dayOf(instant: string, zone: string): string {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDate().toString()
}
