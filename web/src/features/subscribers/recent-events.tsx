import type { SubscriberCard } from '@altyn/contract/reports'
import { type Texts, useTexts } from '../../lib/i18n.ts'
import { Instant } from '../../ui/pieces/moment.tsx'
import { Money } from '../../ui/pieces/money.tsx'
import styles from './subscribers.module.css'

type Recent = SubscriberCard['recent'][number]

/** What was done lately, in a few words each: the last answers to «what happened?». */
export function RecentEvents({ recent }: { recent: readonly Recent[] }) {
  const t = useTexts('subscribers')
  return (
    <section className={styles.recent}>
      <h2>{t('recent.title')}</h2>
      {recent.length === 0 && <p className={styles.quiet}>{t('recent.none')}</p>}
      <ul>
        {recent.map((event, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: events have no name of their own, and the list is replaced whole.
          <li key={`${event.at}-${index}`}>
            <span className={styles.recentText}>
              <span>{eventText(event, t)}</span>
              <span className={styles.quiet}>
                <Instant value={event.at} isRelative />
              </span>
            </span>
            {event.amount && <Money value={event.amount} isSigned isPlain />}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Blocks and refusals carry a code as their title; money carries the words of the document. */
function eventText({ kind, title, amount }: Recent, t: Texts) {
  if (kind === 'blocked' || kind === 'unblocked') return t(`recent.${kind}.${title}`)
  const isReturn = kind === 'charge' && amount !== null && !amount.amount.startsWith('-')
  return [t(`recent.${isReturn ? 'return' : kind}`), title].filter(Boolean).join(' · ')
}
