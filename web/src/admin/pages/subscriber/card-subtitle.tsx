import type { Subscriber } from '@altyn/contract/subscribers'
import { useTexts } from '../../../lib/i18n.ts'
import { Instant } from '../../../ui/pieces/moment.tsx'

/** Who this is in one line: the kind, the number of the card, since when. */
export function CardSubtitle({ subscriber }: { subscriber: Subscriber }) {
  const t = useTexts('subscribers')
  const { id, kind, createdAt } = subscriber
  return (
    <>
      {t(`kind.${kind}`)} · {t('card.number', { id })} · {t('card.since')}{' '}
      <Instant value={createdAt} />
    </>
  )
}
