/** What one accounting packet says, counters as seen from the subscriber (in = download). */
export type AccountingRecord = {
  kind: 'start' | 'interim' | 'stop'
  nasId: number
  acctSessionId: string
  login: string
  accountId: number | null
  contractId: number | null
  /** Let in as a guest: nobody's session, which nobody pays for. */
  isGuest: boolean
  /** Whose login a guest came by, where that was proved. */
  guestAccountId: number | null
  /** The counters rise and nobody is charged: the account has no access, and its agent ignores what it uses. */
  isTrafficIgnored: boolean
  /** When it happened: the time of receipt less the delay that the server admits. */
  at: Temporal.Instant
  address: string | null
  /** IPv6 of the link, and what the subscriber's router shares out, `2001:db8::/64`. */
  framedPrefix: string | null
  delegatedPrefix: string | null
  callingStation: string
  calledStation: string
  nasPort: string
  /** The line that it came by, where option 82 was read. */
  line: string
  octetsIn: bigint
  octetsOut: bigint
  sessionSeconds: number
  cause: string
  /** What the Access-Accept told, in kbit/s; null where nobody knows. */
  speedDownKbps: number | null
  speedUpKbps: number | null
  /** How often the server was told to report; null where nobody knows. */
  interimSeconds: number | null
  /** Services within the session that the Access-Accept told, by their numbers; absent where none was. */
  serviceIds?: readonly number[]
  /** The service that it counts; absent where it counts the session itself. */
  part?: PartMark
  /** The session has services that are counted by themselves, or may have. */
  isDivided?: boolean
}

/** A service within a session, as its own accounting names it, and how what it uses counts. */
export type PartMark = {
  /** As its server knows it. */
  name: string
  /** Acct-Session-Id of the session that it belongs to. */
  parentSessionId: string
  /** Which one of ours it is; null of one that nobody has described. */
  serviceId: number | null
  counting: 'session' | 'category' | 'nothing'
  category: string | null
}

/**
 * A packet that was sent again is younger than this, or it admits its age (Acct-Delay-Time). So a session that seems to
 * have begun later than this after its last news has really begun anew.
 */
export const REPEATED_SECONDS_MAX = 120

/** A session is named by its server, its id there and the login. */
export function sessionKey(record: {
  nasId: number
  acctSessionId: string
  login: string
}): string {
  return `${record.nasId}\n${record.acctSessionId}\n${record.login}`
}

/** When the session began, as far as this packet can tell. */
export function startOf(record: AccountingRecord): Temporal.Instant {
  return record.at.subtract({ seconds: record.sessionSeconds })
}

type Round = Map<string, AccountingRecord>

/**
 * Folds the packets of one batch into one record per session. Counters only grow, a Stop ends
 * whatever came with it, and what an earlier packet knew is kept when a later one is silent. Usually
 * that is one round; where counters began anew within the batch, what follows is a round of its own,
 * to be written after the one before.
 */
export function foldAccounting(records: readonly AccountingRecord[]): AccountingRecord[][] {
  const first: Round = new Map()
  const rounds = [first]
  for (const record of records) {
    const key = sessionKey(record)
    const at = rounds.findLastIndex((round) => round.has(key))
    const before = rounds[at]?.get(key)
    if (!before) first.set(key, record)
    else if (!hasBegunAnew(before, record)) rounds[at]?.set(key, join(before, record))
    else if (rounds[at + 1]) rounds[at + 1]?.set(key, record)
    else rounds.push(new Map([[key, record]]))
  }
  return rounds.map((round) => [...round.values()])
}

/** A counter fell although the packet is the newer one; the database looks at it in the same way. */
function hasBegunAnew(before: AccountingRecord, record: AccountingRecord): boolean {
  const hasFallen =
    fell(before.octetsIn, record.octetsIn) || fell(before.octetsOut, record.octetsOut)
  if (!hasFallen) return false
  const latestStart = before.at.add({ seconds: REPEATED_SECONDS_MAX })
  return (
    record.sessionSeconds > before.sessionSeconds ||
    Temporal.Instant.compare(startOf(record), latestStart) > 0
  )
}

/** Nothing at all says nothing: a server may leave its counters out. */
function fell(before: bigint, now: bigint): boolean {
  return now > 0n && now < before
}

function join(a: AccountingRecord, b: AccountingRecord): AccountingRecord {
  const isLater = Temporal.Instant.compare(b.at, a.at) >= 0
  const [older, newer] = isLater ? [a, b] : [b, a]
  const final = [newer, older].find(({ kind }) => kind === 'stop') ?? newer
  return {
    ...final,
    accountId: newer.accountId ?? older.accountId,
    contractId: newer.contractId ?? older.contractId,
    guestAccountId: newer.guestAccountId ?? older.guestAccountId,
    address: newer.address ?? older.address,
    framedPrefix: newer.framedPrefix ?? older.framedPrefix,
    delegatedPrefix: newer.delegatedPrefix ?? older.delegatedPrefix,
    ...placeAndTold(older, newer),
    octetsIn: larger(a.octetsIn, b.octetsIn),
    octetsOut: larger(a.octetsOut, b.octetsOut),
    sessionSeconds: Math.max(a.sessionSeconds, b.sessionSeconds),
  }
}

/** Where the session is, as the newer packet knows it, and what it was told, as the older one does. */
function placeAndTold(older: AccountingRecord, newer: AccountingRecord) {
  return {
    callingStation: newer.callingStation || older.callingStation,
    calledStation: newer.calledStation || older.calledStation,
    nasPort: newer.nasPort || older.nasPort,
    line: newer.line || older.line,
    speedDownKbps: newer.speedDownKbps ?? older.speedDownKbps,
    speedUpKbps: newer.speedUpKbps ?? older.speedUpKbps,
    interimSeconds: older.interimSeconds ?? newer.interimSeconds,
    serviceIds: older.serviceIds ?? newer.serviceIds,
  }
}

function larger(a: bigint, b: bigint): bigint {
  return a > b ? a : b
}
