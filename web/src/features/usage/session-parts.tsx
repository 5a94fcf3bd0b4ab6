import { listTrafficCategories } from '@altyn/contract/catalogue/traffic-categories'
import { listSessionParts, type SessionPart } from '@altyn/contract/usage/parts'
import { formatBytes } from '../../lib/format/quantity.ts'
import { useLanguage, useTexts } from '../../lib/i18n.ts'
import { usePermissions } from '../../lib/permissions.ts'
import { useCall } from '../../lib/use-call.ts'
import { Instant } from '../../ui/pieces/moment.tsx'
import { StatusTag, type StatusTone } from '../../ui/pieces/status-tag.tsx'
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
  const categoryOf = useCategoryNames()
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
          `↓\u00a0${formatBytes(octetsIn, language)} ↑\u00a0${formatBytes(octetsOut, language)} · `}
        {title
          ? t(`parts.counts.${part.counting}`, { category: categoryOf(part) })
          : t('parts.unknown')}
      </div>
    </>
  )
}

/** The name of the category that a service counts to; its code without the right to see names. */
function useCategoryNames(): (part: Pick<SessionPart, 'category'>) => string | null {
  const can = usePermissions()
  const [language] = useLanguage()
  const known = useCall(listTrafficCategories, {}, { isEnabled: can('catalogue.read') })
  return ({ category }) => {
    const found = known.data?.items.find(({ code }) => code === category)
    if (!found) return category
    return language === 'ru' ? found.nameRu : found.nameEn
  }
}
