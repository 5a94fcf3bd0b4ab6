import { listSessionParts, type SessionPart } from '@altyn/contract/usage/parts'
import { formatBytes } from '../../lib/format/quantity.ts'
import { useLanguage, useTexts } from '../../lib/i18n.ts'
import { useCall } from '../../lib/use-call.ts'
import { Instant } from '../../ui/pieces/moment.tsx'
import { StatusTag, type StatusTone } from '../../ui/pieces/status-tag.tsx'
import { useCountingText } from '../network/session-services/session-service-words.ts'
import styles from './usage.module.css'

const REFRESH_MILLISECONDS = 5000
const TONES: Record<SessionPart['state'], StatusTone> = { told: 'note', on: 'ok', over: 'quiet' }

/** Services within a session with what its server counts for them; nothing about a session without any. */
export function SessionParts({ sessionId }: { sessionId: string }) {
  const t = useTexts('usage')
  const input = { params: { id: sessionId } }
  const { data } = useCall(listSessionParts, input, { everyMilliseconds: REFRESH_MILLISECONDS })
  if (!data || data.items.length === 0) return null
  return (
    <section>
      <h2 className={styles.proofTitle}>{t('parts.title')}</h2>
      <ul className={styles.parts}>
        {data.items.map((part) => (
          <li key={part.id ?? part.name}>
            <PartLine part={part} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function PartLine({ part }: { part: SessionPart }) {
  const t = useTexts('usage')
  const [language] = useLanguage()
  const countingText = useCountingText()
  const { name, title, state, startedAt, endedAt, octetsIn, octetsOut } = part
  return (
    <>
      <div className={styles.partHead}>
        <strong>{title || name}</strong>
        {title && <code className={styles.quiet}>{name}</code>}
        <StatusTag isBare tone={TONES[state]} label={t(`parts.states.${state}`)} />
      </div>
      <div className={styles.quiet}>
        {startedAt && (
          <>
            {t('parts.since')} <Instant value={startedAt} />
            {endedAt && (
              <>
                {' '}
                {t('parts.until')} <Instant value={endedAt} />
              </>
            )}
            {' · '}
          </>
        )}
        {state !== 'told' &&
          `↓ ${formatBytes(octetsIn, language)} ↑ ${formatBytes(octetsOut, language)} · `}
        {title ? countingText(part) : t('parts.unknown')}
      </div>
    </>
  )
}
