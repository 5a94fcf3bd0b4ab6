import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { createDatabase, createPool, type Db } from '#platform/database'

export type TestDatabase = AsyncDisposable & {
  url: string
  pool: pg.Pool
  db: Db
  close(): Promise<void>
}

/** A migrated database for one test, empty but for what the migrations put there. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const template = templateUrl()
  const name = `test_${randomBytes(8).toString('hex')}`
  await administer(
    template,
    `create database ${name} template ${databaseOf(template)} strategy file_copy`,
  )
  const url = withDatabase(template, name)
  const pool = createPool({ url, connectionsMax: 10, applicationName: 'altyn test' })
  const close = async () => {
    if (!pool.ended) await pool.end()
    await administer(template, `drop database if exists ${name} with (force)`)
  }
  return { url, pool, db: createDatabase(pool), close, [Symbol.asyncDispose]: close }
}

function templateUrl(): string {
  // biome-ignore lint/style/noProcessEnv: how the test runner tells where the template is.
  const url = process.env.ALTYN_TEST_DATABASE_URL
  if (url) return url
  throw new Error('This test needs a database: run it by npm test -- <part of the file’s path>.')
}

async function administer(template: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: withDatabase(template, 'postgres') })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

function databaseOf(url: string): string {
  return new URL(url).pathname.slice(1)
}

function withDatabase(url: string, name: string): string {
  const other = new URL(url)
  other.pathname = `/${name}`
  return other.href
}
