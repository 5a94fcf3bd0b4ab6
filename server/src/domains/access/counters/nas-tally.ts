import { CODE, type DropReason, type Packet } from '@altyn/radius'
import type { NasMinute, ObservedKind, Sighting } from '../../network/index.ts'

type Seen = { times: number; firstMs: number; lastMs: number }
/** What came from an access server in a minute. */
export type Tally = Omit<NasMinute, 'minute'> & {
  minuteMs: number
  seen: Map<ObservedKind, Seen>
}

const MINUTE_MS = 60_000

export function minuteOf(epochMs: number): number {
  return Math.floor(epochMs / MINUTE_MS) * MINUTE_MS
}

export function emptyTally(nasId: number, nowMs: number): Tally {
  const counts = { signIns: 0, rejects: 0, accounting: 0, discarded: 0 }
  return { nasId, minuteMs: minuteOf(nowMs), ...counts, seen: new Map() }
}

export function see({ seen }: Tally, kind: ObservedKind, nowMs: number): void {
  const known = seen.get(kind)
  if (known) {
    known.times += 1
    known.lastMs = nowMs
  } else {
    seen.set(kind, { times: 1, firstMs: nowMs, lastMs: nowMs })
  }
}

/** Counts an Access-Request that was believed; over TLS nothing has to be signed. */
export function countAsked(
  tally: Tally,
  request: Pick<Packet, 'messageAuthenticatorAt' | 'hasProxyState'>,
  { carrier, nowMs }: { carrier: 'udp' | 'tls'; nowMs: number },
): void {
  tally.signIns += 1
  if (carrier === 'tls') {
    see(tally, 'tls', nowMs)
    return
  }
  const isUnsigned = request.messageAuthenticatorAt === 0
  see(tally, 'request', nowMs)
  if (isUnsigned) see(tally, 'unsigned', nowMs)
  if (!request.hasProxyState) return
  see(tally, 'proxied', nowMs)
  if (isUnsigned) see(tally, 'unsigned-proxied', nowMs)
}

/** Counts a packet that was not believed; of them only Access-Requests that lack a signature, or have a wrong one. */
export function countDropped(
  tally: Tally,
  { reason, datagram }: { reason: DropReason; datagram: Uint8Array },
  nowMs: number,
): void {
  if (datagram[0] !== CODE['Access-Request']) return
  if (reason === 'bad-message-authenticator') see(tally, 'badly-signed', nowMs)
  if (reason !== 'missing-message-authenticator' && reason !== 'unsigned-proxy-state') return
  tally.discarded += 1
  for (const kind of ['request', 'unsigned', 'discarded'] as const) see(tally, kind, nowMs)
  if (reason !== 'unsigned-proxy-state') return
  see(tally, 'proxied', nowMs)
  see(tally, 'unsigned-proxied', nowMs)
}

/** Tallies in the form in which they are written down. */
export function toRecords(tallies: readonly Tally[]): {
  sightings: Sighting[]
  minutes: NasMinute[]
} {
  const instant = Temporal.Instant.fromEpochMilliseconds
  return {
    sightings: tallies.flatMap(({ nasId, seen }) =>
      [...seen].map(([kind, { times, firstMs, lastMs }]) => ({
        nasId,
        kind,
        times,
        firstAt: instant(firstMs),
        lastAt: instant(lastMs),
      })),
    ),
    minutes: tallies.map(({ seen: _, minuteMs, ...counts }) => ({
      ...counts,
      minute: instant(minuteMs),
    })),
  }
}
