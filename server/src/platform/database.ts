import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { Database } from './database.generated.ts'

export type { Database } from './database.generated.ts'
export type Db = Kysely<Database>

const INT8 = 20
const DATE = 1082
const TIMESTAMPTZ = 1184
const INT8_ARRAY = 1016

const toInstant = (text: string) => Temporal.Instant.from(text)
const toDay = (text: string) => Temporal.PlainDate.from(text)
const toBigints = (text: string) => (text === '{}' ? [] : text.slice(1, -1).split(',').map(BigInt))

const parsers = new Map<number, (text: string) => unknown>([
  [INT8, BigInt],
  [DATE, toDay],
  [TIMESTAMPTZ, toInstant],
  [INT8_ARRAY, toBigints],
])

const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    (format !== 'binary' && parsers.get(oid)) ||
    pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser, // overloads by literal
}

// pg asks an object how to be a parameter; Temporal values answer with their ISO text.
for (const kind of [Temporal.Instant, Temporal.PlainDate]) {
  Object.defineProperty(kind.prototype, 'toPostgres', {
    configurable: true,
    value(this: { toString(): string }) {
      return this.toString()
    },
  })
}

export type DatabaseOptions = { url: string; connectionsMax: number; applicationName: string }

/** Opens a pool of connections. Times come as Temporal values, int8 as bigint, numeric as text. */
export function createPool({ url, connectionsMax, applicationName }: DatabaseOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: connectionsMax,
    types,
    application_name: applicationName,
    options:
      '-c timezone=UTC -c statement_timeout=120000 -c idle_in_transaction_session_timeout=60000',
    connectionTimeoutMillis: 5000,
    keepAlive: true,
  })
  // A lost idle connection is replaced on the next use; without a listener it would end the process.
  pool.on('error', () => undefined)
  // The same while a deed holds it between two statements: the next of them fails.
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}

/** Wraps a pool in the typed query builder. */
export function createDatabase(pool: pg.Pool): Db {
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool }) })
}
