import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import type { Config } from '#platform/config'
import { startEmbeddedPostgres } from '#platform/embedded-postgres'
import { codeOf, onFiles, StartFailure } from '#platform/embedded-postgres/start-failure'
import { writeDurably } from '#platform/embedded-postgres/write-durably'
import type { Log } from '#platform/log'

const CONNECT_MS_MAX = 10_000
const VERSION_MIN = 180_000

export type OpenDatabase = { url: string; place: string; close(): Promise<void> }

/** Where commands beside the running system find its database: a file only its user may read. */
export function databaseUrlFile(dataFolder: string): string {
  return join(dataFolder, 'secrets/database-url')
}

/** The database of DATABASE_URL when that is set, else the embedded one, started. */
export async function openDatabase(
  config: Config,
  log: Log,
  onStep: (step: string) => void,
): Promise<OpenDatabase> {
  if (config.databaseUrl) {
    await refuseUnusable(config.databaseUrl)
    return { url: config.databaseUrl, place: placeOf(config.databaseUrl), close: async () => {} }
  }
  const folder = config.dataFolder
  const { url, cluster, stop } = await startEmbeddedPostgres({ folder, log, onStep })
  const file = databaseUrlFile(folder)
  onFiles(file, () => {
    mkdirSync(join(folder, 'secrets'), { recursive: true, mode: 0o700 })
    writeDurably(file, `${url}\n`)
  })
  const close = async () => {
    rmSync(file, { force: true })
    await stop()
  }
  return { url, place: `PostgreSQL in ${cluster}`, close }
}

/** Host and database name: what may be shown of a URL that holds a password. */
function placeOf(url: string): string {
  try {
    const { host, pathname } = new URL(url)
    return `${host || 'localhost'}${pathname}`
  } catch (error) {
    throw new StartFailure(
      'DATABASE_URL cannot be read: write it as postgres://user:password@host:5432/database, with special characters of the password percent-encoded.',
      { cause: error },
    )
  }
}

async function refuseUnusable(url: string): Promise<void> {
  const place = placeOf(url)
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_MS_MAX,
    application_name: 'altyn supervisor',
  })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query<{ number: number; name: string }>(
      `select current_setting('server_version_num')::int as number,
        current_setting('server_version') as name`,
    )
    const [version] = rows
    if (version && version.number < VERSION_MIN) {
      throw new StartFailure(
        `DATABASE_URL leads to PostgreSQL ${version.name}, and Altyn needs 18 or newer: upgrade that server, or unset DATABASE_URL to use the embedded one.`,
      )
    }
  } catch (error) {
    throw databaseFailure(error, place)
  } finally {
    await client.end().catch(() => undefined)
  }
}

const CONNECTION_SENTENCES: Record<string, (place: string) => string> = {
  ECONNREFUSED: (place) =>
    `Nothing answers at ${place}: start that PostgreSQL or correct DATABASE_URL.`,
  ENOTFOUND: (place) => `The host of ${place} is unknown: correct DATABASE_URL.`,
  EAI_AGAIN: (place) =>
    `The host of ${place} cannot be looked up: correct DATABASE_URL or mend the name service (DNS).`,
  ETIMEDOUT: (place) => `${place} does not answer: correct DATABASE_URL or open the way to it.`,
  EHOSTUNREACH: (place) =>
    `${place} cannot be reached: correct DATABASE_URL or open the way to it.`,
  '28P01': (place) => `${place} refused the user or the password: correct them in DATABASE_URL.`,
  '28000': (place) =>
    `${place} does not let this user in from here: correct DATABASE_URL or its pg_hba.conf.`,
  '3D000': (place) =>
    `The database ${place} does not exist: create it (createdb) or correct DATABASE_URL.`,
  '42501': (place) =>
    `The user of ${place} lacks rights: make that user the owner of the database (alter database … owner to …).`,
  '53300': (place) => `${place} has no connection left: raise max_connections there.`,
  '57P03': (place) => `${place} is just starting or stopping: start again in a moment.`,
}

/** Tells in one sentence why a database of somebody else's cannot be used. */
export function databaseFailure(error: unknown, place: string): unknown {
  if (error instanceof StartFailure) return error
  const message = error instanceof Error ? error.message : String(error)
  const code = /timeout/i.test(message) ? 'ETIMEDOUT' : codeOf(error)
  const known = CONNECTION_SENTENCES[code]
  const sentence = known
    ? known(place)
    : `The database ${place} cannot be used (${message}): correct DATABASE_URL.`
  return new StartFailure(sentence, { cause: error })
}
