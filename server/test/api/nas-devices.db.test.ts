import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { startHouse } from '../support/api.ts'
import { done, edit, ports, post, refused } from '../support/devices.ts'

const NAS = {
  agentId: 1,
  name: 'BRAS-1',
  address: '192.0.2.9',
  secret: 'nas-secret-word',
  dialect: 'mikrotik',
}

async function furnish(t: TestContext) {
  const house = await startHouse(t)
  const call = await house.administrator()
  const form = { name: 'Узел 5', kind: 'other', ports: ports([]) }
  const device = await done(post(call, '/api/network/devices', form))
  const nas = await done(call('POST', '/api/network/nas', { ...NAS, deviceId: device.id }))
  const archive = (version: number) =>
    call('POST', `/api/network/devices/${device.id}/archive`, {}, { 'if-match': String(version) })
  return { call, form, device, nas, archive }
}

test('an access server may be a device, and both say so', async (t) => {
  const { call, device, nas } = await furnish(t)
  assert.deepEqual([nas.deviceId, nas.deviceName], [device.id, 'Узел 5'])
  assert.ok(!('deviceGroupIds' in nas))
  const shown = () => done(call('GET', `/api/network/devices/${device.id}`))
  assert.deepEqual((await shown()).servers, [{ id: nas.id, name: 'BRAS-1' }])
  const second = await done(call('POST', '/api/network/nas', { ...NAS, address: '192.0.2.10' }))
  assert.deepEqual([second.deviceId, second.deviceName], [null, null])

  const path = `/api/network/nas/${nas.id}`
  const noted = await done(call('PATCH', path, { note: 'зал 2' }, edit(nas)))
  assert.equal(noted.deviceId, device.id, 'an edit leaves alone what it does not speak of')
  const freed = await done(call('PATCH', path, { deviceId: null }, edit(noted)))
  assert.equal(freed.deviceId, null)
  assert.deepEqual((await shown()).servers, [])
})

test('a device that an access server in service is, is neither archived nor deleted', async (t) => {
  const { call, device, nas, archive } = await furnish(t)
  const held = ['network.device-is-nas', { name: 'Узел 5', servers: ['BRAS-1'], count: 1 }]
  assert.deepEqual((await refused(archive(1))).slice(0, 2), held)
  const remove = () => call('DELETE', `/api/network/devices/${device.id}`)
  assert.deepEqual((await refused(remove())).slice(0, 2), held)

  await done(call('POST', `/api/network/nas/${nas.id}/archive`, {}, edit(nas)))
  const archived = await done(archive(1))
  assert.ok(archived.archivedAt)
  assert.equal((await remove()).status, 200, 'a server in the archive holds nothing')
})

test('an access server is not a device that is in the archive, or that there is none of', async (t) => {
  const { call, form, nas } = await furnish(t)
  const old = await done(post(call, '/api/network/devices', { ...form, name: 'Старый' }))
  await done(call('POST', `/api/network/devices/${old.id}/archive`, {}, edit(old)))
  const other = { ...NAS, address: '192.0.2.11' }
  assert.deepEqual(
    await refused(call('POST', '/api/network/nas', { ...other, deviceId: old.id })),
    ['network.device-archived', { name: 'Старый' }, 'deviceId'],
  )
  const change = { deviceId: 77 }
  const answer = await refused(call('PATCH', `/api/network/nas/${nas.id}`, change, edit(nas)))
  assert.deepEqual([answer[0], answer[2]], ['network.unknown-link', 'deviceId'])
})

test('a device archived at the moment at which an access server becomes it never ends up as its device', async (t) => {
  const { call, form } = await furnish(t)
  for (let round = 0; round < 5; round += 1) {
    const name = `Узел ${round + 10}`
    const device = await done(post(call, '/api/network/devices', { ...form, name }))
    const address = `192.0.2.${round + 20}`
    const [registered, archived] = await Promise.all([
      call('POST', '/api/network/nas', { ...NAS, address, deviceId: device.id }),
      call('POST', `/api/network/devices/${device.id}/archive`, {}, edit(device)),
    ])
    const statuses = [registered.status, archived.status].filter((status) => status === 200)
    assert.equal(statuses.length, 1, 'one of them, whichever came first')
  }
})

test('a group of devices that rows of attributes are for is not removed', async (t) => {
  const { call } = await furnish(t)
  const group = await done(post(call, '/api/network/device-groups', { name: 'Север' }))
  const row = { attribute: 'Filter-Id', value: 'north', deviceGroupId: group.id }
  const { id } = await done(call('POST', '/api/network/attributes', row))
  const remove = () => call('DELETE', `/api/network/device-groups/${group.id}`)
  assert.deepEqual((await refused(remove())).slice(0, 2), [
    'network.device-group-has-rows',
    { name: 'Север', count: 1 },
  ])
  await done(call('DELETE', `/api/network/attributes/${id}`))
  await done(remove())
  assert.equal((await refused(remove()))[0], 'network.device-group.not-found')
})
