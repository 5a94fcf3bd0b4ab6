import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { createTestDatabase } from '../../test/support/database.ts'
import { createDatabase, createPool } from './database.ts'

test('a connection lost in the middle of a deed fails that deed alone, and the process goes on', async () => {
  await using database = await createTestDatabase()
  const { promise: isLost, resolve } = Promise.withResolvers<void>()
  const pool = createPool({
    url: database.url,
    connectionsMax: 2,
    applicationName: 'a deed cut off',
  })
  const db = createDatabase(pool)
  // Node ends the process, and with it this test, when nobody hears of a lost connection.
  pool.on('connect', (client) => client.once('end', resolve))
  const deed = db.transaction().execute(async (tx) => {
    await sql`select 1`.execute(tx)
    await sql`
      select pg_terminate_backend(pid)
      from pg_stat_activity
      where application_name = 'a deed cut off'`.execute(database.db)
    await isLost
    await sql`select 1`.execute(tx)
  })
  await assert.rejects(deed)
  const { rows } = await sql<{ answer: number }>`select 42 as answer`.execute(db)
  assert.deepEqual(rows, [{ answer: 42 }])
  await pool.end()
})
