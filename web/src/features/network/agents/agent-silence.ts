import type { StatusTone } from '../../../ui/pieces/status-tag.tsx'

/** Told once a minute: a process that has missed three tells nothing more. */
export const SILENT_MINUTES = 3
/** A server reports about each live session once in an interval: two without a word are odd, five are a failure. */
const ODD_INTERVALS = 2
const FAILED_INTERVALS = 5

export type AgentHearing = {
  now: Temporal.Instant
  /** When a process told last that it serves the agent; undefined when none did. */
  toldAt: string | undefined
  lastContactAt: string | null
  liveSessions: number
  interimSeconds: number
}

/**
 * Does a RADIUS agent hear its access servers? Without live sessions nobody has to report anything, so long silence is
 * odd then and never a failure.
 */
export function hearingOf(hearing: AgentHearing): { tone: StatusTone; word: string } {
  const { now, toldAt, lastContactAt, liveSessions, interimSeconds } = hearing
  if (!toldAt) return { tone: 'quiet', word: 'none' }
  if (now.since(toldAt).total('minutes') > SILENT_MINUTES) return { tone: 'bad', word: 'stopped' }
  if (!lastContactAt) return { tone: 'note', word: 'waits' }
  const intervals = now.since(lastContactAt).total('seconds') / interimSeconds
  if (intervals <= ODD_INTERVALS) return { tone: 'ok', word: 'hears' }
  const hasFailed = intervals > FAILED_INTERVALS && liveSessions > 0
  return { tone: hasFailed ? 'bad' : 'warn', word: 'silent' }
}
