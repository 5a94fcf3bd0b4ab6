import assert from 'node:assert/strict'
import { test } from 'node:test'
import { silentLog } from '#platform/log'
import { createTestClock } from '../../../../test/support/clock.ts'
import { createTestDatabase } from '../../../../test/support/database.ts'
import { createSessionMarks } from './session-marks.ts'

const OPENED = '2026-03-01T00:00:00Z'

/** Marks over a database into which sessions come by another way, as from another process. */
async function furnish() {
  const database = await createTestDatabase()
  const clock = createTestClock(OPENED)
  const marks = createSessionMarks({ db: database.db, clock, log: silentLog })
  return {
    marks,
    open: (accounts: number) =>
      database.pool.query(
        `insert into usage.open_sessions (nas_id, acct_session_id, login, account_id, contract_id,
          started_at, updated_at, calling_station)
        select 1 + n % 2, 's' || n, 'u' || n, n, n, $2, $2, 'home' from generate_series(1, $1::int) n`,
        [accounts, OPENED],
      ),
    end: (accountId: number) =>
      database.pool.query('delete from usage.open_sessions where account_id = $1', [accountId]),
    async [Symbol.asyncDispose]() {
      marks.stop()
      await database.close()
    },
  }
}

test('sessions that another process opened and ended are known after a walk', async () => {
  await using house = await furnish()
  const { marks } = house
  await house.open(2500)
  await marks.refresh()
  assert.deepEqual(
    [1, 1000, 1001, 2500, 2501].map((id) => marks.countOthers(id, '')),
    [1, 1, 1, 1, 0],
  )
  assert.equal(marks.countOthers(7, 'home'), 0, 'the same station comes back')
  assert.equal(marks.countOthers(7, 'elsewhere'), 1)
  await house.end(1001)
  await marks.refresh()
  assert.deepEqual(
    [1000, 1001, 1002].map((id) => marks.countOthers(id, '')),
    [1, 0, 1],
  )
})

test('what begins and ends here while the database is read is not lost under its answer', async () => {
  await using house = await furnish()
  const { marks } = house
  await house.open(1500)
  const walk = marks.refresh()
  marks.closed(1, '2\ns1\nu1')
  marks.closed(1400, '1\ns1400\nu1400')
  marks.opened(3000, '1\nnew\nu3000', 'home')
  await walk
  assert.deepEqual(
    [1, 2, 1400, 3000].map((id) => marks.countOthers(id, '')),
    [0, 1, 0, 1],
  )
})

test('a second session of an account is told from its first', async () => {
  await using house = await furnish()
  const { marks } = house
  marks.opened(5, '1\na\nu5', 'home')
  marks.opened(5, '1\nb\nu5', 'phone')
  marks.opened(5, '1\nb\nu5', 'phone')
  assert.equal(marks.countOthers(5, 'home'), 1)
  assert.equal(marks.countOthers(5, ''), 2)
  marks.closed(5, '1\na\nu5')
  assert.equal(marks.countOthers(5, ''), 1)
})

test('an access server that starts anew has no sessions, the others keep theirs', async () => {
  await using house = await furnish()
  const { marks } = house
  await house.open(4)
  await marks.refresh()
  marks.closedOfNas(1)
  assert.deepEqual(
    [1, 2, 3, 4].map((id) => marks.countOthers(id, '')),
    [1, 0, 1, 0],
  )
})
