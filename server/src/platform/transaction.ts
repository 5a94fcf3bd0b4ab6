import { sql } from 'kysely'
import type { Actor, Context, Ground } from './context.ts'

const SERIALIZATION_FAILURE = '40001'
const DEADLOCK = '40P01'
const ATTEMPTS_MAX = 4

/**
 * Runs a deed in one transaction with one moment of time. A deadlock or a serialization failure
 * runs it again from the start; deeds are safe to repeat.
 */
export async function inTransaction<Result>(
  ground: Ground,
  actor: Actor,
  deed: (ctx: Context) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const now = ground.clock.now()
      return await ground.db
        .transaction()
        .execute((tx) => deed({ tx, now: () => now, actor, log: ground.log }))
    } catch (error) {
      if (attempt >= ATTEMPTS_MAX || !isWorthRepeating(error)) throw error
    }
  }
}

function isWorthRepeating(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return code === SERIALIZATION_FAILURE || code === DEADLOCK
}

/** Runs a part of a deed so that its failure takes back the part alone and not the whole deed. */
export async function inSavepoint<Result>(
  { tx }: Context,
  part: () => Promise<Result>,
): Promise<Result> {
  await sql`savepoint part`.execute(tx)
  try {
    const result = await part()
    await sql`release savepoint part`.execute(tx)
    return result
  } catch (error) {
    await sql`rollback to savepoint part`.execute(tx)
    await sql`release savepoint part`.execute(tx)
    throw error
  }
}

/** Does a part of a deed for real, takes what it did back, and returns what came of it. */
export async function rehearse<Result>(
  { tx }: Context,
  part: () => Promise<Result>,
): Promise<Result> {
  await sql`savepoint rehearsal`.execute(tx)
  try {
    return await part()
  } finally {
    await sql`rollback to savepoint rehearsal`.execute(tx)
    await sql`release savepoint rehearsal`.execute(tx)
  }
}
