import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { createTestDatabase } from '../../../test/support/database.ts'
import { type Ground, systemActor } from '../context.ts'
import { silentLog } from '../log.ts'
import { inTransaction } from '../transaction.ts'
import { ensurePartitions } from './partitions.ts'

test('a row that came before the partition of its month keeps nobody from working, and stays', async () => {
  await using database = await createTestDatabase()
  // A year that no clock of a test tells, so that none of its months is there yet.
  const now = Temporal.Instant.from('2031-04-17T10:00:00Z')
  const ground: Ground = { db: database.db, clock: { now: () => now }, log: silentLog }
  // The clock of somebody is two months fast.
  await sql`
    insert into platform.events (name, payload, occurred_at)
    values ('test.told', '{}', '2031-06-17T10:00:00Z')`.execute(database.db)
  await inTransaction(ground, systemActor('test'), ensurePartitions)
  await inTransaction(ground, systemActor('test'), ensurePartitions)
  const { rows } = await sql<{ name: string }>`
    select inhrelid::regclass::text as name
    from pg_inherits
    where inhparent in ('platform.events'::regclass, 'usage.calls'::regclass)
      and inhrelid::regclass::text like '%2031%'
    order by 1`.execute(database.db)
  const months = ['03', '04', '05', '06', '07']
  assert.deepEqual(
    rows.map(({ name }) => name),
    [
      ...months.filter((month) => month !== '06').map((month) => `platform.events_2031_${month}`),
      ...months.map((month) => `usage.calls_2031_${month}`),
    ],
  )
  const { rows: events } = await sql`select name from platform.events`.execute(database.db)
  assert.deepEqual(events, [{ name: 'test.told' }])
})
