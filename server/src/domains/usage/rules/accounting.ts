/** What one accounting packet says, counters as seen from the subscriber (in = download). */
export type AccountingRecord = {
  kind: 'start' | 'interim' | 'stop'
  nasId: number
  acctSessionId: string
  login: string
  accountId: number | null
  contractId: number | null
  /** When it happened: the time of receipt less the delay that the server admits. */
  at: Temporal.Instant
  address: string | null
  /** IPv6 of the link, and what the subscriber's router shares out, `2001:db8::/64`. */
  framedPrefix: string | null
  delegatedPrefix: string | null
  callingStation: string
  calledStation: string
  nasPort: string
  octetsIn: bigint
  octetsOut: bigint
  sessionSeconds: number
  cause: string
  /** What the Access-Accept told, in kbit/s; null where nobody knows. */
  speedDownKbps: number | null
  speedUpKbps: number | null
}

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

/**
 * Folds the packets of one batch into one record per session. Counters only grow, a Stop ends
 * whatever came with it, and what an earlier packet knew is kept when a later one is silent.
 */
export function foldAccounting(records: readonly AccountingRecord[]): AccountingRecord[] {
  const folded = new Map<string, AccountingRecord>()
  for (const record of records) {
    const key = sessionKey(record)
    const before = folded.get(key)
    folded.set(key, before ? join(before, record) : record)
  }
  return [...folded.values()]
}

function join(a: AccountingRecord, b: AccountingRecord): AccountingRecord {
  const isLater = Temporal.Instant.compare(b.at, a.at) >= 0
  const [older, newer] = isLater ? [a, b] : [b, a]
  const final = [newer, older].find(({ kind }) => kind === 'stop') ?? newer
  return {
    ...final,
    accountId: newer.accountId ?? older.accountId,
    contractId: newer.contractId ?? older.contractId,
    address: newer.address ?? older.address,
    framedPrefix: newer.framedPrefix ?? older.framedPrefix,
    delegatedPrefix: newer.delegatedPrefix ?? older.delegatedPrefix,
    callingStation: newer.callingStation || older.callingStation,
    calledStation: newer.calledStation || older.calledStation,
    nasPort: newer.nasPort || older.nasPort,
    speedDownKbps: newer.speedDownKbps ?? older.speedDownKbps,
    speedUpKbps: newer.speedUpKbps ?? older.speedUpKbps,
    octetsIn: larger(a.octetsIn, b.octetsIn),
    octetsOut: larger(a.octetsOut, b.octetsOut),
    sessionSeconds: Math.max(a.sessionSeconds, b.sessionSeconds),
  }
}

function larger(a: bigint, b: bigint): bigint {
  return a > b ? a : b
}
