/** Ends that nobody told: we concluded them from silence or from what the server said. News takes them back. */
export const GUESSED_CAUSES = [
  'lost',
  'gone',
  'ended-silent',
  'superseded',
  'nas-restarted',
] as const
export type GuessedCause = (typeof GUESSED_CAUSES)[number]

export type SessionState = 'live' | 'suspected' | 'silent' | 'probed' | 'closed'
/** Why a live session may be over: it keeps silent, or the same device has opened a newer one. */
export type DoubtReason = 'silent' | 'newer'

/** What a state follows from; kept with the session, so that staff see why. */
export type Evidence =
  | { kind: 'silent'; silentSeconds: number; promisedSeconds: number }
  | { kind: 'newer'; by: 'station' | 'port'; login: string; startedAt: string }
  | { kind: 'heard-again'; silentSeconds: number }
  /** The server said that it knows the session; that it does not; that it has ended it; something else. */
  | { kind: 'confirmed' }
  | { kind: 'gone' }
  | { kind: 'ended' }
  | { kind: 'refused'; errorCause: number | null }
  | { kind: 'reopened'; cause: string }
  /** Up to where the counters stood when the server began to count anew, in octets. */
  | { kind: 'counters-reset'; octetsIn: string; octetsOut: string }
export type EvidenceAt = Evidence & { at: Temporal.Instant }

/** A session is silent when it has missed so many reports, and a grace: all sessions of a server report at once. */
export const MISSED_MAX = 2
export const GRACE_SECONDS = 60

/** How sure a live session is; a doubt that is older than its last news is none. */
export function stateOf(doubt: {
  doubtReason: DoubtReason | null
  probedAt: Temporal.Instant | null
}): Exclude<SessionState, 'closed'> {
  if (doubt.doubtReason === null) return 'live'
  if (doubt.probedAt !== null) return 'probed'
  return doubt.doubtReason === 'newer' ? 'suspected' : 'silent'
}

/** All that is known about a doubtful session and its server. */
export type DoubtfulSession = {
  reason: DoubtReason
  heardAt: Temporal.Instant
  promisedSeconds: number
  /** It has reported at least once since it began: its server does as it was told. */
  hasReported: boolean
  probes: number
  probedAt: Temporal.Instant | null
  server: {
    sessions: number
    doubtful: number
    /** The last news of any of its sessions. */
    heardAt: Temporal.Instant
    /** A question changes nothing: a CoA that repeats the speed of the session. */
    canBeAsked: boolean
    /** Its agent keeps the last sign-in only. */
    keepsLastOnly: boolean
  }
}
export type Probe = 'wait' | 'ask' | 'end'

export const PROBE_AGAIN_MINUTES = 15
const PROBE_AGAIN_MINUTES_MAX = 8 * 60
const FEW_SESSIONS = 10

/**
 * What to do about a doubtful session now. It is asked about where a question changes nothing. It is told to end only
 * when it used to report and does not although its server does; or at once when its agent keeps the last sign-in only
 * and the same device is there by a newer one. When most sessions of a server are silent, the server or the line to it
 * is the trouble: nobody is asked about.
 */
export function planProbe(session: DoubtfulSession, now: Temporal.Instant): Probe {
  const { reason, server, probes, probedAt } = session
  if (probedAt !== null && secondsBetween(probedAt, now) < pauseAfter(probes)) return 'wait'
  if (reason === 'newer' && server.keepsLastOnly) return 'end'
  const isServerSilent = server.sessions >= FEW_SESSIONS && server.doubtful * 2 > server.sessions
  if (isServerSilent) return 'wait'
  const reportDue = session.promisedSeconds + GRACE_SECONDS
  // A newer session makes the older one suspect; that it misses a report makes it worth a question.
  if (secondsBetween(session.heardAt, now) < reportDue) return 'wait'
  if (server.canBeAsked) return 'ask'
  const isServerHeard = secondsBetween(session.heardAt, server.heardAt) > session.promisedSeconds
  const isNewerThere = reason === 'newer'
  return session.hasReported && (isServerHeard || isNewerThere) ? 'end' : 'wait'
}

/** Twice as long after each probe, in seconds. */
function pauseAfter(probes: number): number {
  const minutes = PROBE_AGAIN_MINUTES * 2 ** Math.min(Math.max(probes - 1, 0), 10)
  return Math.min(minutes, PROBE_AGAIN_MINUTES_MAX) * 60
}

function secondsBetween(from: Temporal.Instant, until: Temporal.Instant): number {
  return (until.epochMilliseconds - from.epochMilliseconds) / 1000
}

/** What the answer to a probe proves. */
type Verdict = { cause: GuessedCause | null; evidence: Evidence }

/** RFC 5176 §3.6: the server has no such session. */
export const SESSION_NOT_FOUND = 503

/** What a server answered when it was asked whether it has a session, or told to end it. */
export type ServerAnswer = {
  probe: 'ask' | 'end'
  isDone: boolean
  errorCause: number | null
  reason: DoubtReason
}

/** Reads the answer of an access server about a session. */
export function judgeAnswer(answer: ServerAnswer): Verdict {
  if (answer.errorCause === SESSION_NOT_FOUND) return { cause: 'gone', evidence: { kind: 'gone' } }
  if (!answer.isDone) {
    return { cause: null, evidence: { kind: 'refused', errorCause: answer.errorCause } }
  }
  if (answer.probe === 'ask') return { cause: null, evidence: { kind: 'confirmed' } }
  const cause = answer.reason === 'newer' ? 'superseded' : 'ended-silent'
  return { cause, evidence: { kind: 'ended' } }
}
