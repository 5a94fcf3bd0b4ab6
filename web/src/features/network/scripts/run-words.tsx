import type { RUN_STATES, ScriptRun } from '@altyn/contract/network/scripts'
import { formatDuration } from '../../../lib/format/time.ts'
import { findText, type Language, type Texts, useTexts } from '../../../lib/i18n.ts'
import { StatusTag, type StatusTone } from '../../../ui/pieces/status-tag.tsx'

const TONES: Record<(typeof RUN_STATES)[number], StatusTone> = {
  queued: 'note',
  running: 'busy',
  done: 'ok',
  failed: 'bad',
  interrupted: 'bad',
  cancelled: 'quiet',
}

/** The state of a run; one that failed and is to be tried again waits. */
export function RunState({ run, isBare }: { run: ScriptRun; isBare?: boolean }) {
  const t = useTexts('scripts')
  return <StatusTag tone={toneOf(run)} label={stateText(run, t)} isBare={isBare} />
}

export function stateText({ state, failure }: ScriptRun, t: Texts): string {
  return state === 'queued' && failure ? t('run.again') : t(`run.states.${state}`)
}

function toneOf({ state, failure }: ScriptRun): StatusTone {
  return state === 'queued' && failure ? 'warn' : TONES[state]
}

/** Why a run came to nothing, in a sentence; nothing when it did not. */
export function failureOf({ failure, failureDetails }: ScriptRun, t: Texts): string | undefined {
  if (!failure) return undefined
  const { code, isGreeting, seconds } = failureDetails
  if (failure === 'not-runnable') return refusalText(String(code), failureDetails)
  if (failure === 'timed-out' && isGreeting) return t('failures.no-prompt')
  if (failure === 'timed-out' && seconds) return t('failures.too-long', failureDetails)
  return t(`failures.${failure}`, failureDetails)
}

/** The words of a refusal that came to nobody's form. */
export function refusalText(code: string, details: Record<string, unknown>): string {
  return (
    findText('problems', `${code}.title`, details) ?? findText('problems', code, details) ?? code
  )
}

/** How long it took, while that is known. */
export function tookText({ startedAt, finishedAt }: ScriptRun, language: Language): string {
  if (!startedAt || !finishedAt) return ''
  const from = Temporal.Instant.from(startedAt).epochMilliseconds
  const until = Temporal.Instant.from(finishedAt).epochMilliseconds
  return formatDuration(Math.max(0, until - from) / 1000, language)
}
