import assert from 'node:assert/strict'
import { test } from 'node:test'
import { escalateCommands, followAllServices } from '../../src/domains/access/index.ts'
import { assignService, changeTariff, endService } from '../../src/domains/accounts/index.ts'
import { getAgent } from '../../src/domains/network/index.ts'
import { changeAgent } from '../../src/domains/network/register-nas.ts'
import { USUAL_RADIUS } from '../../src/domains/network/rules/radius-settings.ts'
import {
  archiveSessionService,
  changeSessionService,
} from '../../src/domains/network/session-services/keep-session-services.ts'
import type { TestHouse } from '../support/house.ts'
import {
  activatedBy,
  describeService,
  furnishServices,
  sellMegabytes,
} from '../support/session-services.ts'

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
    const { house, server, session, anna } = await furnishServices(t, dialect)
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
  const { house, server, session, anna } = await furnishServices(t)
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
  const { house, server, session } = await furnishServices(t)
  await server.signIn()
  await describeService(house, 'VOIP', { isForAll: true })
  await house.work()
  await session('Start')
  await minute(house)
  assert.deepEqual(server.told(), ['+VOIP of session-1'])
})

test('another tariff, a changed service and an archived one are followed by live sessions', async (t) => {
  const { house, server, session, anna } = await furnishServices(t)
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
  const { house, server, session } = await furnishServices(t)
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
  const { house, server, session, anna } = await furnishServices(t)
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
