import { SAFE_HOURS, SAFE_REQUESTS } from '@altyn/contract/network/protection'
import { formatCount } from '../../../lib/format/quantity.ts'
import { formatClock } from '../../../lib/format/time.ts'
import { type Language, type Texts, useLanguage, useTexts } from '../../../lib/i18n.ts'
import { useZone } from '../../../lib/operator.ts'
import { StatusTag } from '../../../ui/pieces/status-tag.tsx'
import { type RuleState, VERDICT_TONES, verdictOf } from './protection-verdict.ts'

type Words = { t: Texts; language: Language; zone: string }

/** How a rule stands, in a few words with its numbers. */
export function protectionText(state: RuleState, { t, language, zone }: Words): string {
  const { readiness, probationUntil } = state
  const hours = readiness.since ? Temporal.Now.instant().since(readiness.since).total('hours') : 0
  return t(`verdicts.${verdictOf(state)}`, {
    requests: formatCount(readiness.requests, language),
    enough: SAFE_REQUESTS,
    hours: Math.floor(Math.min(hours, SAFE_HOURS)),
    day: SAFE_HOURS,
    until: probationUntil ? formatClock(probationUntil, zone, language) : '',
  })
}

export function useProtectionWords(): Words {
  const [language] = useLanguage()
  return { t: useTexts('protection'), language, zone: useZone() }
}

export function ProtectionTag({ state }: { state: RuleState }) {
  const words = useProtectionWords()
  return (
    <StatusTag isBare tone={VERDICT_TONES[verdictOf(state)]} label={protectionText(state, words)} />
  )
}
