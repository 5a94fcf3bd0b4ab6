import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ATTRIBUTE, CODE } from '@altyn/radius'
import { previewReply } from '../../src/domains/access/preview/preview-reply.ts'
import { closeDeadSessions } from '../../src/domains/usage/close-dead-sessions.ts'
import { findOpenSessionsOf } from '../../src/domains/usage/index.ts'
import { showParts } from '../../src/domains/usage/parts/show-parts.ts'
import { tidyParts } from '../../src/domains/usage/parts/tidy-parts.ts'
import { activatedBy, furnishServices, MB } from '../support/session-services.ts'

const ROUNDS = [
  ['session', 'LOCAL', 'TV'],
  ['TV', 'LOCAL', 'session'],
  ['LOCAL', 'session', 'TV'],
]
const GROWN: Record<string, bigint> = { session: 300n, LOCAL: 100n, TV: 150n }

for (const dialect of ['cisco', 'juniper'] as const) {
  test(`${dialect}: services are activated at the sign-in, and each octet is charged once, by its category, to the kopeck`, async (t) => {
    const { house, server, session, part, charged, hours } = await furnishServices(t, dialect)
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
  const { house, server, session, part, hours } = await furnishServices(t)
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
  const { house, server, session, part, anna } = await furnishServices(t)
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

test('a server that was restarted gives the same names again: its new sessions and their services stand by themselves', async (t) => {
  const { house, server, session, part, anna, hours } = await furnishServices(t)
  await server.signIn()
  await session('Start', 0n, { seconds: 0 })
  await part('LOCAL', 'Start', 0n, { seconds: 0 })
  house.clock.set('2026-04-10T12:10:00+03:00')
  await session('Interim-Update', 90n, { seconds: 600 })
  await part('LOCAL', 'Interim-Update', 30n, { seconds: 600 })
  await session('Accounting-On')
  house.clock.set('2026-04-10T12:20:00+03:00')
  await server.signIn()
  await part('LOCAL', 'Start', 0n, { seconds: 0 })
  await session('Start', 0n, { seconds: 0 })
  house.clock.set('2026-04-10T12:40:00+03:00')
  await part('LOCAL', 'Interim-Update', 50n, { seconds: 1200 })
  await session('Interim-Update', 70n, { seconds: 1200 })
  assert.equal(await hours(), 'own 80, local 80')
  const [open] = await house.deed((ctx) => findOpenSessionsOf(ctx, [anna.accountId]))
  const parts = await house.deed((ctx) => showParts(ctx, open?.id ?? 0n))
  const counted = parts.filter(({ state }) => state !== 'told')
  assert.deepEqual(
    counted.map(({ name, state, octetsIn }) => `${name} ${state} ${octetsIn / MB}`),
    ['LOCAL on 50'],
  )
})

test('a session that was taken for dead and reports again has its services again', async (t) => {
  const { house, server, session, part, anna, hours } = await furnishServices(t)
  await server.signIn()
  await session('Start', 0n, { seconds: 0 })
  await part('LOCAL', 'Start', 0n, { seconds: 0 })
  house.clock.set('2026-04-11T12:00:00+03:00')
  await house.deed(closeDeadSessions)
  await part('LOCAL', 'Interim-Update', 30n, { seconds: 86_400 })
  await session('Interim-Update', 90n, { seconds: 86_400 })
  assert.equal(await hours(), 'own 60, local 30')
  const [open] = await house.deed((ctx) => findOpenSessionsOf(ctx, [anna.accountId]))
  const parts = await house.deed((ctx) => showParts(ctx, open?.id ?? 0n))
  assert.ok(parts.some(({ name, state }) => name === 'LOCAL' && state === 'on'))
})

test('a service that nobody has described is shown and counts with its session', async (t) => {
  const { session, part, server, hours } = await furnishServices(t)
  await server.signIn()
  await session('Start')
  await part('VOIP', 'Interim-Update', 30n)
  await session('Interim-Update', 100n)
  assert.equal(await hours(), 'own 100')
})

test('what a service takes back from yesterday is charged anew', async (t) => {
  const { house, server, session, part, charged } = await furnishServices(t)
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
  const { house, server, anna } = await furnishServices(t)
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
