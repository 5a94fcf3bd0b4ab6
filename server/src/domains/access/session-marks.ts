import { setTimeout as pause } from 'node:timers/promises'
import { type Ground, readingContext, systemActor } from '#platform/context'
import { listSessionMarks, type SessionMark } from '../usage/index.ts'

const REFRESH_MS = 10_000
// A slice is read and put away in about a millisecond: no sign-in waits longer for it.
const SLICE_ROWS = 1000
const SLICE_PAUSE_MS = 5
const ACTOR = systemActor('radius')

/** Which sessions are open, in memory, for the limit of simultaneous sessions. */
export type SessionMarks = {
  /** Sessions of the account other than from this station: a router that lost power comes back. */
  countOthers(accountId: number, callingStation: string): number
  opened(accountId: number, key: string, callingStation: string): void
  closed(accountId: number, key: string): void
  /** An access server that starts anew has none of its sessions any more. */
  closedOfNas(nasId: number): void
  /** Reads the truth from the database again: several RADIUS processes may share the work. */
  refresh(): Promise<void>
  stop(): void
}

/** A session as it was last seen: by which walk through the database, or since. */
type Mark = { key: string; callingStation: string; walk: number }

export function createSessionMarks(ground: Ground): SessionMarks {
  const marks = new Map<number, Mark[]>()
  let walk = 0
  // What a walk may still read although it has ended meanwhile.
  let closedMeanwhile: Set<string> | undefined

  function put(accountId: number, key: string, callingStation: string): void {
    const own = marks.get(accountId)
    const known = own?.find((mark) => mark.key === key)
    if (known) known.walk = walk
    else if (own) own.push({ key, callingStation, walk })
    else marks.set(accountId, [{ key, callingStation, walk }])
  }

  async function walkThrough(): Promise<void> {
    const seen = new Set<string>()
    walk += 1
    closedMeanwhile = seen
    try {
      let slice: SessionMark[] = []
      do {
        const after = slice.at(-1)?.id ?? 0n
        slice = await listSessionMarks(readingContext(ground, ACTOR), { after, limit: SLICE_ROWS })
        for (const { accountId, key, callingStation } of slice) {
          if (accountId !== null && !seen.has(key)) put(accountId, key, callingStation)
        }
        await pause(SLICE_PAUSE_MS)
      } while (slice.length === SLICE_ROWS)
      await forgetUnseen()
    } finally {
      closedMeanwhile = undefined
    }
  }

  /** What this walk has not met was ended by somebody else. */
  async function forgetUnseen(): Promise<void> {
    let looked = 0
    for (const [accountId, own] of marks) {
      if (own.some((mark) => mark.walk !== walk)) {
        keep(
          accountId,
          own.filter((mark) => mark.walk === walk),
        )
      }
      looked += 1
      if (looked % (10 * SLICE_ROWS) === 0) await pause(SLICE_PAUSE_MS)
    }
  }

  function keep(accountId: number, own: Mark[]): void {
    if (own.length > 0) marks.set(accountId, own)
    else marks.delete(accountId)
  }

  function closed(accountId: number, key: string): void {
    closedMeanwhile?.add(key)
    const own = marks.get(accountId)
    if (!own?.some((mark) => mark.key === key)) return
    keep(
      accountId,
      own.filter((mark) => mark.key !== key),
    )
  }

  let walking: Promise<void> | undefined
  function refresh(): Promise<void> {
    walking ??= walkThrough().finally(() => {
      walking = undefined
    })
    return walking
  }

  const timer = setInterval(() => {
    refresh().catch((error: unknown) => {
      ground.log.debug({ error: String(error) }, 'open sessions not refreshed')
    })
  }, REFRESH_MS)

  return {
    countOthers(accountId, callingStation) {
      let others = 0
      for (const mark of marks.get(accountId) ?? []) {
        if (callingStation === '' || mark.callingStation !== callingStation) others += 1
      }
      return others
    },
    opened(accountId, key, callingStation) {
      closedMeanwhile?.delete(key)
      put(accountId, key, callingStation)
    },
    closed,
    closedOfNas(nasId) {
      for (const [accountId, own] of marks) {
        for (const { key } of own) if (key.startsWith(`${nasId}\n`)) closed(accountId, key)
      }
    },
    refresh,
    stop: () => clearInterval(timer),
  }
}
