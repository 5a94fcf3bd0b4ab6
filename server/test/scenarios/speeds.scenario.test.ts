import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { ATTRIBUTE } from '@altyn/radius'
import { escalateCommands, followAllSpeeds } from '../../src/domains/access/index.ts'
import { assignService } from '../../src/domains/accounts/index.ts'
import { cancelService } from '../../src/domains/accounts/services/assign-service.ts'
import { createTimeBand } from '../../src/domains/catalogue/calendars/keep-time-bands.ts'
import type { SpeedRule } from '../../src/domains/catalogue/rules/speed-rule.ts'
import { readCard } from '../../src/domains/reports/subscriber-card.ts'
import { openAccessServer, type Report } from '../support/access-server.ts'
import { openHouse, type TestHouse } from '../support/house.ts'

const NIGHT = {
  code: 'night',
  nameRu: 'Ночь',
  nameEn: 'Night',
  intervals: [
    { weekdays: 127, fromMinute: 23 * 60, untilMinute: 7 * 60, holidays: 'any' as const },
  ],
}
const AT_NIGHT: SpeedRule = { kind: 'band', band: 'night', downKbps: 300_000, upKbps: 300_000 }
const AFTER_100_GB: SpeedRule = {
  kind: 'volume',
  fromMegabytes: 102_400,
  period: 'month',
  downKbps: 10_000,
  upKbps: 10_000,
}

/** A provider with one access server that answers as accel-ppp does, and Ivanova with money. */
async function furnish(t: TestContext, start: string, speedRules: SpeedRule[]) {
  const house = await openHouse(t, start)
  await house.deed((ctx) => createTimeBand(ctx, NIGHT))
  const network = await openNetwork(t, house)
  const tariffId = await house.tariff('Интернет 100', {
    speedDownKbps: 100_000,
    speedUpKbps: 100_000,
    speedRules,
  })
  const anna = await house.connect({ login: 'ivanova', tariffId })
  await house.pay(anna.contractId, 10_000_00n)
  await house.work()
  return { house, network, anna }
}

/** One session of Ivanova at an access server that answers as accel-ppp does. */
async function openNetwork(t: TestContext, house: TestHouse) {
  const server = await openAccessServer(t, house)
  return {
    ...server,
    /** The speed that a sign-in is answered with. */
    signIn: async () => (await server.signIn()).readString(ATTRIBUTE['Filter-Id']),
    account: (status: Report['status'], gigabytes = 0n) =>
      server.report({ status, down: gigabytes * 2n ** 30n }),
  }
}

/** What the worker does every minute, and what follows from it. */
async function minute(house: TestHouse): Promise<void> {
  await followAllSpeeds(house.ground)
  await house.work()
  await escalateCommands(house.ground)
  await house.work()
}

async function causeOf(house: TestHouse, subscriberId: number) {
  const card = await house.deed((ctx) => readCard(ctx, subscriberId))
  const account = card.contracts[0]?.accounts[0]
  return [account?.speedDownKbps, account?.speedCause?.kind, account?.sessions[0]?.speedDownKbps]
}

test('a live session follows the hours of its tariff, once each way', async (t) => {
  const { house, network, anna } = await furnish(t, '2026-04-10T22:50:00+03:00', [AT_NIGHT])
  assert.equal(await network.signIn(), '100000/100000')
  await network.account('Start')
  await minute(house)
  assert.deepEqual(network.told(), [], 'it was told the right speed when it was let in')
  house.clock.set('2026-04-10T23:00:00+03:00')
  await minute(house)
  assert.deepEqual(network.told(), ['300000/300000'])
  assert.deepEqual(await causeOf(house, anna.subscriberId), [300_000, 'band', 300_000])
  await network.account('Interim-Update', 1n)
  await minute(house)
  assert.deepEqual(
    network.told(),
    [],
    'a packet with the old Class does not bring the old speed back',
  )
  assert.equal(await network.signIn(), '300000/300000', 'a sign-in at night')
  house.clock.set('2026-04-11T07:00:00+03:00')
  await minute(house)
  assert.deepEqual(network.told(), ['100000/100000'])
  assert.equal(await network.signIn(), '100000/100000')
})

test('after a volume the session is slowed, and a new month sets it free', async (t) => {
  const { house, network, anna } = await furnish(t, '2026-04-10T12:00:00+03:00', [AFTER_100_GB])
  await network.signIn()
  await network.account('Start')
  await network.account('Interim-Update', 99n)
  await minute(house)
  assert.deepEqual(network.told(), [])
  house.clock.set('2026-04-20T12:00:00+03:00')
  await network.account('Interim-Update', 100n)
  await minute(house)
  assert.deepEqual(network.told(), ['10000/10000'])
  assert.deepEqual(await causeOf(house, anna.subscriberId), [10_000, 'volume', 10_000])
  assert.equal(await network.signIn(), '10000/10000', 'a new session is slow too')
  house.clock.set('2026-05-01T00:00:00+03:00')
  await minute(house)
  assert.deepEqual(network.told(), ['100000/100000'])
})

test('a speed that is refused ends the session; a server that only says yes is told three times', async (t) => {
  const { house, network } = await furnish(t, '2026-04-10T22:50:00+03:00', [AT_NIGHT])
  network.manner.speeds = 'refuses'
  await network.signIn()
  await network.account('Start')
  house.clock.set('2026-04-10T23:00:00+03:00')
  await minute(house)
  assert.deepEqual(
    network.told(),
    ['300000/300000', 'ended'],
    'refused, so the session begins anew',
  )
  for (const clock of ['23:01', '23:02', '23:03', '23:04']) {
    // It goes on reporting although it acknowledged.
    house.clock.set(`2026-04-10T${clock}:00+03:00`)
    await network.account('Interim-Update', 1n)
    await minute(house)
  }
  assert.deepEqual(network.told(), ['ended', 'ended'], 'three Disconnects in all, then no more')
  const { rows } = await house.database.pool.query<{ outcome: string; count: number }>(
    `select outcome, count(*)::int as count from access.commands
    where kind = 'disconnect' group by outcome order by outcome`,
  )
  assert.deepEqual(rows, [
    { outcome: 'acknowledged', count: 1 },
    { outcome: 'ignored', count: 2 },
  ])
})

test('a turbo is charged once, speeds the session up at once and ends by itself', async (t) => {
  const { house, network, anna } = await furnish(t, '2026-04-10T12:00:00+03:00', [AFTER_100_GB])
  const serviceId = await house.service('one-off', 'Турбо 3 часа', {
    priceMinor: 50_00n,
    turbo: { hours: 3, downKbps: 500_000, upKbps: 500_000 },
  })
  await network.signIn()
  await network.account('Start')
  const before = await house.balance(anna.contractId)
  const press = (quantity = 1) =>
    house.deed((ctx) =>
      assignService(ctx, {
        accountId: anna.accountId,
        serviceId,
        quantity,
        from: ctx.now().toZonedDateTimeISO('Europe/Moscow').toPlainDate(),
        until: null,
        plan: null,
        comment: '',
      }),
    )
  await press()
  await house.work()
  assert.deepEqual(network.told(), ['500000/500000'])
  assert.equal(before - (await house.balance(anna.contractId)), 50_00n)
  assert.deepEqual(await causeOf(house, anna.subscriberId), [500_000, 'turbo', 500_000])

  house.clock.set('2026-04-10T14:00:00+03:00')
  const second = await press(2)
  assert.equal(String(second.boostedFrom), '2026-04-10T12:00:00Z', 'after the first one')
  assert.equal(String(second.boostedUntil), '2026-04-10T18:00:00Z', 'two pieces: six hours')
  house.clock.set('2026-04-10T15:30:00+03:00')
  await minute(house)
  assert.deepEqual(network.told(), [], 'the second goes on where the first has ended')
  const { id, version } = second
  await house.deed((ctx) => cancelService(ctx, { id, version }))
  await house.work()
  assert.deepEqual(network.told(), ['100000/100000'], 'cancelled: the speed falls at once')
  assert.equal(before - (await house.balance(anna.contractId)), 50_00n, 'and its money is back')
  await house.audit()
})

test('a turbo that would be of no use is refused by name', async (t) => {
  const { house, anna } = await furnish(t, '2026-04-10T12:00:00+03:00', [])
  const turbo = { hours: 3, downKbps: 500_000, upKbps: 500_000 }
  const serviceId = await house.service('one-off', 'Турбо', { priceMinor: 50_00n, turbo })
  const order = {
    accountId: anna.accountId,
    serviceId,
    quantity: 1,
    from: Temporal.PlainDate.from('2026-04-11'),
    until: null,
    plan: null,
    comment: '',
  }
  const press = (from: string) =>
    house.deed((ctx) => assignService(ctx, { ...order, from: Temporal.PlainDate.from(from) }))
  await assert.rejects(press('2026-04-11'), { code: 'accounts.turbo-begins-now' })
  const { subscriberId: _, ...poor } = await house.connect({
    login: 'petrov',
    tariffId: await house.tariff('Интернет 50'),
  })
  await house.work()
  await assert.rejects(
    house.deed((ctx) =>
      assignService(ctx, {
        ...order,
        accountId: poor.accountId,
        from: Temporal.PlainDate.from('2026-04-10'),
      }),
    ),
    { code: 'accounts.turbo-for-active-only' },
  )
  await assert.rejects(house.service('monthly', 'Турбо навсегда', { priceMinor: 1n, turbo }), {
    code: 'catalogue.turbo-is-one-off',
  })
})
