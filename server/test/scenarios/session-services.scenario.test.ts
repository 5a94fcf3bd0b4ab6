import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { ATTRIBUTE, CODE } from '@altyn/radius'
import { escalateCommands, followAllServices } from '../../src/domains/access/index.ts'
import { previewReply } from '../../src/domains/access/preview-reply.ts'
import { assignService, changeTariff, endService } from '../../src/domains/accounts/index.ts'
import { type DialectName, getAgent } from '../../src/domains/network/index.ts'
import { changeAgent } from '../../src/domains/network/register-nas.ts'
import { USUAL_RADIUS } from '../../src/domains/network/rules/radius-settings.ts'
import {
  archiveSessionService,
  changeSessionService,
} from '../../src/domains/network/session-services/keep-session-services.ts'
import { closeDeadSessions } from '../../src/domains/usage/close-dead-sessions.ts'
import { findOpenSessionsOf } from '../../src/domains/usage/index.ts'
import { showParts } from '../../src/domains/usage/parts/show-parts.ts'
import { tidyParts } from '../../src/domains/usage/parts/tidy-parts.ts'
import { reviewUsage } from '../../src/processes/worker/jobs.ts'
import { openAccessServer, type Report } from '../support/access-server.ts'
import { openHouse, type TestHouse } from '../support/house.ts'
import {
  activatedBy,
  describeService,
  MB,
  nameOwnNetwork,
  sellMegabytes,
} from '../support/session-services.ts'

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

test('a server that was restarted gives the same names again: its new sessions and their services stand by themselves', async (t) => {
  const { house, server, session, part, anna, hours } = await furnish(t)
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
  const { house, server, session, part, anna, hours } = await furnish(t)
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

/** What the worker does every minute, and what follows from it. */
async function minute(house: TestHouse): Promise<void> {
  await followAllServices(house.ground)
  await house.work()
  await escalateCommands(house.ground)
  await house.work()
}

const dayOf = (text: string) => Temporal.PlainDate.from(text)

for (const dialect of ['cisco', 'juniper'] as const) {
  test(`${dialect}: a service that was bought is activated in the live session, and ended with its last day`, async (t) => {
    const { house, server, session, anna } = await furnish(t, dialect)
    const faster = await house.service('monthly', 'Быстрее', { priceMinor: 10_00n })
    await describeService(house, 'INET-FAST', { serviceIds: [faster], slot: 'internet' })
    await server.signIn()
    await session('Start')
    await house.work()
    assert.deepEqual(server.told(), [], 'it has what it should have')
    const assigned = await house.deed((ctx) =>
      assignService(ctx, {
        accountId: anna.accountId,
        serviceId: faster,
        quantity: 1,
        from: dayOf('2026-04-10'),
        until: null,
        plan: null,
        comment: '',
      }),
    )
    await house.work()
    assert.deepEqual(server.told(), ['-INET of session-1', '+INET-FAST of session-1'])
    await minute(house)
    assert.deepEqual(server.told(), [], 'once')
    await house.deed((ctx) =>
      endService(ctx, { id: assigned.id, version: assigned.version, until: dayOf('2026-04-12') }),
    )
    await house.work()
    assert.deepEqual(server.told(), [], 'it lasts until the end of its last day')
    house.clock.set('2026-04-12T00:00:30+03:00')
    await session('Interim-Update', 1n)
    await minute(house)
    assert.deepEqual(server.told(), ['-INET-FAST of session-1', '+INET of session-1'])
    assert.deepEqual(activatedBy(await server.signIn()), ['INET', 'LOCAL', 'TV'])
  })
}

test('a turbo switches its service on for its hours', async (t) => {
  const { house, server, session, anna } = await furnish(t)
  const turbo = await house.service('one-off', 'Турбо на 2 часа', {
    priceMinor: 10_00n,
    turbo: { hours: 2, downKbps: 500_000, upKbps: 500_000 },
  })
  await describeService(house, 'INET-TURBO', { serviceIds: [turbo], slot: 'internet' })
  await server.signIn()
  await session('Start')
  const order = {
    accountId: anna.accountId,
    serviceId: turbo,
    quantity: 1,
    until: null,
    plan: null,
  }
  await house.deed((ctx) =>
    assignService(ctx, { ...order, from: dayOf('2026-04-10'), comment: '' }),
  )
  await house.work()
  const ofServices = () => server.told().filter((told) => told.includes('INET'))
  assert.deepEqual(ofServices(), ['-INET of session-1', '+INET-TURBO of session-1'])
  house.clock.set('2026-04-10T13:59:00+03:00')
  await session('Interim-Update', 1n)
  await minute(house)
  assert.deepEqual(ofServices(), [])
  house.clock.set('2026-04-10T14:00:00+03:00')
  await minute(house)
  assert.deepEqual(ofServices(), ['-INET-TURBO of session-1', '+INET of session-1'])
})

test('a session that was let in a moment before a change, and heard of a moment after, follows as well', async (t) => {
  const { house, server, session } = await furnish(t)
  await server.signIn()
  await describeService(house, 'VOIP', { isForAll: true })
  await house.work()
  await session('Start')
  await minute(house)
  assert.deepEqual(server.told(), ['+VOIP of session-1'])
})

test('another tariff, a changed service and an archived one are followed by live sessions', async (t) => {
  const { house, server, session, anna } = await furnish(t)
  const other = await sellMegabytes(house, 'Другой')
  await server.signIn()
  await session('Start')
  await house.deed((ctx) =>
    changeTariff(ctx, {
      id: anna.accountId,
      version: 1,
      tariffId: other,
      from: dayOf('2026-04-10'),
    }),
  )
  await house.work()
  assert.deepEqual(server.told(), ['-INET of session-1'])
  const change = (id: number, form: Parameters<typeof changeSessionService>[2]) =>
    house.deed((ctx) => changeSessionService(ctx, { id, version: 1 }, form))
  await change(1, { isForAll: true })
  await house.work()
  assert.deepEqual(server.told(), ['+INET of session-1'])
  await house.deed((ctx) => archiveSessionService(ctx, { id: 3, version: 1 }))
  await house.work()
  assert.deepEqual(server.told(), ['-TV of session-1'])
})

test('a server that is silent is asked again; one that refuses has its session begun anew, as the agent allows', async (t) => {
  const { house, server, session } = await furnish(t)
  await server.signIn()
  await session('Start')
  server.manner.services = 'refuses'
  await describeService(house, 'VOIP', { isForAll: true })
  await house.work()
  assert.deepEqual(server.told(), ['+VOIP of session-1'])
  await house.work()
  assert.deepEqual(server.told(), [], 'not again at once')
  await minute(house)
  assert.deepEqual(server.told(), ['ended'], 'it begins anew with the right ones')
  await session('Stop')
  assert.deepEqual(activatedBy(await server.signIn()), ['INET', 'LOCAL', 'TV', 'VOIP'])
})

test('who has no money comes back as a guest with the redirect alone, and with all services once it is paid', async (t) => {
  const { house, server, session, anna } = await furnish(t)
  await house.deed(async (ctx) => {
    const agent = await getAgent(ctx, 1)
    const settings = { admitsGuests: ['blocked-money' as const], guestsWithoutAddress: true }
    const radius = { ...(agent.radius ?? USUAL_RADIUS), ...settings }
    return changeAgent(ctx, { id: 1, version: agent.version, change: { radius } })
  })
  await describeService(house, 'L4REDIRECT', { isForGuests: true })
  await server.signIn()
  await session('Start')
  await house.work()
  const dear = await house.service('one-off', 'Настройка', { priceMinor: 5_000_00n })
  const order = { accountId: anna.accountId, serviceId: dear, quantity: 1, until: null, plan: null }
  await house.deed((ctx) =>
    assignService(ctx, { ...order, from: dayOf('2026-04-10'), comment: '' }),
  )
  await house.work()
  assert.deepEqual(server.told(), ['ended'])
  await session('Stop')
  assert.deepEqual(activatedBy(await server.signIn()), ['L4REDIRECT'])
  await session('Start', 0n, { session: 'session-2' })
  await session('Interim-Update', 5n, { session: 'session-2' })
  await house.work()
  assert.deepEqual(server.told(), [], 'a guest has what guests get')
  house.clock.set('2026-04-10T12:30:00+03:00')
  await house.pay(anna.contractId, 9_000_00n)
  await house.work()
  assert.deepEqual(server.told(), ['ended'])
  await session('Stop', 5n, { session: 'session-2' })
  assert.deepEqual(activatedBy(await server.signIn()), ['INET', 'LOCAL', 'TV'])
})
