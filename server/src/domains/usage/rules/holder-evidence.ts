export type HolderSession = {
  id: bigint
  nasId: number
  acctSessionId: string
  login: string
  accountId: number | null
  /** Let in as a guest: the account is the one whose login was proved, if any. */
  isGuest: boolean
  contractId: number | null
  startedAt: Temporal.Instant
  updatedAt: Temporal.Instant
  closedAt: Temporal.Instant | null
  cause: string | null
  callingStation: string
  nasPort: string
  /** The prefix that the asked address lies in; null where the address itself is told. */
  network: string | null
}

const CERTAINTIES = ['sure', 'likely', 'possible'] as const
export type Certainty = (typeof CERTAINTIES)[number]
export type HolderReason =
  | 'only-holder'
  | 'latest-of-several'
  | 'earlier-of-several'
  | 'silent'
  | 'assigned-online'
  | 'assigned-only'
  | 'leased'
  | 'inside-unknown'
export type Judgement = { certainty: Certainty; reason: HolderReason }
export type Judged<Claim> = Judgement & { claim: Claim }

/**
 * Judges sessions that claim one address at one moment, the surest first. An access server gives an
 * address on only when it holds its former session for ended, so of several the latest begun is the
 * likelier, and the others are those whose Stop was never told. A session that was lost before the
 * moment may still have been there, unless the same account is there by another.
 */
export function judgeSessions(
  sessions: readonly HolderSession[],
  at: Temporal.Instant,
): Judged<HolderSession>[] {
  const isThere = ({ closedAt }: HolderSession) =>
    closedAt === null || Temporal.Instant.compare(closedAt, at) > 0
  const there = judgeClaims(sessions.filter(isThere), {
    ownerOf,
    sinceOf: ({ startedAt }) => startedAt,
  })
  const owners = new Set(there.map(({ claim }) => ownerOf(claim)))
  const silent = sessions
    .filter((session) => !isThere(session) && !owners.has(ownerOf(session)))
    .map((claim) => ({ claim, certainty: 'possible' as const, reason: 'silent' as const }))
  return [...there, ...silent]
}

/** Of claims by several the latest begun is the likelier; when all are of one, there is no doubt. */
export function judgeClaims<Claim>(
  claims: readonly Claim[],
  {
    ownerOf,
    sinceOf,
  }: { ownerOf: (claim: Claim) => string; sinceOf: (claim: Claim) => Temporal.Instant },
): Judged<Claim>[] {
  const latestFirst = claims.toSorted((a, b) => Temporal.Instant.compare(sinceOf(b), sinceOf(a)))
  const [latest] = latestFirst
  if (latest === undefined) return []
  const owner = ownerOf(latest)
  const isAlone = latestFirst.every((claim) => ownerOf(claim) === owner)
  return latestFirst.map((claim) => {
    if (isAlone) return { claim, certainty: 'sure', reason: 'only-holder' }
    return ownerOf(claim) === owner
      ? { claim, certainty: 'likely', reason: 'latest-of-several' }
      : { claim, certainty: 'possible', reason: 'earlier-of-several' }
  })
}

/** A chain of evidence is as sure as its weakest link; the reason is that link's. */
export function weaker(first: Judgement, second: Judgement): Judgement {
  return rankOf(second) > rankOf(first) ? second : first
}

/** The surest first; what is equally sure keeps its order. */
export function sortByCertainty<Row extends Judgement>(rows: readonly Row[]): Row[] {
  return rows.toSorted((a, b) => rankOf(a) - rankOf(b))
}

function rankOf({ certainty }: Judgement): number {
  return CERTAINTIES.indexOf(certainty)
}

/** Sessions of nobody's account are told apart by their logins. */
function ownerOf({ accountId, login }: HolderSession): string {
  return accountId === null ? `login ${login.toLowerCase()}` : String(accountId)
}
