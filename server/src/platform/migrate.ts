import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'
import { Refusal } from './refusal.ts'

const MIGRATIONS_FOLDER = join(import.meta.dirname, '../../migrations')
// Any number will do as long as every Altyn takes the same one.
const MIGRATION_LOCK = 4_100_418

type Migration = { number: number; name: string; sql: string; checksum: string }

/**
 * Brings the schema up to date, one transaction per migration, under a lock so that several
 * processes may start at once. Refuses a database made by a newer program or with altered history.
 */
export async function migrate(
  pool: pg.Pool,
  onStep: (name: string) => void = () => undefined,
): Promise<number> {
  const client = await pool.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
    await client.query(
      `create table if not exists public.altyn_migrations (
        number integer primary key, name text not null, checksum text not null,
        applied_at timestamptz not null default now())`,
    )
    const applied = await readApplied(client)
    const known = readMigrations()
    refuseStrangeHistory(applied, known)
    const pending = known.filter(({ number }) => !applied.has(number))
    for (const migration of pending) {
      onStep(migration.name)
      await applyMigration(client, migration)
    }
    return pending.length
  } finally {
    await client.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK])
    client.release()
  }
}

function readMigrations(): Migration[] {
  return readdirSync(MIGRATIONS_FOLDER)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => {
      const sql = readFileSync(join(MIGRATIONS_FOLDER, name), 'utf8')
      const checksum = createHash('sha256').update(sql).digest('hex')
      return { number: Number(name.slice(0, 4)), name, sql, checksum }
    })
}

async function readApplied(client: pg.PoolClient): Promise<Map<number, Omit<Migration, 'sql'>>> {
  const { rows } = await client.query<Omit<Migration, 'sql'>>(
    'select number, name, checksum from public.altyn_migrations',
  )
  return new Map(rows.map((row) => [row.number, row]))
}

function refuseStrangeHistory(
  applied: Map<number, Omit<Migration, 'sql'>>,
  known: Migration[],
): void {
  const latest = known.at(-1)?.number ?? 0
  for (const [number, { name, checksum }] of applied) {
    if (number > latest) throw new Refusal('platform.database-is-newer', { name })
    if (known.find((migration) => migration.number === number)?.checksum !== checksum) {
      throw new Refusal('platform.migration-altered', { name })
    }
  }
}

async function applyMigration(client: pg.PoolClient, migration: Migration): Promise<void> {
  await client.query('begin')
  try {
    await client.query(migration.sql)
    await client.query(
      'insert into public.altyn_migrations (number, name, checksum) values ($1, $2, $3)',
      [migration.number, migration.name, migration.checksum],
    )
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}
