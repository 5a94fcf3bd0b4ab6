import type { PaymentCard } from '@altyn/contract/payments'
import { formatMoney } from '../../lib/format/money.ts'
import { useLanguage, useTexts } from '../../lib/i18n.ts'
import type { HistoryItem } from '../../ui/pieces/history-list.tsx'
import type { StatusTone } from '../../ui/pieces/status-tag.tsx'
import styles from './payments.module.css'

type Revision = PaymentCard['revisions'][number]

const TONES: Record<Revision['kind'], StatusTone> = {
  new: 'ok',
  corrected: 'note',
  moved: 'note',
  cancelled: 'bad',
  restored: 'ok',
}

/** What became of a payment, in words, with the reasons that people gave. */
export function useRevisionHistory({ revisions }: PaymentCard): HistoryItem[] {
  const t = useTexts('payments')
  const [language] = useLanguage()
  const ordered = revisions.toSorted((one, other) => other.revision - one.revision)
  return ordered.map((revision, index) => {
    const before = ordered[index + 1]
    const text = t(`revision.${revision.kind}`, {
      sum: formatMoney(revision.amount, language),
      contract: revision.contractNumber,
      before: before ? formatMoney(before.amount, language) : '',
      from: before?.contractNumber ?? '',
    })
    return {
      key: String(revision.revision),
      at: revision.at,
      who: revision.authorName,
      tone: TONES[revision.kind],
      text: (
        <>
          {text}
          {revision.reason && (
            <span className={styles.reason}>
              {': '}
              <q>{revision.reason}</q>
            </span>
          )}
        </>
      ),
    }
  })
}
