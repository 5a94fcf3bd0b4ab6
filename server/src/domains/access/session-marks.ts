import type { Ground } from '#platform/context'
import { readingContext, systemActor } from '#platform/context'
import { listSessionMarks } from '../usage/index.ts'

const REFRESH_MS = 10_000
const ACTOR = systemActor('radius')

/** Which sessions are open, in memory, for the limit of simultaneous sessions. */
export type SessionMarks = {
  /** Sessions of the account other than from this station: a router that lost power comes back. */
  countOthers(accountId: number, callingStation: string): number
  opened(accountId: number, key: string, callingStation: string): void
  closed(accountId: number, key: string): void
  /** Reads the truth from the database again: several RADIUS processes may share the work. */
  refresh(): Promise<void>
  stop(): void
}

export function createSessionMarks(ground: Ground): SessionMarks {
  let marks = new Map<number, Map<string, string>>()
  // What changes while the database is read must not be lost under the answer.
  let changes: (() => void)[] | undefined

  function apply(change: () => void): void {
    change()
    changes?.push(change)
  }

  async function refresh(): Promise<void> {
    if (changes) return
    changes = []
    try {
      const rows = await listSessionMarks(readingContext(ground, ACTOR))
      marks = new Map()
      for (const row of rows) put(row.accountId, row.key, row.callingStation)
      for (const change of changes) change()
    } finally {
      changes = undefined
    }
  }

  function put(accountId: number, key: string, callingStation: string): void {
    const own = marks.get(accountId)
    if (own) own.set(key, callingStation)
    else marks.set(accountId, new Map([[key, callingStation]]))
  }

  const timer = setInterval(() => {
    refresh().catch((error: unknown) => {
      ground.log.debug({ error: String(error) }, 'open sessions not refreshed')
    })
  }, REFRESH_MS)

  return {
    countOthers(accountId, callingStation) {
      const own = marks.get(accountId)
      if (!own) return 0
      let others = 0
      for (const station of own.values()) {
        if (callingStation === '' || station !== callingStation) others += 1
      }
      return others
    },
    opened: (accountId, key, station) => apply(() => put(accountId, key, station)),
    closed: (accountId, key) =>
      apply(() => {
        const own = marks.get(accountId)
        own?.delete(key)
        if (own?.size === 0) marks.delete(accountId)
      }),
    refresh,
    stop: () => clearInterval(timer),
  }
}
