import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eventually, startHouse } from '../support/api.ts'
import {
  done,
  edit,
  openAccounts,
  ports,
  portsOf,
  post,
  type Row,
  refused,
} from '../support/devices.ts'

test('a device has the ports of its template and those asked for besides, and secrets stay secret', async (t) => {
  const house = await startHouse(t)
  const call = await house.administrator()
  const form = {
    name: 'DES-3200-28',
    kind: 'switch',
    ports: ports(['1', '2']),
    snmpVersion: 'v2c',
    snmpSecret: 'hidden-community',
  }
  const template = await done(call('POST', '/api/network/device-templates', form))
  assert.equal(template.hasSnmpSecret, true)
  const kept = await house.ground.pool.query('select * from network.device_templates')
  assert.ok(!JSON.stringify([kept.rows, template]).includes('hidden-community'))
  assert.equal(house.ground.box.open(kept.rows[0].snmp_secret_sealed), 'hidden-community')

  const made = await done(
    post(call, '/api/network/devices', {
      name: 'Мира 5',
      templateId: template.id,
      ports: ports(['uplink']),
    }),
  )
  assert.equal(made.kind, 'switch')
  assert.deepEqual([...(await portsOf(call, made.id)).keys()], ['1', '2', 'uplink'])
  const twice = { name: 'Мира 7', templateId: template.id, ports: ports(['2']) }
  assert.deepEqual(await refused(post(call, '/api/network/devices', twice)), [
    'network.port-name-taken',
    { port: '2' },
    'ports',
  ])
  const change = { ...form, name: 'DES-3200', snmpSecret: '', ports: ports(['1']) }
  const path = `/api/network/device-templates/${template.id}`
  const changed = await done(call('PUT', path, change, edit(template)))
  assert.equal(changed.hasSnmpSecret, true, 'an empty field leaves the secret as it was')
  assert.equal((await portsOf(call, made.id)).size, 3, 'made devices stay as they are')
  const third = { snmpVersion: 'v3', snmpUser: 'altyn', snmpPrivacySecret: 'hidden-privacy' }
  const withUser = await done(call('PUT', path, { ...change, ...third }, edit(changed)))
  assert.equal(withUser.hasSnmpPrivacySecret, true)
  const audit = await house.ground.pool.query('select details from staff.audit')
  assert.ok(audit.rows.length > 0 && !JSON.stringify(audit.rows).includes('hidden-'))
  const open = await done(call('PUT', path, { ...change, snmpVersion: 'none' }, edit(withUser)))
  assert.equal(open.hasSnmpSecret, false)
})

test('addresses, unique values and places in the tree are refused by name', async (t) => {
  const house = await startHouse(t)
  const call = await house.administrator()
  const option = (form: object) => done(call('POST', '/api/network/device-options', form))
  const remoteId = await option({
    name: 'Remote-ID',
    kind: 'mac',
    isUnique: true,
    forKinds: ['switch'],
  })
  const shelf = await option({ name: 'Полка', kind: 'number', forKinds: ['switch', 'olt'] })
  const add = (form: object) => post(call, '/api/network/devices', { kind: 'switch', ...form })
  const core = await done(
    add({
      name: 'Ядро',
      address: '10.0.0.1',
      ports: ports(['1', '2']),
      options: { [remoteId.id]: 'AABB.CCDD.EEFF', [shelf.id]: '2' },
    }),
  )
  const trunk = (await portsOf(call, core.id)).get('1')
  assert.deepEqual(await refused(add({ name: 'Мира 5', address: '10.0.0.1' })), [
    'network.device-address-taken',
    { address: '10.0.0.1', name: 'Ядро' },
    'address',
  ])
  const sameMac = { name: 'Мира 5', options: { [remoteId.id]: 'aa:bb:cc:dd:ee:ff' } }
  assert.deepEqual(await refused(add(sameMac)), [
    'network.option-value-taken',
    { name: 'Remote-ID', value: 'aa:bb:cc:dd:ee:ff', device: 'Ядро' },
    `options.${remoteId.id}`,
  ])
  const [wrong] = await refused(add({ name: 'Мира 5', options: { [shelf.id]: 'вторая' } }))
  assert.equal(wrong, 'network.wrong-option-value')
  const ofOlt = { kind: 'olt', name: 'OLT', options: { [remoteId.id]: '00:00:00:00:00:01' } }
  assert.equal((await refused(add(ofOlt)))[0], 'network.option-of-other-kind')

  const place = { parentDeviceId: core.id, parentPortId: trunk?.id }
  const house5 = await done(add({ name: 'Мира 5', ...place, ports: ports(['1']) }))
  assert.equal((await portsOf(call, core.id)).get('1')?.state, 'link')
  assert.deepEqual(await refused(add({ name: 'Мира 7', ...place })), [
    'network.port-leads-elsewhere',
    { port: '1', name: 'Мира 5' },
    'parentPortId',
  ])
  const house7 = await done(add({ name: 'Мира 7', parentDeviceId: house5.id }))
  const ring = { name: 'Ядро', parentDeviceId: house7.id }
  const move = (row: Row, form: object) =>
    call('PUT', `/api/network/devices/${row.id}`, form, edit(row))
  assert.deepEqual(await refused(move(core, ring)), [
    'network.device-cycle',
    { name: 'Мира 7' },
    'parentDeviceId',
  ])
  assert.equal(
    (await refused(move(core, { name: 'Ядро', parentDeviceId: core.id })))[0],
    'network.device-cycle',
  )
  const foreign = { name: 'Мира 7', parentDeviceId: house5.id, parentPortId: trunk?.id }
  assert.equal((await refused(move(house7, foreign)))[0], 'network.port-of-another-device')

  assert.deepEqual((await refused(call('DELETE', `/api/network/devices/${core.id}`))).slice(0, 2), [
    'network.device-has-children',
    { name: 'Ядро', devices: ['Мира 5'], count: 1 },
  ])
  const under = async (parent: string | number) => {
    const { items } = await done(call('GET', `/api/network/devices?under=${parent}`))
    return (items as { name: string }[]).map(({ name }) => name)
  }
  assert.deepEqual([await under('root'), await under(core.id)], [['Ядро'], ['Мира 5']])
})

test('an option does not become unique, go from a kind of devices or disappear against its values', async (t) => {
  const house = await startHouse(t)
  const call = await house.administrator()
  const shelf = await done(
    call('POST', '/api/network/device-options', {
      name: 'Полка',
      kind: 'number',
      forKinds: ['switch', 'olt'],
    }),
  )
  for (const name of ['Ядро', 'Мира 5']) {
    const form = { name, kind: 'switch', options: { [shelf.id]: '2' } }
    await done(post(call, '/api/network/devices', form))
  }
  const unique = { name: 'Полка', isUnique: true, forKinds: ['switch'] }
  const shelfPath = `/api/network/device-options/${shelf.id}`
  assert.deepEqual(await refused(call('PUT', shelfPath, unique, edit(shelf))), [
    'network.option-value-twice',
    { value: '2', devices: ['Мира 5', 'Ядро'] },
    'isUnique',
  ])
  const ofOlts = { name: 'Полка', forKinds: ['olt'] }
  assert.deepEqual(await refused(call('PUT', shelfPath, ofOlts, edit(shelf))), [
    'network.option-used-by-kind',
    { device: 'Мира 5' },
    'forKinds',
  ])
  assert.equal((await refused(call('DELETE', shelfPath)))[0], 'network.option-in-use')
})

test('two devices that are moved under each other at once do not make a loop', async (t) => {
  const house = await startHouse(t)
  const call = await house.administrator()
  const add = (name: string) => done(post(call, '/api/network/devices', { name, kind: 'switch' }))
  const [one, other] = [await add('Первый'), await add('Второй')]
  const moves = [
    [one, other],
    [other, one],
  ] as const
  const answers = await Promise.all(
    moves.map(([row, parent]) =>
      call(
        'PUT',
        `/api/network/devices/${row.id}`,
        { name: String(row.name), parentDeviceId: parent.id },
        edit(row),
      ),
    ),
  )
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409])
})

test('an account is on one port at a time, a port has one account unless it is shared, and history stays', async (t) => {
  const house = await startHouse(t)
  const call = await house.administrator()
  const [anna = 0, boris = 0] = await openAccounts(call, ['anna', 'boris'])
  const device = await done(
    post(call, '/api/network/devices', {
      name: 'Мира 5',
      kind: 'switch',
      ports: ports(['1', '2', '3']),
    }),
  )
  const named = await portsOf(call, device.id)
  const portId = (name: string) => named.get(name)?.id ?? 0
  const bind = (accountId: number, place: object) =>
    post(call, '/api/network/port-bindings', { accountId, ...place })
  const first = await done(bind(anna, { portId: portId('1') }))
  assert.equal(first.subscriberName, 'Иванова anna')
  assert.equal((await portsOf(call, device.id)).get('1')?.state, 'active')
  assert.deepEqual(await refused(bind(boris, { portId: portId('1') })), [
    'network.port-taken',
    { port: '1', login: 'anna' },
    'portId',
  ])
  assert.deepEqual(await refused(bind(anna, { portId: portId('2') })), [
    'network.account-bound',
    { login: 'anna', device: 'Мира 5', port: '1' },
    'accountId',
  ])
  const block = { reason: 'проверка' }
  await done(call('POST', `/api/blocking/accounts/${anna}/block`, { kind: 'staff', ...block }))
  assert.equal((await portsOf(call, device.id)).get('1')?.state, 'blocked')

  const change = async (name: string, form: object) => {
    const port = (await portsOf(call, device.id)).get(name)
    assert.ok(port)
    return call('PUT', `/api/network/device-ports/${port.id}`, { ...port, ...form }, edit(port))
  }
  await done(change('1', { isShared: true, clientOuterVlan: 100, clientInnerVlan: 12 }))
  const second = await done(bind(boris, { portId: portId('1') }))
  assert.deepEqual(await refused(change('1', { isShared: false })), [
    'network.still-shared',
    { logins: ['anna', 'boris'] },
    'isShared',
  ])
  assert.equal(
    (await refused(change('2', { guestInnerVlan: 5, guestOuterVlan: null })))[0],
    'network.inner-vlan-alone',
  )
  await done(call('POST', `/api/network/port-bindings/${second.id}/end`, {}))
  await done(change('1', { isShared: false }))
  assert.equal((await refused(bind(boris, { portId: portId('1') })))[0], 'network.port-taken')
  await done(change('3', { isEnabled: false }))
  assert.equal((await refused(bind(boris, { portId: portId('3') })))[0], 'network.port-off')

  const both = await Promise.all([
    bind(boris, { portId: portId('2') }),
    bind(boris, { portId: portId('2') }),
  ])
  assert.deepEqual(both.map(({ status }) => status).sort(), [200, 409], 'at the same moment')
  const history = await done(call('GET', `/api/network/port-bindings?accountId=${boris}`))
  const lines = (history.items as { portName: string; until: string | null }[]).map((line) => [
    line.portName,
    line.until === null,
  ])
  assert.deepEqual(lines, [
    ['2', true],
    ['1', false],
  ])
  const { items } = await done(call('GET', `/api/network/port-bindings?portId=${portId('1')}`))
  assert.deepEqual(
    (items as { login: string; until: string | null }[]).map((line) => [line.login, !line.until]),
    [
      ['boris', false],
      ['anna', true],
    ],
  )
})

test('a device that somebody was on is archived, not deleted, and everybody is taken off', async (t) => {
  const house = await startHouse(t)
  const call = await house.administrator()
  const [anna = 0] = await openAccounts(call, ['anna'])
  const form = { name: 'Мира 5', kind: 'switch', address: '10.0.0.5', ports: ports(['1']) }
  const device = await done(post(call, '/api/network/devices', form))
  const portId = (await portsOf(call, device.id)).get('1')?.id
  const bind = () => post(call, '/api/network/port-bindings', { accountId: anna, portId })
  await done(bind())
  assert.deepEqual(await refused(call('DELETE', `/api/network/devices/${device.id}`)), [
    'network.device-has-bindings',
    { name: 'Мира 5', count: 1 },
    undefined,
  ])
  const path = `/api/network/devices/${device.id}/archive`
  const archived = await done(call('POST', path, {}, edit(device)))
  assert.equal(archived.boundCount, 0)
  assert.equal((await refused(bind()))[0], 'network.device-archived')
  await done(post(call, '/api/network/devices', { ...form, name: 'Мира 5, новый' }))
  const back = await refused(call('POST', path, { isArchived: false }, edit(archived)))
  assert.deepEqual(back.slice(0, 2), [
    'network.device-address-taken',
    { address: '10.0.0.5', name: 'Мира 5, новый' },
  ])
})

test('an account that is closed leaves its port', async (t) => {
  const house = await startHouse(t)
  const call = await house.administrator()
  const [anna = 0] = await openAccounts(call, ['anna'])
  const form = { name: 'Мира 5', kind: 'switch', ports: ports(['1']) }
  const device = await done(post(call, '/api/network/devices', form))
  const portId = (await portsOf(call, device.id)).get('1')?.id
  await done(post(call, '/api/network/port-bindings', { accountId: anna, portId }))
  const account = await done(call('GET', `/api/accounts/${anna}`))
  await done(call('POST', `/api/accounts/${anna}/close`, {}, edit(account)))
  const port = await eventually(
    async () => (await portsOf(call, device.id)).get('1'),
    (found) => found?.state === 'free',
  )
  assert.equal(port?.state, 'free')
})
