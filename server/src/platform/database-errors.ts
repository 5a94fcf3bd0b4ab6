const UNIQUE_VIOLATION = '23505'
const EXCLUSION_VIOLATION = '23P01'
const FOREIGN_KEY_VIOLATION = '23503'
const CONNECTION_CLASSES = ['08', '57P', '53']

type DatabaseError = Error & { code: string; constraint?: string }

/** True when the database refused a row because of the named constraint or index. */
export function violates(error: unknown, ...constraints: string[]): boolean {
  return (
    isDatabaseError(error) &&
    [UNIQUE_VIOLATION, EXCLUSION_VIOLATION, FOREIGN_KEY_VIOLATION].includes(error.code) &&
    constraints.includes(error.constraint ?? '')
  )
}

/** True when the database could not be asked at all: it is away, full or shutting down. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (/ECONN|ETIMEDOUT|EPIPE|Connection terminated|timeout exceeded/.test(error.message))
    return true
  return isDatabaseError(error) && CONNECTION_CLASSES.some((start) => error.code.startsWith(start))
}

function isDatabaseError(error: unknown): error is DatabaseError {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
}
