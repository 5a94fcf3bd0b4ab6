import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { ATTRIBUTE, CODE } from '@altyn/radius'
import { previewReply } from '../../src/domains/access/preview-reply.ts'
import type { DialectName } from '../../src/domains/network/index.ts'
import { findOpenSessionsOf } from '../../src/domains/usage/index.ts'
import { showParts } from '../../src/domains/usage/parts/show-parts.ts'
import { tidyParts } from '../../src/domains/usage/parts/tidy-parts.ts'
import { reviewUsage } from '../../src/processes/worker/jobs.ts'
import { openAccessServer, type Report } from '../support/access-server.ts'
import { openHouse } from '../support/house.ts'
import { activatedBy } from '../support/service-words.ts'
import { describeService, MB, nameOwnNetwork, sellMegabytes } from '../support/session-services.ts'

/** Ivanova on a tariff by megabytes, at a server that gives INET, LOCAL at a price of its own and TV for nothing. */
async function furnish(t: TestContext, dialect: DialectName = 'cisco') {
  const house = await openHouse(t, '2026-04-10T12:00:00+03:00')
  await house.deed(nameOwnNetwork)
  const tariffId = await sellMegabytes(house)
  const server = await openAccessServer(t, house, { dialect })
  await describeService(house, 'INET', { tariffIds: [tariffId], slot: 'internet' })
  await describeService(house, 'LOCAL', {
    isForAll: true,
    counting: 'category',
    category: 'local',
  })
  await describeService(house, 'TV', { isForAll: true, counting: 'nothing' })
  const anna = await house.connect({ login: 'ivanova', tariffId })
  await house.pay(anna.contractId, 1_000_00n)
  await house.work()
  const owned = (megabytes: bigint): Pick<Report, 'down'> => ({ down: megabytes * MB })
  return {
    house,
    server,
    anna,
    tariffId,
    /** The session itself, and a service of it. */
    session: (status: Report['status'], megabytes = 0n, more: Partial<Report> = {}) =>
      server.report({ status, ...owned(megabytes), ...more }),
    part: (name: string, status: Report['status'], megabytes = 0n, more: Partial<Report> = {}) =>
      server.report({
        status,
        service: name,
        session: `session-1:${name}`,
        ...owned(megabytes),
        ...more,
      }),
    /** What has been charged so far. */
    async charged() {
      await reviewUsage(house.ground)
      await house.work()
      return 1_000_00n - (await house.balance(anna.contractId))
    },
    async hours() {
      const { rows } = await house.database.pool.query<{ category: string; megabytes: string }>(
        `select category, (sum(octets_in) / ${MB})::bigint::text as megabytes
         from usage.hours group by 1 having sum(octets_in) > 0 order by 1`,
      )
      return rows.map(({ category, megabytes }) => `${category || 'own'} ${megabytes}`).join(', ')
    },
  }
}

const ROUNDS = [
  ['session', 'LOCAL', 'TV'],
  ['TV', 'LOCAL', 'session'],
  ['LOCAL', 'session', 'TV'],
]
const GROWN: Record<string, bigint> = { session: 300n, LOCAL: 100n, TV: 150n }

for (const dialect of ['cisco', 'juniper'] as const) {
  test(`${dialect}: services are activated at the sign-in, and each octet is charged once, by its category, to the kopeck`, async (t) => {
    const { house, server, session, part, charged, hours } = await furnish(t, dialect)
    assert.deepEqual(activatedBy(await server.signIn()), ['INET', 'LOCAL', 'TV'])
    await session('Start')
    for (const name of ['INET', 'LOCAL', 'TV']) await part(name, 'Start')
    for (const [at, round] of ROUNDS.entries()) {
      const times = BigInt(at + 1)
      house.clock.set(`2026-04-10T1${at + 3}:00:00+03:00`)
      for (const name of round) {
        const megabytes = (GROWN[name] ?? 0n) * times
        if (name === 'session') await session('Interim-Update', megabytes)
        else await part(name, 'Interim-Update', megabytes)
      }
      // Counted with the session already.
      await part('INET', 'Interim-Update', 50n * times)
      // Of 300 MB 100 are of the own network at 0.10, 150 cost nothing, 50 cost 2.00.
      assert.equal(await charged(), 110_00n * times, round.join())
    }
    assert.equal(await hours(), 'own 150, local 300')
    await session('Stop', 900n)
    for (const name of ['INET', 'LOCAL', 'TV']) await part(name, 'Stop', (GROWN[name] ?? 50n) * 3n)
    assert.equal(await charged(), 330_00n)
    await house.audit()
  })
}

test('what is repeated, late, or comes after the Stop adds nothing twice; counters that begin anew go on', async (t) => {
  const { house, server, session, part, hours } = await furnish(t)
  await server.signIn()
  await session('Start')
  await part('LOCAL', 'Start', 0n, { seconds: 0 })
  house.clock.set('2026-04-10T12:10:00+03:00')
  await part('LOCAL', 'Interim-Update', 40n, { seconds: 600 })
  await part('LOCAL', 'Interim-Update', 40n, { seconds: 600 })
  await part('LOCAL', 'Start', 0n, { seconds: 0 })
  assert.equal(await hours(), 'local 40')
  house.clock.set('2026-04-10T12:20:00+03:00')
  await part('LOCAL', 'Interim-Update', 10n, { seconds: 1200 })
  assert.equal(await hours(), 'local 50', 'the server has begun to count anew')
  await session('Interim-Update', 60n, { seconds: 1200 })
  await part('LOCAL', 'Stop', 15n, { seconds: 1200, cause: 'User-Request' })
  await part('LOCAL', 'Interim-Update', 20n, { seconds: 1200 })
  await part('LOCAL', 'Stop', 15n, { seconds: 1200, cause: 'User-Request' })
  assert.equal(await hours(), 'local 60')
  await session('Interim-Update', 100n, { seconds: 1200 })
  assert.equal(await hours(), 'own 40, local 60')
})

test('a session is one for its list, its limit and its card; services stand within it and end with it', async (t) => {
  const { house, server, session, part, anna } = await furnish(t)
  await server.signIn()
  await part('LOCAL', 'Start')
  const other = await server.signIn('ivanova', 'AA-BB-CC-00-00-02')
  assert.equal(other.code, CODE['Access-Accept'], 'a service takes no place')
  await session('Start')
  const sessionsOf = () => house.deed((ctx) => findOpenSessionsOf(ctx, [anna.accountId]))
  const [open, ...others] = await sessionsOf()
  assert.ok(open && others.length === 0)
  assert.deepEqual(open.serviceIds, [1, 2, 3])
  const statesOf = async () =>
    (await house.deed((ctx) => showParts(ctx, open.id))).map(
      ({ name, state }) => `${name} ${state}`,
    )
  assert.deepEqual(await statesOf(), ['INET told', 'TV told', 'LOCAL on'])
  const elsewhere = await server.signIn('ivanova', 'AA-BB-CC-00-00-02')
  assert.equal(elsewhere.code, CODE['Access-Reject'], 'one session at once, and it is open')
  await session('Stop', 0n, { cause: 'User-Request' })
  assert.deepEqual(await statesOf(), ['LOCAL over'])
  await server.signIn('ivanova', 'AA-BB-CC-00-00-02')
  house.clock.set('2026-04-13T12:00:00+03:00')
  await house.deed(tidyParts)
  house.clock.set('2026-05-30T12:00:00+03:00')
  await house.deed(tidyParts)
  assert.deepEqual(await statesOf(), ['LOCAL over'], 'also from the archive')
  const { rows } = await house.database.pool.query('select from usage.session_splits')
  assert.equal(rows.length, 0)
})

test('a service that nobody has described is shown and counts with its session', async (t) => {
  const { session, part, server, hours } = await furnish(t)
  await server.signIn()
  await session('Start')
  await part('VOIP', 'Interim-Update', 30n)
  await session('Interim-Update', 100n)
  assert.equal(await hours(), 'own 100')
})

test('what a service takes back from yesterday is charged anew', async (t) => {
  const { house, server, session, part, charged } = await furnish(t)
  await server.signIn()
  house.clock.set('2026-04-30T23:59:00+03:00')
  await session('Start', 0n, { seconds: 0 })
  house.clock.set('2026-04-30T23:59:59+03:00')
  await session('Interim-Update', 100n, { seconds: 59 })
  assert.equal(await charged(), 200_00n)
  house.clock.set('2026-05-01T00:00:01+03:00')
  await part('TV', 'Interim-Update', 100n, { seconds: 60 })
  assert.equal(await charged(), 0n)
  await house.audit()
})

test('the preview shows each service with its reason, as a sign-in gets it', async (t) => {
  const { house, server, anna } = await furnish(t)
  const reply = await server.signIn()
  const preview = await house.deed((ctx) =>
    previewReply(ctx, { accountId: anna.accountId, nasId: server.nasId }),
  )
  const shown = preview.attributes.flatMap(({ name, values, why }) =>
    why.kind === 'service' ? [`${name} ${values.join()} ${why.by}`] : [],
  )
  assert.deepEqual(shown, [
    'Cisco-Account-Info AINET tariff',
    'Cisco-Account-Info ALOCAL everybody',
    'Cisco-Account-Info ATV everybody',
  ])
  const mark = preview.attributes.find(({ name }) => name === 'Class')?.values
  assert.deepEqual(mark, [reply.readString(ATTRIBUTE.Class)])
})
