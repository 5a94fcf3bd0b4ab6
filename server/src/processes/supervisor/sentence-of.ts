import { StartFailure } from '#platform/embedded-postgres/start-failure'
import { Refusal } from '#platform/refusal'

const REFUSALS: Record<string, (details: Record<string, unknown>) => string> = {
  'platform.bad-configuration': ({ faults }) =>
    `The environment is not right: ${Array.isArray(faults) ? faults.join('; ') : faults}. Correct these variables and start again.`,
  'platform.database-is-newer': ({ name }) =>
    `The database was made by a newer Altyn (it has the migration ${name}): start that version, or set ALTYN_DATA or DATABASE_URL to another database.`,
  'platform.migration-altered': ({ name }) =>
    `The migration ${name} differs from the one that this database was made with: bring the original file back, or set ALTYN_DATA or DATABASE_URL to a new database.`,
}

/** What to tell the operator about an error that ends the start: one sentence, or the whole of a bug. */
export function sentenceOf(error: unknown): string {
  if (error instanceof StartFailure) return error.message
  if (error instanceof Refusal) {
    return REFUSALS[error.code]?.(error.details) ?? `${error.code} ${JSON.stringify(error.details)}`
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
