import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { ATTRIBUTE } from '@altyn/radius'
import { previewReply } from '../../src/domains/access/preview/preview-reply.ts'
import { assignService, changeTariff } from '../../src/domains/accounts/index.ts'
import {
  addAttributeRow,
  type GivenRow,
} from '../../src/domains/network/attributes/keep-attributes.ts'
import { changeDevice, createDevice } from '../../src/domains/network/devices/keep-devices.ts'
import { createGroup } from '../../src/domains/network/devices/keep-labels.ts'
import { getAgent } from '../../src/domains/network/index.ts'
import { changeAgent, changeNas, getNas } from '../../src/domains/network/register-nas.ts'
import { USUAL_RADIUS } from '../../src/domains/network/rules/radius-settings.ts'
import {
  archiveSessionService,
  changeSessionService,
} from '../../src/domains/network/session-services/keep-session-services.ts'
import { describeService, furnishServices } from '../support/session-services.ts'

const TODAY = Temporal.PlainDate.from('2026-04-10')
const EVERYBODY: Omit<GivenRow, 'value'> = {
  packet: 'accept',
  attribute: 'Filter-Id',
  tag: 0,
  isEnabled: true,
  note: '',
  agentId: null,
  nasId: null,
  deviceGroupId: null,
  accountGroupId: null,
  tariffId: null,
  category: null,
  accountId: null,
  speedDownKbps: null,
  isForGuests: false,
}
const DEVICE = {
  name: 'BRAS-1',
  address: '',
  serial: '',
  mac: '',
  relayId: '',
  lineFormat: null,
  location: '',
  entrance: '',
  parentDeviceId: null,
  parentPortId: null,
  groupIds: [] as number[],
  options: {},
  note: '',
}

/** Ivanova at a server that gives INET, LOCAL (of category `local`) and TV, with a row for everybody. */
async function furnish(t: TestContext) {
  const furnished = await furnishServices(t)
  const { house, server, anna } = furnished
  const give = (value: string, links: Partial<GivenRow> = {}) =>
    house.deed((ctx) => addAttributeRow(ctx, { ...EVERYBODY, ...links, value }))
  await give('everybody')
  return {
    ...furnished,
    give,
    /** What a sign-in gets; the preview has to say the same. */
    async filter(): Promise<string | undefined> {
      const real = (await server.signIn()).readString(ATTRIBUTE['Filter-Id'])
      const preview = await house.deed((ctx) =>
        previewReply(ctx, { accountId: anna.accountId, nasId: server.nasId }),
      )
      const shown = preview.attributes.find(({ name }) => name === 'Filter-Id')
      assert.equal(shown?.values.join(), real, 'the preview says the same')
      return real
    },
    async becomes(deviceId: number | null) {
      await house.deed(async (ctx) => {
        const { id, version } = await getNas(ctx, server.nasId)
        return changeNas(ctx, { id, version, change: { device_id: deviceId } })
      })
    },
  }
}

test('a row for a group of devices follows the server’s device and the groups of this device', async (t) => {
  const { house, give, filter, becomes } = await furnish(t)
  const groupId = await house.deed(
    async (ctx) => (await createGroup(ctx, { name: 'Север', note: '' })).id,
  )
  const form = { ...DEVICE, templateId: null, kind: 'other' as const, ports: [] }
  const device = await house.deed((ctx) => createDevice(ctx, form))
  await give('agent', { agentId: 1 })
  await give('north', { deviceGroupId: groupId })
  assert.equal(await filter(), 'agent', 'the server is no device')
  await becomes(device.id)
  assert.equal(await filter(), 'agent', 'its device is in no group')
  const regroup = (version: number, groupIds: number[]) =>
    house.deed((ctx) => changeDevice(ctx, { id: device.id, version }, { ...DEVICE, groupIds }))
  await regroup(1, [groupId])
  assert.equal(await filter(), 'north', 'heard of without a restart')
  await regroup(2, [])
  assert.equal(await filter(), 'agent')
  await regroup(3, [groupId])
  await becomes(null)
  assert.equal(await filter(), 'agent')
  await becomes(device.id)
  assert.equal(await filter(), 'north')
  await give('server', { nasId: 1 })
  assert.equal(await filter(), 'server', 'the server itself is more specific')
})

test('a change of a device that says nothing of its groups is no news for access servers', async (t) => {
  const { house, becomes } = await furnish(t)
  const form = { ...DEVICE, templateId: null, kind: 'other' as const, ports: [] }
  const device = await house.deed((ctx) => createDevice(ctx, form))
  await becomes(device.id)
  const told = async () => {
    const { rowCount } = await house.database.pool.query(
      `select from platform.events where name = 'network.nas-changed'`,
    )
    return rowCount
  }
  const before = await told()
  const edit = { id: device.id, version: 1 }
  await house.deed((ctx) => changeDevice(ctx, edit, { ...DEVICE, note: 'стойка 4' }))
  assert.equal(await told(), before)
})

test('a row for a category is for sessions with a service that it counts, above the tariff', async (t) => {
  const { house, give, filter, tariffId } = await furnish(t)
  await give('tariff', { tariffId })
  await give('local', { category: 'local' })
  assert.equal(await filter(), 'local')
  const change = (version: number, form: Parameters<typeof changeSessionService>[2]) =>
    house.deed((ctx) => changeSessionService(ctx, { id: 2, version }, form))
  await change(1, { counting: 'session' })
  assert.equal(await filter(), 'tariff', 'no service counts so any more')
  await change(2, { counting: 'category', category: 'local' })
  assert.equal(await filter(), 'local')
  await house.deed((ctx) => archiveSessionService(ctx, { id: 2, version: 3 }))
  assert.equal(await filter(), 'tariff')
})

test('a guest gets the row of a category by services for guests, and no row of its tariff', async (t) => {
  const { house, give, filter, tariffId, anna } = await furnish(t)
  await house.deed(async (ctx) => {
    const { radius, version } = await getAgent(ctx, 1)
    const settings = { admitsGuests: ['blocked-money' as const], guestsWithoutAddress: true }
    const change = { radius: { ...(radius ?? USUAL_RADIUS), ...settings } }
    return changeAgent(ctx, { id: 1, version, change })
  })
  await give('tariff', { tariffId })
  await give('local', { category: 'local' })
  const serviceId = await house.service('one-off', 'Настройка', { priceMinor: 5_000_00n })
  const order = { accountId: anna.accountId, serviceId, quantity: 1, until: null, plan: null }
  await house.deed((ctx) => assignService(ctx, { ...order, from: TODAY, comment: '' }))
  await house.work()
  assert.equal(await filter(), 'everybody', 'LOCAL is not for guests')
  await give('guests', { isForGuests: true })
  assert.equal(await filter(), 'guests')
  const counted = { isForGuests: true, counting: 'category' as const, category: 'local' }
  await describeService(house, 'PORTAL', counted)
  assert.equal(await filter(), 'local')
})

test('an order about a live session holds the row of a category while a service that it counts is due', async (t) => {
  const { house, server, session, give, anna } = await furnish(t)
  await give('plain', { packet: 'coa' })
  await give('local', { packet: 'coa', category: 'local' })
  const slower = await house.tariff('Другой', { feeMinor: 0n, blockPolicy: 'after-debt' })
  const faster = await house.tariff('Третий', {
    feeMinor: 0n,
    blockPolicy: 'after-debt',
    speedDownKbps: 300_000,
  })
  await server.signIn()
  await session('Start')
  await house.work()
  const moveTo = async (tariffId: number, version: number) => {
    const change = { id: anna.accountId, version, tariffId, from: TODAY }
    await house.deed((ctx) => changeTariff(ctx, change))
    await house.work()
    return server.told().filter((told) => !/^[+-]/.test(told))
  }
  assert.deepEqual(await moveTo(slower, 1), ['local'])
  await house.deed((ctx) => archiveSessionService(ctx, { id: 2, version: 1 }))
  await house.work()
  server.told()
  assert.deepEqual(await moveTo(faster, 2), ['plain'])
})
