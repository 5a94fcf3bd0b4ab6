import { createDatabase, createPool, type Db } from '#platform/database'
import { codeOf, StartFailure } from '#platform/embedded-postgres/start-failure'
import { migrate } from '#platform/migrate'
import { Refusal } from '#platform/refusal'
import { databaseFailure, type OpenDatabase } from './open-database.ts'

const SLOW_MS = 2000

export type Schema = { migrationsApplied: number; isEmpty: boolean }

/** Brings the schema up to date and tells whether anybody has ever signed in. */
export async function prepareSchema(
  { url, place }: OpenDatabase,
  onSlowMigration: (name: string) => void,
): Promise<Schema> {
  const pool = createPool({ url, connectionsMax: 2, applicationName: 'altyn supervisor' })
  let latest = ''
  const slow = setInterval(() => onSlowMigration(latest), SLOW_MS)
  try {
    const migrationsApplied = await migrate(pool, (name) => {
      latest = name
      slow.refresh()
    })
    return { migrationsApplied, isEmpty: await nobodyHasSignedIn(createDatabase(pool)) }
  } catch (error) {
    throw migrationFailure(error, latest, place)
  } finally {
    clearInterval(slow)
    await pool.end()
  }
}

async function nobodyHasSignedIn(db: Db): Promise<boolean> {
  const member = await db
    .selectFrom('staff.members')
    .select('id')
    .where('password_hash', 'is not', null)
    .limit(1)
    .executeTakeFirst()
  return member === undefined
}

function migrationFailure(error: unknown, migration: string, place: string): unknown {
  if (error instanceof Refusal) return error
  const code = codeOf(error)
  const isAboutTheWay =
    code === '' || code === '42501' || code.startsWith('E') || /^(08|28|53|57)/.test(code)
  if (isAboutTheWay) return databaseFailure(error, place)
  const message = error instanceof Error ? error.message : String(error)
  return new StartFailure(
    `The migration ${migration} cannot be applied to ${place} (${message}): nothing of it was kept; start the Altyn that ran before and report this.`,
    { cause: error },
  )
}
