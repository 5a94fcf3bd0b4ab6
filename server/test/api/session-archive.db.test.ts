import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { startHouse } from '../support/api.ts'

/** Sixty finished sessions, one each twelve hours from the middle of March on. */
async function furnish(t: TestContext) {
  const house = await startHouse(t)
  const admin = await house.administrator()
  const { pool } = house.ground
  for (const month of ['2026-03-01', '2026-04-01']) {
    await pool.query(`select platform.ensure_month_partition('usage.closed_sessions', $1::date)`, [
      month,
    ])
  }
  await pool.query(
    `insert into usage.closed_sessions (id, nas_id, acct_session_id, login, started_at, closed_at,
      address, calling_station, octets_in, octets_out, session_seconds, cause, delegated_prefix)
    select n, 1 + n % 3, 's-' || n, case when n % 2 = 0 then 'Ivanova' else 'petrov' end,
      at, at + interval '1 hour', inet '10.9.0.0' + n, 'AA-BB-CC-00-00-' || lpad(to_hex(n), 2, '0'),
      1, 1, 3600, 'user-request', ('2001:db8:' || to_hex(n) || '::/48')::cidr
    from generate_series(1, 60) n, lateral (
      select timestamptz '2026-03-15 00:00Z' + n * interval '12 hours' as at
    ) s`,
  )
  const list = async (query: string) => {
    const { status, body } = await admin('GET', `/api/usage/closed-sessions?${query}`)
    assert.equal(status, 200, JSON.stringify(body))
    const items = body.items as { id: string; login: string }[]
    return { ids: items.map(({ id }) => Number(id)), nextCursor: body.nextCursor }
  }
  return { admin, list }
}

test('the archive is read page by page over the end of a month, nothing lost and nothing twice', async (t) => {
  const { list } = await furnish(t)
  const read: number[] = []
  let cursor: unknown = ''
  while (cursor !== null) {
    const page = await list(`limit=7${cursor ? `&cursor=${cursor}` : ''}`)
    read.push(...page.ids)
    cursor = page.nextCursor
  }
  assert.deepEqual(
    read,
    Array.from({ length: 60 }, (_, index) => 60 - index),
  )
})

test('the archive is narrowed by login, address, MAC in any writing, server and period of the end', async (t) => {
  const { admin, list } = await furnish(t)
  const ids = async (query: string) => (await list(`limit=200&${query}`)).ids
  assert.equal((await ids('login=IVANOVA')).length, 30)
  assert.deepEqual(await ids('login=ivan'), [], 'the whole login')
  assert.deepEqual(await ids('address=10.9.0.5'), [5])
  assert.deepEqual(await ids('address=2001:db8:10:7::1'), [16], 'inside a delegated prefix')
  for (const mac of ['aabb.cc00.0011', 'AA:BB:CC:00:00:11', 'aabbcc000011']) {
    assert.deepEqual(await ids(`mac=${mac}`), [17], mac)
  }
  assert.equal((await ids('nasId=2')).length, 20)
  const period = 'from=2026-03-31T13:00:00Z&until=2026-04-01T13:00:00Z'
  assert.deepEqual(await ids(period), [34, 33], 'half-open, over the end of a month')
  assert.deepEqual(await ids(`${period}&login=ivanova&nasId=2`), [34])
  const wrong = await admin('GET', '/api/usage/closed-sessions?address=10.9.0')
  assert.match(JSON.stringify(wrong.body), /"address"/)
})
