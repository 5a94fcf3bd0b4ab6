import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { createDevice } from '../../src/domains/network/devices/keep-devices.ts'
import { registerOnu } from '../../src/domains/network/devices/keep-onus.ts'
import { createTemplate } from '../../src/domains/network/devices/keep-templates.ts'
import { selectOnus } from '../../src/domains/network/devices/onus.store.ts'
import { selectPorts } from '../../src/domains/network/devices/ports.store.ts'
import { claimDue, findState } from '../../src/domains/network/polling/device-states.store.ts'
import type { DeviceDialectName } from '../../src/domains/network/polling/dialects/dialect-of.ts'
import { changePolling } from '../../src/domains/network/polling/keep-polling.ts'
import { selectFoundOnus } from '../../src/domains/network/polling/onu-states.store.ts'
import { forgetPollsJob, pollDue } from '../../src/domains/network/polling/polling.jobs.ts'
import { selectPortStates } from '../../src/domains/network/polling/port-states.store.ts'
import { readTraffic } from '../../src/domains/network/polling/read-traffic.ts'
import { openHouse, type TestHouse } from '../support/house.ts'
import { playRawDevice } from '../support/peers/ber.ts'
import { COMMUNITY, freeUdpPort, huaweiTables, playDevice } from '../support/peers/snmp-agent.ts'

const MORNING = '2026-04-20T09:00:00+03:00'
const FIVE_MINUTES = { minutes: 5 }

async function open(t: TestContext) {
  const house = await openHouse(t, MORNING)
  const ground = { ...house.ground, box: house.box }
  return { house, poll: () => pollDue(ground), ground }
}

type Asked = { port: number; address: string }
type Model = { dialect?: DeviceDialectName; names?: readonly string[]; secret?: string }

/** A device of a model of its own, which is asked every five minutes. */
async function addDevice(house: TestHouse, { port, address }: Asked, model: Model = {}) {
  const { dialect = 'standard', names = ['1'], secret = COMMUNITY } = model
  const medium = dialect === 'standard' ? 'copper' : 'pon'
  return house.deed(async (ctx) => {
    const template = await createTemplate(ctx, {
      name: `Model of ${address}`,
      kind: dialect === 'standard' ? 'switch' : 'olt',
      vendor: '',
      model: '',
      ports: JSON.stringify(names.map((name) => ({ name, medium, speedMbps: 1000 }))),
      line_format: null,
      snmp_version: 'v2c',
      snmp_user: '',
      snmp_auth: 'sha',
      snmp_cipher: 'aes',
      snmp_port: port,
      snmp_timeout_ms: 500,
      snmp_retries: 0,
      poll_seconds: 300,
      dialect,
      port_match: 'name',
      port_offset: 0,
      port_pattern: '',
      snmp_secret_sealed: house.box.seal(secret),
    })
    const device = await createDevice(ctx, {
      templateId: template.id,
      kind: 'other',
      name: address,
      address,
      serial: '',
      mac: '',
      relayId: '',
      lineFormat: null,
      location: '',
      entrance: '',
      parentDeviceId: null,
      parentPortId: null,
      groupIds: [],
      options: {},
      note: '',
      ports: [],
    })
    const ports = await selectPorts(ctx, device.id)
    return { id: device.id, portIds: ports.map(({ id }) => id) }
  })
}

const stateOf = (house: TestHouse, id: number) => house.deed((ctx) => findState(ctx, id))
const linesOf = (house: TestHouse, id: number) => house.deed((ctx) => selectPortStates(ctx, id))
const minutesFrom = (since: Temporal.Instant | null | undefined) =>
  since && (since.epochMilliseconds - Temporal.Instant.from(MORNING).epochMilliseconds) / 60_000

test('a switch tells its lines, and what goes over them is counted from poll to poll', async (t) => {
  const { house, poll } = await open(t)
  const names = Array.from({ length: 24 }, (_, index) => `gi1/0/${index + 1}`)
  const played = await playDevice(t, names, '127.0.0.2')
  const { id, portIds } = await addDevice(house, played, { names })
  const [first, second] = played.interfaces
  assert.ok(first && second)
  first.inOctets = 2n ** 64n - 1_000n
  played.tell()
  assert.equal(await poll(), 1)
  assert.equal(await poll(), 0, 'not before its time')
  const early = await linesOf(house, id)
  assert.deepEqual([early.length, early[0]?.inBps, early[0]?.speedMbps], [24, null, 1000])

  house.clock.advance(FIVE_MINUTES)
  played.uptimeTicks += 30_000
  first.inOctets = 3_749_000n
  first.inErrors = 15
  second.isUp = false
  played.tell()
  await poll()
  const [line, dark] = await linesOf(house, id)
  assert.equal(
    line?.inBps,
    100_000n,
    '3 750 000 octets in 300 seconds, across the end of the counter',
  )
  assert.equal(line.errorsPerMinute, 3)
  assert.deepEqual([dark?.isUp, minutesFrom(dark?.since), minutesFrom(line.since)], [false, 5, 0])

  const day = await house.deed((ctx) => readTraffic(ctx, portIds[0] ?? 0, 'day'))
  const told = day.stretches.flatMap(({ traffic }) => (traffic ? [traffic.inBps] : []))
  assert.deepEqual([day.stretches.length, told], [288, [100_000n]])
  const silent = await house.deed((ctx) => readTraffic(ctx, portIds[1] ?? 0, 'week'))
  assert.equal(silent.stretches.filter(({ traffic }) => traffic).length, 0)
})

test('a device that starts anew is told from one that goes on, and makes no flood of its counters', async (t) => {
  const { house, poll } = await open(t)
  const played = await playDevice(t, ['1'], '127.0.0.2')
  const { id } = await addDevice(house, played)
  const [line] = played.interfaces
  assert.ok(line)
  line.inOctets = 90_000_000_000n
  played.tell()
  await poll()
  house.clock.advance(FIVE_MINUTES)
  played.uptimeTicks = 6_000
  line.inOctets = 1_000_000n
  played.tell()
  await poll()
  const state = await stateOf(house, id)
  assert.deepEqual([state?.rebootsCount, minutesFrom(state?.bootedAt)], [1, 4])
  assert.equal((await linesOf(house, id))[0]?.inBps, null)
  house.clock.advance(FIVE_MINUTES)
  played.uptimeTicks = 36_000
  line.inOctets = 4_750_000n
  played.tell()
  await poll()
  assert.deepEqual(
    [(await stateOf(house, id))?.rebootsCount, (await linesOf(house, id))[0]?.inBps],
    [1, 100_000n],
  )
})

test('a device that does not answer says why and since when, is asked ever more rarely, and comes back', async (t) => {
  const { house, poll } = await open(t)
  const played = await playDevice(t, ['1'], '127.0.0.2')
  const { id } = await addDevice(house, played, { secret: 'wrong' })
  await poll()
  for (let round = 0; round < 2; round += 1) {
    house.clock.advance(FIVE_MINUTES)
    await poll()
  }
  const dead = await stateOf(house, id)
  assert.deepEqual(
    [dead?.isReachable, dead?.failure, dead?.failuresCount, minutesFrom(dead?.since)],
    [false, 'no-answer', 2, 0],
    'the third look is not due yet',
  )
  const own = { id, version: 1, source: 'own' as const, snmpSecret: COMMUNITY }
  await house.deed((ctx) => changePolling(ctx, house.box, own))
  await poll()
  const alive = await stateOf(house, id)
  assert.deepEqual(
    [alive?.isReachable, alive?.failure, minutesFrom(alive?.since), alive?.systemName],
    [true, '', 10, 'played'],
  )
  await house.deed((ctx) => changePolling(ctx, house.box, { id, version: 2, source: 'off' }))
  house.clock.advance(FIVE_MINUTES)
  assert.equal(await poll(), 0)
})

test('bad devices stop nobody, and two workers share the work', async (t) => {
  const { house, ground } = await open(t)
  const good = await playDevice(t, ['1'], '127.0.0.2')
  const gone = await freeUdpPort()
  const mad = await playRawDevice(t, () => Buffer.from('not SNMP at all'))
  const added = [
    await addDevice(house, good),
    await addDevice(house, { port: gone, address: '127.0.0.3' }),
    await addDevice(house, { port: mad, address: '127.0.0.1' }),
  ]
  const counts = await Promise.all([pollDue(ground), pollDue(ground), pollDue(ground)])
  assert.equal(
    counts.reduce((sum, count) => sum + count),
    3,
    'each device is asked by one',
  )
  const ends: unknown[] = []
  for (const { id } of added) ends.push((await stateOf(house, id))?.failure)
  assert.deepEqual(ends, ['', 'no-answer', 'bad-answer'])
})

test('what a worker that died had taken is asked by another, and the dead one writes nothing', async (t) => {
  const { house, poll, ground } = await open(t)
  const played = await playDevice(t, ['1'], '127.0.0.2')
  const { id } = await addDevice(house, played)
  await poll()
  house.clock.advance(FIVE_MINUTES)
  const until = ground.clock.now().add({ seconds: 180 })
  assert.equal((await house.deed((ctx) => claimDue(ctx, { until, limit: 5 }))).length, 1)
  assert.equal(await poll(), 0, 'held by the one that is dead')
  house.clock.advance({ minutes: 3 })
  assert.equal(await poll(), 1)
  assert.equal((await stateOf(house, id))?.claimedUntil, null)
})

test('an OLT shows which ONUs work and how well; strangers are found, and one that vanished is missed', async (t) => {
  const { house, poll } = await open(t)
  const names = ['GPON 0/1/0', 'GPON 0/1/1']
  const played = await playDevice(t, names, '127.0.0.2')
  const known = { serial: 'HWTC1A2B3C4D', isOnline: true, rxDbm: -26.2, number: 0 }
  const stranger = { serial: 'HWTC00C0FFEE', isOnline: true, rxDbm: -18, number: 1 }
  const list = (onus: (typeof known)[]) => {
    for (const [name, table] of huaweiTables(2, onus)) played.tables.set(name, table)
    played.tell()
  }
  const { id, portIds } = await addDevice(house, played, { names, dialect: 'huawei-gpon' })
  const form = { deviceId: id, portId: portIds[1] ?? 0, isShared: false, note: '' }
  // As it is printed on the box of a Huawei.
  await house.deed((ctx) => registerOnu(ctx, { ...form, serial: '485754431A2B3C4D' }))
  list([known, stranger])
  await poll()
  const page = { after: undefined, limit: 10 }
  const onus = () => house.deed((ctx) => selectOnus(ctx, { deviceId: id }, page))
  const found = () => house.deed((ctx) => selectFoundOnus(ctx, id, page))
  const [entered] = await onus()
  assert.deepEqual([entered?.isOnline, entered?.rxDbm, entered?.distanceM], [true, -26.2, 1250])
  const [other, ...more] = await found()
  assert.deepEqual([other?.serial, other?.portName, more], ['HWTC00C0FFEE', 'GPON 0/1/1', []])
  const { serial = '', portId } = other ?? {}
  await house.deed((ctx) => registerOnu(ctx, { ...form, serial, portId: portId ?? 0 }))
  assert.deepEqual(await found(), [])

  house.clock.advance(FIVE_MINUTES)
  played.uptimeTicks += 30_000
  list([stranger])
  await poll()
  const missed = (await onus()).find((onu) => onu.serial === '485754431A2B3C4D')
  assert.deepEqual(
    [missed?.isOnline, minutesFrom(missed?.onlineAt), minutesFrom(missed?.listedAt)],
    [false, 0, 0],
  )
})

test('an OLT that is moved to another dialect, or answers like another, keeps its ports', async (t) => {
  const { house, poll } = await open(t)
  const played = await playDevice(t, ['GPON 0/1/0'], '127.0.0.2')
  const { id } = await addDevice(house, played, { names: ['GPON 0/1/0'], dialect: 'bdcom-gpon' })
  await poll()
  const state = await stateOf(house, id)
  assert.deepEqual([state?.failure, state?.matchedCount], ['', 1])
})

test('what went over lines is forgotten when its month is two weeks gone', async (t) => {
  const { house, ground } = await open(t)
  const insert = (at: string) =>
    house.database.pool.query(`insert into network.port_samples values (1, $1, 300, 1, 1, 0, 0)`, [
      at,
    ])
  await house.database.pool.query(
    `select platform.ensure_month_partition('network.port_samples', '2026-03-01')`,
  )
  for (const at of ['2026-02-27T00:00Z', '2026-03-31T00:00Z', '2026-04-19T00:00Z']) await insert(at)
  const left = async () => {
    const { rows } = await house.database.pool.query(
      'select at::date::text as day from network.port_samples order by at',
    )
    return rows.map(({ day }) => day)
  }
  house.clock.set('2026-04-14T12:00:00Z')
  await forgetPollsJob.run(ground)
  assert.deepEqual(await left(), ['2026-03-31', '2026-04-19'])
  house.clock.set('2026-04-20T12:00:00Z')
  await forgetPollsJob.run(ground)
  assert.deepEqual(await left(), ['2026-04-19'])
})
