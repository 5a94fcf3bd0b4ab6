import { listSessionEvidence, type SessionEvidence } from '@altyn/contract/usage'
import { formatBytes } from '../../lib/format/quantity.ts'
import { formatDuration, formatInstant } from '../../lib/format/time.ts'
import { type Language, type Texts, useLanguage, useTexts } from '../../lib/i18n.ts'
import { useZone } from '../../lib/operator.ts'
import { useCall } from '../../lib/use-call.ts'
import { Instant } from '../../ui/pieces/moment.tsx'
import { causeText } from './session-columns.tsx'
import styles from './usage.module.css'

const REFRESH_MILLISECONDS = 5000

type Words = { t: Texts; language: Language; zone: string }

/** Why a session is in doubt, was ended or taken back, the latest first; nothing about one that just works. */
export function SessionProof({ sessionId }: { sessionId: string }) {
  const t = useTexts('usage')
  const [language] = useLanguage()
  const words = { t, language, zone: useZone() }
  const input = { params: { id: sessionId } }
  const { data } = useCall(listSessionEvidence, input, { everyMilliseconds: REFRESH_MILLISECONDS })
  if (!data || data.items.length === 0) return null
  return (
    <section>
      <h2 className={styles.proofTitle}>{t('evidence.title')}</h2>
      <ol className={styles.proof}>
        {data.items.map((evidence) => (
          <li key={`${evidence.at} ${evidence.kind}`}>
            <Instant value={evidence.at} />
            <span>{textOf(evidence, words)}</span>
          </li>
        ))}
      </ol>
    </section>
  )
}

function textOf(evidence: SessionEvidence, { t, language, zone }: Words): string {
  const lasting = (seconds: number) => formatDuration(seconds, language)
  switch (evidence.kind) {
    case 'silent':
      return t('evidence.silent', {
        silent: lasting(evidence.silentSeconds),
        promised: lasting(evidence.promisedSeconds),
      })
    case 'newer':
      return t(`evidence.newer.${evidence.by}`, {
        login: evidence.login,
        time: formatInstant(evidence.startedAt, zone, language),
      })
    case 'heard-again':
      return t('evidence.heard-again', { silent: lasting(evidence.silentSeconds) })
    case 'refused':
      return evidence.errorCause === null
        ? t('evidence.refusedPlain')
        : t('evidence.refused', { code: evidence.errorCause })
    case 'reopened':
      return t('evidence.reopened', { cause: causeText(t, evidence.cause) })
    case 'counters-reset':
      return t('evidence.counters-reset', {
        down: formatBytes(evidence.octetsIn, language),
        up: formatBytes(evidence.octetsOut, language),
      })
    default:
      return t(`evidence.${evidence.kind}`)
  }
}
