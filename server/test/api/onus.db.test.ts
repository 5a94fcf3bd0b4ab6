import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startHouse } from '../support/api.ts'
import { done, edit, openAccounts, portsOf, post, type Row, refused } from '../support/devices.ts'

test('an ONU is in service once, and whoever is behind it moves along to another port', async (t) => {
  const house = await startHouse(t)
  const call = await house.administrator()
  const [anna = 0, boris = 0] = await openAccounts(call, ['anna', 'boris'])
  const olt = await done(
    post(call, '/api/network/devices', {
      name: 'OLT Север',
      kind: 'olt',
      ports: ['0/1', '0/2'].map((name) => ({ name, medium: 'pon', speedMbps: 2500 })),
    }),
  )
  const named = await portsOf(call, olt.id)
  const [one, two] = [named.get('0/1')?.id, named.get('0/2')?.id]
  const register = (form: object) => call('POST', `/api/network/devices/${olt.id}/onus`, form)
  const onu = await done(register({ portId: one, serial: 'hwtc1a2b3c4d' }))
  assert.equal(onu.serial, 'HWTC1A2B3C4D')
  assert.deepEqual(await refused(register({ portId: two, serial: 'HWTC1A2B3C4D' })), [
    'network.onu-serial-taken',
    { device: 'OLT Север', port: '0/1' },
    'serial',
  ])
  const bind = (accountId: number, place: object) =>
    post(call, '/api/network/port-bindings', { accountId, ...place })
  await done(bind(anna, { onuId: onu.id }))
  assert.deepEqual(await refused(bind(boris, { onuId: onu.id })), [
    'network.onu-taken',
    { serial: 'HWTC1A2B3C4D', login: 'anna' },
    'onuId',
  ])
  assert.equal((await refused(bind(boris, { portId: one })))[0], 'network.port-has-onus')
  assert.equal((await portsOf(call, olt.id)).get('0/1')?.state, 'onus')
  const moved = { portId: two, serial: 'HWTC1A2B3C4D', isShared: false }
  await done(call('PUT', `/api/network/onus/${onu.id}`, moved, edit(onu)))
  const { items } = await done(call('GET', `/api/network/port-bindings?onuId=${onu.id}`))
  const places = (items as { portName: string; until: unknown }[]).map((line) => [
    line.portName,
    line.until === null,
  ])
  assert.deepEqual(places, [
    ['0/2', true],
    ['0/1', false],
  ])
  const remove = () => call('DELETE', `/api/network/onus/${onu.id}`)
  assert.equal((await refused(remove()))[0], 'network.onu-taken')
  const current = items as Row[]
  await done(call('POST', `/api/network/port-bindings/${current[0]?.id}/end`, {}))
  await done(remove())
  await done(register({ portId: one, serial: 'HWTC1A2B3C4D' }))
  const found = await done(call('GET', '/api/network/devices?q=1a2b3c'))
  assert.deepEqual((found.items as { name: string }[])[0]?.name, 'OLT Север')
})

test('the search of the whole house finds a device by name, address, MAC, serial number and ONU', async (t) => {
  const house = await startHouse(t)
  const call = await house.administrator()
  const olt = await done(
    post(call, '/api/network/devices', {
      name: 'OLT Север',
      kind: 'olt',
      address: '10.0.2.1',
      serial: 'SN-77120',
      mac: '1CBD.B9AA.BBCC',
      ports: [{ name: '0/1', medium: 'pon', speedMbps: 2500 }],
    }),
  )
  const portId = (await portsOf(call, olt.id)).get('0/1')?.id
  const onu = { portId, serial: 'HWTC1A2B3C4D' }
  await done(call('POST', `/api/network/devices/${olt.id}/onus`, onu))
  const found = async (q: string) => {
    const { items } = await done(call('GET', `/api/reports/search?q=${encodeURIComponent(q)}`))
    return (items as { kind: string; id: string; matched: string }[]).map(
      ({ kind, id, matched }) => `${kind} ${id} ${matched}`,
    )
  }
  assert.deepEqual(await found('север'), [`device ${olt.id} name`])
  assert.deepEqual(await found('sn-771'), [`device ${olt.id} name`])
  assert.deepEqual(await found('10.0.2.1'), [`device ${olt.id} ip`])
  assert.deepEqual(await found('1c-bd-b9-aa-bb-cc'), [`device ${olt.id} mac`])
  assert.deepEqual(await found('1a2b3c'), [`device ${olt.id} onu`])
  assert.deepEqual(await found('10.0.2.2'), [])
})
