/**
 * The answers to CVE-2024-3596 that can be demanded of one access server. `signature`: every Access-Request carries
 * Message-Authenticator; `proxy-state`: those with Proxy-State do.
 */
export const PROTECTION_RULES = ['signature', 'proxy-state'] as const
export type ProtectionRule = (typeof PROTECTION_RULES)[number]

/** What was seen of a kind of packet, and how many requests had come when it was seen last. */
export type Observation = {
  times: bigint
  firstAt: Temporal.Instant
  lastAt: Temporal.Instant
  requestsByThen: bigint
}

const SAFE_REQUESTS = 100n
const SAFE_HOURS = 24

export type Readiness = {
  /** `unsafe`: a request that would be dropped came within a day; `watching`: too few or too young to tell. */
  state: 'safe' | 'watching' | 'unsafe'
  /** Requests since the last one that would have been dropped. */
  requests: bigint
  /** Since when there was none; null before the first request. */
  since: Temporal.Instant | null
}

/** May the rule be enforced? Yes after a hundred requests and a day in which nothing would have been dropped. */
export function readinessOf(
  now: Temporal.Instant,
  requests: Observation | undefined,
  offending: Observation | undefined,
): Readiness {
  if (!requests) return { state: 'watching', requests: 0n, since: null }
  const since = offending?.lastAt ?? requests.firstAt
  const clean = requests.times - (offending?.requestsByThen ?? 0n)
  const isOld = now.since(since).total('hours') >= SAFE_HOURS
  if (isOld && clean >= SAFE_REQUESTS) return { state: 'safe', requests: clean, since }
  return { state: offending && !isOld ? 'unsafe' : 'watching', requests: clean, since }
}

export const PROBATION_MINUTES = 60
/** How far back the watch looks besides the whole probation. */
export const LOOK_BACK_MINUTES = 5

const DISCARDED_REQUESTS_MIN = 20
const DISCARDED_PERCENT = 5

/** What came from a server in a stretch of time: requests, the discarded among them. */
export type Stretch = { requests: number; discarded: number }

/** So many requests are dropped that the rule does harm: more than one in twenty, of twenty at least. */
export function isHarmful({ requests, discarded }: Stretch): boolean {
  return requests >= DISCARDED_REQUESTS_MIN && discarded * 100 > requests * DISCARDED_PERCENT
}
