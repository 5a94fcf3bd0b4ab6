import type { Command } from '@altyn/contract/access'
import { formatBitRate } from '../../lib/format/quantity.ts'
import { findText, type Language, type Texts } from '../../lib/i18n.ts'
import type { StatusTone } from '../../ui/pieces/status-tag.tsx'

const TONES: Record<NonNullable<Command['outcome']>, StatusTone> = {
  acknowledged: 'ok',
  refused: 'bad',
  'no-answer': 'warn',
  'no-address': 'warn',
  ignored: 'bad',
  'called-off': 'quiet',
}

/** What an access server answered to a command, as a colour and a word. */
export function outcomeOf(t: Texts, { outcome }: Command): { tone: StatusTone; label: string } {
  if (outcome === null) return { tone: 'busy', label: t('outcomes.waiting.short') }
  return { tone: TONES[outcome], label: t(`outcomes.${outcome}.short`) }
}

/** The same as a sentence with a way out. */
export function outcomeAdvice(t: Texts, command: Command): string | undefined {
  const { outcome, attempts } = command
  if (outcome === null) return t('outcomes.waiting.advice')
  if (outcome !== 'refused') return t(`outcomes.${outcome}.advice`, { attempts })
  return causeText(t, command) ?? t('outcomes.refused.advice')
}

/** Why the server refused, by the Error-Cause of RFC 5176. */
export function causeText(t: Texts, { errorCause }: Command): string | undefined {
  if (errorCause === null) return undefined
  return findText('access', `causes.${errorCause}`) ?? t('causeUnknown', { code: errorCause })
}

/** Who asked: a member of staff by name, the system itself in words. */
export function askerOf({ askedBy }: Command): string {
  return findText('access', `systems.${askedBy}`) ?? askedBy
}

/** What was ordered, with the service that it is about. */
export function kindText(t: Texts, { kind, serviceName }: Command): string {
  const order = t(`kinds.${kind}`)
  return serviceName === null ? order : `${order} ${serviceName}`
}

/** The speed that the access server was told; undefined where it was told none. */
export function speedText(
  t: Texts,
  { speedDownKbps, speedUpKbps }: Command,
  language: Language,
): string | undefined {
  if (speedDownKbps === null || speedUpKbps === null) return undefined
  const rate = (kbps: number) => (kbps === 0 ? t('unlimited') : formatBitRate(kbps, language))
  return `↓ ${rate(speedDownKbps)} ↑ ${rate(speedUpKbps)}`
}
