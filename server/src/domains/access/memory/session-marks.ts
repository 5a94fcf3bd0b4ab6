import { setTimeout as pause } from 'node:timers/promises'
import { type Ground, readingContext, systemActor } from '#platform/context'
import { listSessionMarks, type SessionMark } from '../../usage/index.ts'

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
type Memory = {
  marks: Map<number, Mark[]>
  walk: number
  /** What a walk may still read although it has ended meanwhile. */
  closedMeanwhile: Set<string>
}

export function createSessionMarks(ground: Ground): SessionMarks {
  const memory: Memory = { marks: new Map(), walk: 0, closedMeanwhile: new Set() }
  let walking: Promise<void> | undefined

  function refresh(): Promise<void> {
    walking ??= walkThrough(ground, memory).finally(() => {
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
      for (const mark of memory.marks.get(accountId) ?? []) {
        if (callingStation === '' || mark.callingStation !== callingStation) others += 1
      }
      return others
    },
    opened(accountId, key, callingStation) {
      memory.closedMeanwhile.delete(key)
      put(memory, accountId, { key, callingStation })
    },
    closed: (accountId, key) => drop(memory, accountId, key),
    closedOfNas(nasId) {
      for (const [accountId, own] of memory.marks) {
        for (const { key } of own) {
          if (key.startsWith(`${nasId}\n`)) drop(memory, accountId, key)
        }
      }
    },
    refresh,
    stop: () => clearInterval(timer),
  }
}

function put(
  { marks, walk }: Memory,
  accountId: number,
  session: Pick<SessionMark, 'key' | 'callingStation'>,
): void {
  const own = marks.get(accountId)
  const known = own?.find(({ key }) => key === session.key)
  if (known) known.walk = walk
  else {
    const mark = { key: session.key, callingStation: session.callingStation, walk }
    if (own) own.push(mark)
    else marks.set(accountId, [mark])
  }
}

function drop(memory: Memory, accountId: number, key: string): void {
  memory.closedMeanwhile.add(key)
  const own = memory.marks.get(accountId)
  if (!own?.some((mark) => mark.key === key)) return
  keep(
    memory,
    accountId,
    own.filter((mark) => mark.key !== key),
  )
}

function keep({ marks }: Memory, accountId: number, own: Mark[]): void {
  if (own.length > 0) marks.set(accountId, own)
  else marks.delete(accountId)
}

async function walkThrough(ground: Ground, memory: Memory): Promise<void> {
  memory.walk += 1
  memory.closedMeanwhile.clear()
  let slice: SessionMark[] = []
  do {
    const after = slice.at(-1)?.id ?? 0n
    slice = await listSessionMarks(readingContext(ground, ACTOR), { after, limit: SLICE_ROWS })
    for (const session of slice) {
      const { accountId, key } = session
      if (accountId !== null && !memory.closedMeanwhile.has(key)) put(memory, accountId, session)
    }
    await pause(SLICE_PAUSE_MS)
  } while (slice.length === SLICE_ROWS)
  await forgetUnseen(memory)
}

/** What a walk has not met was ended by somebody else. */
async function forgetUnseen(memory: Memory): Promise<void> {
  let looked = 0
  for (const [accountId, own] of memory.marks) {
    const seen = own.filter(({ walk }) => walk === memory.walk)
    if (seen.length < own.length) keep(memory, accountId, seen)
    looked += 1
    if (looked % (10 * SLICE_ROWS) === 0) await pause(SLICE_PAUSE_MS)
  }
  memory.closedMeanwhile.clear()
}
