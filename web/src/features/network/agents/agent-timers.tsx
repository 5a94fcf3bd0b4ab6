import { type Agent, agentForm } from '@altyn/contract/network'
import { formatDuration } from '../../../lib/format/time.ts'
import { useLanguage, useTexts } from '../../../lib/i18n.ts'

export const TIMERS = ['interimSeconds', 'sessionSecondsMax', 'deadSessionSeconds'] as const
export type Timer = (typeof TIMERS)[number]

/** What the contract takes when nothing is said. */
export const USUAL_TIMERS: Readonly<Record<Timer, number>> = agentForm
  .pick({ interimSeconds: true, sessionSecondsMax: true, deadSessionSeconds: true })
  .parse({})

/** A timer in words; a session without a limit has no length. */
export function useTimerWords(): (timer: Timer, seconds: number) => string {
  const t = useTexts('network')
  const [language] = useLanguage()
  return (timer, seconds) =>
    timer === 'sessionSecondsMax' && seconds === 0
      ? t('timers.unlimited')
      : formatDuration(seconds, language)
}

/** The timers of an agent as facts, with a note on those that were changed. */
export function useTimerFacts(agent: Agent) {
  const t = useTexts('network')
  const words = useTimerWords()
  // Only RADIUS knows sessions: an exchange hands over files, a router tells of flows.
  const timers = agent.kind === 'radius-internet' ? TIMERS : []
  return timers.map((timer) => ({
    key: timer,
    label: t(`timers.${timer}.short`),
    value:
      agent[timer] === USUAL_TIMERS[timer]
        ? words(timer, agent[timer])
        : t('timers.changed', {
            value: words(timer, agent[timer]),
            usual: words(timer, USUAL_TIMERS[timer]),
          }),
  }))
}
