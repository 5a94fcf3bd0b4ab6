import pino from 'pino'

export type Log = Pick<pino.Logger, 'debug' | 'info' | 'warn' | 'error' | 'fatal'>

const SECRET_FIELDS = ['password', 'secret', 'token', 'cookie', 'authorization', 'databaseUrl']

/** The log of one process: JSON lines on standard output, secrets masked wherever they turn up. */
export function createLog(processName: string, level: string): Log {
  return pino({
    level,
    base: { process: processName },
    redact: {
      paths: SECRET_FIELDS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
      censor: '***',
    },
  })
}

/** A log that says nothing, for tests. */
export const silentLog: Log = pino({ level: 'silent' })
