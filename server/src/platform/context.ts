import type { Clock } from './clock.ts'
import type { Db } from './database.ts'
import type { Log } from './log.ts'

/** Who does a deed: a member of staff, a machine with a token, or the system itself. */
export type Actor = {
  /** Stable and unique: `staff:1`, `token:7`, `system:recurring-run`. */
  id: string
  name: string
  permissions: ReadonlySet<string>
  address?: string
  /** Has not set a first password yet: nothing but that is allowed. */
  mustSetPassword?: boolean
}

/** Everything that a deed gets besides its input. `tx` is opened and committed by the process. */
export type Context = {
  tx: Db
  now(): Temporal.Instant
  actor: Actor
  log: Log
}

/** The system as an actor, named by what it is doing. It may do everything. */
export function systemActor(deed: string): Actor {
  return { id: `system:${deed}`, name: deed, permissions: new Set(['*']) }
}

export type Ground = { db: Db; clock: Clock; log: Log }

/** A context on the given ground, outside a transaction: for reading. */
export function readingContext(ground: Ground, actor: Actor): Context {
  return { tx: ground.db, now: () => ground.clock.now(), actor, log: ground.log }
}
