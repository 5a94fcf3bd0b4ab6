import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { ATTRIBUTE } from '@altyn/radius'
import { probeSessions } from '../../src/domains/access/index.ts'
import { addAttributeRow } from '../../src/domains/network/attributes/keep-attributes.ts'
import type { DialectName } from '../../src/domains/network/index.ts'
import { closeDeadSessionsJob } from '../../src/domains/usage/usage.jobs.ts'
import { openAccessServer } from '../support/access-server.ts'
import { openHouse, type TestHouse } from '../support/house.ts'

const GB = 2n ** 30n
const STATION = 'AA-BB-CC-00-00-01'
const EVERYBODY = {
  agentId: null,
  nasId: null,
  deviceGroupId: null,
  category: null,
  accountGroupId: null,
  tariffId: null,
  accountId: null,
  speedDownKbps: null,
  isForGuests: false,
}

/** Ivanova and Petrov behind one access server, whose agent is told to ask for a report every five minutes. */
async function furnish(t: TestContext, dialect: DialectName = 'accel-ppp') {
  const house = await openHouse(t, '2026-04-10T12:00:00+03:00')
  const tariffId = await house.tariff('Интернет 100', { feeMinor: 0n, blockPolicy: 'none' })
  const anna = await house.connect({ login: 'ivanova', tariffId })
  await house.connect({ login: 'petrov', tariffId })
  await house.work()
  const server = await openAccessServer(t, house, { dialect })
  await server.signIn()
  await server.signIn('petrov', 'AA-BB-CC-00-00-02')
  return { house, anna, server, network: play(house, server) }
}

function play(house: TestHouse, server: Awaited<ReturnType<typeof openAccessServer>>) {
  const begin = house.clock.now()
  const { pool } = house.database
  return {
    /** Moves the clock to a minute of the story. */
    at: (minute: number) => house.clock.set(begin.add({ minutes: minute }).toString()),
    start: (session: string, login = 'ivanova', station = STATION) =>
      server.report({ status: 'Start', seconds: 0, session, login, station }),
    /** A report of a session that began at a minute of the story, a gigabyte a minute. */
    report(session: string, since = 0, login = 'ivanova') {
      const minutes = Math.round(begin.until(house.clock.now()).total('minutes')) - since
      return server.report({
        status: 'Interim-Update',
        session,
        login,
        down: BigInt(minutes) * GB,
        seconds: minutes * 60,
      })
    },
    /** What the worker does every minute, and what follows. */
    async look() {
      await probeSessions(house.ground)
      await house.work()
      return server.told()
    },
    async known(session: string) {
      const { rows } = await pool.query<{ id: bigint; cause: string | null; gigabytes: number }>(
        `select id, null as cause, (octets_in / 1073741824)::int as gigabytes
        from usage.open_sessions where acct_session_id = $1
        union all
        select id, cause, (octets_in / 1073741824)::int
        from usage.closed_sessions where acct_session_id = $1`,
        [session],
      )
      const [row, ...more] = rows
      assert.equal(more.length, 0, 'there once')
      const proof = await pool.query<{ kind: string; facts: Record<string, unknown> }>(
        'select kind, facts from usage.session_evidence where session_id = $1 order by id',
        [row?.id],
      )
      const evidence = proof.rows.map(({ kind }) => kind)
      return { cause: row?.cause, gigabytes: row?.gigabytes, evidence, facts: proof.rows[0]?.facts }
    },
    async charged(accountId: number) {
      const { rows } = await pool.query<{ gigabytes: number }>(
        `select (sum(octets_in) / 1073741824)::int as gigabytes from usage.hours where account_id = $1`,
        [accountId],
      )
      return rows[0]?.gigabytes
    },
    async outcomes() {
      const { rows } = await pool.query<{ kind: string; reason: string; outcome: string }>(
        'select kind, reason, outcome from access.commands order by id',
      )
      return rows.map(({ kind, reason, outcome }) => `${kind} ${reason}: ${outcome}`)
    },
  }
}

test('a session that misses two reports is asked about, and one that nobody knows is over', async (t) => {
  const { house, anna, server, network } = await furnish(t)
  await network.start('a')
  network.at(5)
  await network.report('a')
  await network.start('b', 'petrov')
  network.at(15)
  await network.report('b', 5, 'petrov')
  assert.deepEqual(
    await network.look(),
    [],
    'ten minutes of silence are two reports that may be late',
  )
  network.at(17)
  server.manner.speeds = 'knows-nothing'
  assert.deepEqual(await network.look(), ['100000/50000'], 'asked by its own speed, and only it')
  const { cause, gigabytes, evidence, facts } = await network.known('a')
  assert.deepEqual([cause, gigabytes, evidence], ['gone', 5, ['silent', 'gone']])
  assert.deepEqual(facts, { silentSeconds: 720, promisedSeconds: 300 })
  assert.equal((await network.known('b')).cause, null)

  network.at(20)
  await network.report('a')
  const again = await network.known('a')
  assert.deepEqual(
    [again.cause, again.gigabytes, again.evidence],
    [null, 20, ['silent', 'gone', 'reopened']],
    'the server was wrong: alive after all, and nothing is lost',
  )
  assert.equal(await network.charged(anna.accountId), 20)
  await house.audit()
})

test('a server that knows a silent session keeps it from being taken for lost', async (t) => {
  const { house, server, network } = await furnish(t)
  await network.start('a')
  await network.start('b', 'petrov')
  server.manner.speeds = 'does'
  const dead = () => closeDeadSessionsJob.run(house.ground)
  network.at(23 * 60)
  await network.report('b', 0, 'petrov')
  assert.deepEqual(await network.look(), ['100000/50000'])
  assert.deepEqual((await network.known('a')).evidence, ['silent', 'confirmed'])
  network.at(25 * 60)
  await dead()
  assert.equal((await network.known('a')).cause, null, 'a day of silence, but the server knows it')
  network.at(48 * 60)
  await dead()
  assert.equal((await network.known('a')).cause, 'lost', 'a day after that it is over')
})

test('a session that was lost and reports three days later is one session, counted once', async (t) => {
  const { house, anna, network } = await furnish(t)
  await network.start('a')
  network.at(10)
  await network.report('a')
  network.at(25 * 60)
  await closeDeadSessionsJob.run(house.ground)
  assert.equal((await network.known('a')).cause, 'lost')
  network.at(4 * 24 * 60)
  await network.report('a')
  const { cause, gigabytes, evidence } = await network.known('a')
  assert.deepEqual([cause, gigabytes, evidence], [null, 4 * 24 * 60, ['reopened']])
  assert.equal(await network.charged(anna.accountId), 4 * 24 * 60)
})

test('a session that reports before the question leaves is not asked about', async (t) => {
  const { house, network } = await furnish(t, 'standard')
  await network.start('a')
  await network.start('b', 'petrov')
  network.at(5)
  await network.report('a')
  network.at(17)
  await network.report('b', 0, 'petrov')
  await probeSessions(house.ground)
  network.at(18)
  await network.report('a')
  assert.deepEqual(await network.look(), [], 'nobody was told to end it')
  assert.deepEqual(await network.outcomes(), ['disconnect session-silent: called-off'])
  const { cause, evidence } = await network.known('a')
  assert.deepEqual([cause, evidence], [null, ['silent', 'heard-again']])
})

test('where nothing can be asked, a silent session is told to end while its server talks', async (t) => {
  const { network } = await furnish(t, 'standard')
  await network.start('a')
  await network.start('b', 'petrov')
  network.at(5)
  await network.report('a')
  network.at(17)
  assert.deepEqual(await network.look(), [], 'the server has been silent as a whole')
  await network.report('b', 0, 'petrov')
  assert.deepEqual(await network.look(), ['ended'])
  const { cause, evidence } = await network.known('a')
  assert.deepEqual([cause, evidence], ['ended-silent', ['silent', 'ended']])
})

test('an older session of the same device is suspected, and asked about when its report is missing', async (t) => {
  const { server, network } = await furnish(t)
  await network.start('old')
  network.at(5)
  await network.report('old')
  network.at(7)
  await network.start('new')
  await network.start('other', 'petrov', 'AA-BB-CC-00-00-02')
  assert.deepEqual(await network.look(), [], 'its next report is not due')
  const suspected = await network.known('old')
  assert.deepEqual(suspected.evidence, ['newer'])
  assert.equal(suspected.facts?.by, 'station')
  network.at(11)
  server.manner.speeds = 'knows-nothing'
  assert.deepEqual(await network.look(), ['100000/50000'])
  assert.deepEqual((await network.known('old')).evidence, ['newer', 'gone'])
  assert.equal((await network.known('old')).cause, 'gone')
  assert.equal((await network.known('new')).cause, null)
  assert.deepEqual((await network.known('other')).evidence, [])
})

test('where the last sign-in is kept only, the older session is ended at once', async (t) => {
  const { house, network } = await furnish(t)
  await house.database.pool.query(
    `update network.agents set radius = radius || '{"lastAuthOnly": true}'`,
  )
  await network.start('old')
  network.at(1)
  await network.start('new')
  assert.deepEqual(await network.look(), ['ended'])
  const { cause, evidence } = await network.known('old')
  assert.deepEqual([cause, evidence], ['superseded', ['newer', 'ended']])
  assert.equal((await network.known('new')).cause, null)
  network.at(2)
  assert.deepEqual(await network.look(), [], 'and that is all')
})

test('when most sessions of a server fall silent, the server is the trouble', async (t) => {
  const { network } = await furnish(t)
  for (let n = 0; n < 12; n += 1) await network.start(`s${n}`, 'ivanova', `AA-BB-CC-00-01-${n}`)
  network.at(12)
  await network.report('s0')
  assert.deepEqual(await network.look(), [])
  assert.deepEqual((await network.known('s5')).evidence, ['silent'])
})

test('a promise that a row of attributes makes is the one that counts', async (t) => {
  const { house, server, network } = await furnish(t)
  await house.deed((ctx) =>
    addAttributeRow(ctx, {
      ...EVERYBODY,
      packet: 'accept',
      attribute: 'Acct-Interim-Interval',
      tag: 0,
      value: '1800',
      isEnabled: true,
      note: '',
    }),
  )
  const accept = await server.signIn()
  assert.equal(accept.readInteger(ATTRIBUTE['Acct-Interim-Interval']), 1800)
  await network.start('a')
  network.at(60)
  assert.deepEqual(await network.look(), [])
  assert.deepEqual((await network.known('a')).evidence, [])
  network.at(62)
  await network.look()
  assert.deepEqual((await network.known('a')).facts, { silentSeconds: 3720, promisedSeconds: 1800 })
})
