import { type AccountingRecord, REPEATED_SECONDS_MAX, startOf } from './accounting.ts'

/** A session by its name. */
export type SessionKey = { nasId: number; acctSessionId: string; login: string }

/** The session that a record is about, its own or the one that its service belongs to. */
export function keyOf({ nasId, acctSessionId, login, part }: AccountingRecord): SessionKey {
  return { nasId, acctSessionId: part?.parentSessionId ?? acctSessionId, login }
}

/** The session has ended and its part with it; nobody told the end of the part itself. */
export const SESSION_OVER = 'session-over'

/** What is known of one run of a service within a session. */
export type PartCounters = {
  startedAt: Temporal.Instant
  updatedAt: Temporal.Instant
  endedAt: Temporal.Instant | null
  cause: string
  octetsIn: bigint
  octetsOut: bigint
  sessionSeconds: number
  /** What had been counted when the server began to count anew. */
  baseIn: bigint
  baseOut: bigint
  baseSeconds: number
}
type Told = Pick<
  AccountingRecord,
  'kind' | 'at' | 'octetsIn' | 'octetsOut' | 'sessionSeconds' | 'cause'
>
type Direction = { octets: 'octetsIn' | 'octetsOut'; base: 'baseIn' | 'baseOut' }
const IN: Direction = { octets: 'octetsIn', base: 'baseIn' }
const OUT: Direction = { octets: 'octetsOut', base: 'baseOut' }

/**
 * The run that a record is about, of those with its name: the one that is on, else the latest one that had not ended
 * when the record's session began. Of none: a new run. A record that tells no time and is no Start goes on with the
 * latest; an end that was only concluded, with the session, may be some seconds before what its server still sends.
 */
export function findRun<Run extends Pick<PartCounters, 'endedAt' | 'cause'>>(
  runs: readonly Run[],
  record: AccountingRecord,
): Run | undefined {
  return (
    runs.find(({ endedAt }) => endedAt === null) ??
    runs.findLast((run) => run.endedAt !== null && isWithin(record, run.endedAt, run.cause))
  )
}

function isWithin(record: AccountingRecord, endedAt: Temporal.Instant, cause: string): boolean {
  const began = startOf(record)
  if (record.kind === 'start') return isBefore(began, endedAt)
  const seconds = cause === SESSION_OVER ? REPEATED_SECONDS_MAX : 0
  return record.sessionSeconds === 0 || isBefore(began, endedAt.add({ seconds }))
}

/**
 * What a run comes to with one more record, as it is for a session: counters only grow, unless they begin anew; a Stop
 * ends it, what comes later still counts and does not begin it again.
 */
export function raiseRun(known: PartCounters | undefined, record: Told): PartCounters {
  if (!known) return begin(record)
  const began = startOf(record as AccountingRecord)
  const beganAfter = isBefore(known.updatedAt.add({ seconds: REPEATED_SECONDS_MAX }), began)
  const inWay = raise(known, record, IN, beganAfter)
  const outWay = raise(known, record, OUT, beganAfter)
  return {
    ...known,
    ...endOf(known, record),
    updatedAt: later(known.updatedAt, record.at),
    octetsIn: inWay.octets,
    baseIn: inWay.base,
    octetsOut: outWay.octets,
    baseOut: outWay.base,
    ...raiseSeconds(known, record, beganAfter),
  }
}

function begin(record: Told): PartCounters {
  const { at, octetsIn, octetsOut, sessionSeconds } = record
  const isOver = record.kind === 'stop'
  return {
    startedAt: startOf(record as AccountingRecord),
    updatedAt: at,
    endedAt: isOver ? at : null,
    cause: isOver ? record.cause : '',
    octetsIn,
    octetsOut,
    sessionSeconds,
    baseIn: 0n,
    baseOut: 0n,
    baseSeconds: 0,
  }
}

function endOf(known: PartCounters, record: Told): Pick<PartCounters, 'endedAt' | 'cause'> {
  const { endedAt, cause } = known
  const isGuessed = cause === SESSION_OVER
  if (record.kind === 'stop' && (endedAt === null || isGuessed)) {
    return { endedAt: later(endedAt ?? known.updatedAt, record.at), cause: record.cause }
  }
  // Its session was taken for dead and reports again.
  if (isGuessed && endedAt && isBefore(endedAt, record.at)) return { endedAt: null, cause: '' }
  return { endedAt, cause }
}

function raise(
  known: PartCounters,
  record: Told,
  { octets, base }: Direction,
  beganAfter: boolean,
): { octets: bigint; base: bigint } {
  const stands = { octets: known[octets], base: known[base] }
  const told = record[octets]
  const seconds = known.baseSeconds + record.sessionSeconds
  const isNewer = seconds > known.sessionSeconds && seconds <= ageOf(known, record)
  // Of a counter that says nothing nothing is concluded: a server may leave it out.
  const hasFallen = told > 0n && told < stands.octets - stands.base
  if (hasFallen && known.endedAt === null && (isNewer || beganAfter)) {
    return { octets: stands.octets + told, base: stands.octets }
  }
  const isOutdated = stands.base > 0n && seconds < known.sessionSeconds
  const raised = stands.base + told
  return isOutdated || raised < stands.octets ? stands : { ...stands, octets: raised }
}

function raiseSeconds(
  known: PartCounters,
  record: Told,
  beganAfter: boolean,
): Pick<PartCounters, 'sessionSeconds' | 'baseSeconds'> {
  const { sessionSeconds, baseSeconds } = known
  const told = record.sessionSeconds
  if (told > 0 && told < sessionSeconds - baseSeconds && beganAfter) {
    return { sessionSeconds: sessionSeconds + told, baseSeconds: sessionSeconds }
  }
  const raised = Math.min(baseSeconds + told, ageOf(known, record))
  return { sessionSeconds: Math.max(sessionSeconds, raised), baseSeconds }
}

/** How old a run is by our clock; what its server claims beyond is a clock that jumped. */
function ageOf({ startedAt }: PartCounters, { at }: Told): number {
  return Math.floor(at.since(startedAt).total('seconds')) + REPEATED_SECONDS_MAX
}

function isBefore(a: Temporal.Instant, b: Temporal.Instant): boolean {
  return Temporal.Instant.compare(a, b) < 0
}

function later(a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant {
  return isBefore(a, b) ? b : a
}
