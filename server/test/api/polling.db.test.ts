import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Caller, eventually, startHouse } from '../support/api.ts'
import { done, edit, ports, post, type Row, refused } from '../support/devices.ts'
import { COMMUNITY, playDevice } from '../support/peers/snmp-agent.ts'

const NAMES = ['gi1/0/1', 'gi1/0/2']
const QUICK = { snmpTimeoutMs: 500, snmpRetries: 0 }

async function addSwitch(call: Caller, snmp: object, address = '127.0.0.1') {
  const model = { name: `Switch ${address}`, kind: 'switch', ports: ports(NAMES) }
  const template = await done(
    call('POST', '/api/network/device-templates', { ...model, ...QUICK, ...snmp }),
  )
  const form = { name: 'Мира 5', address, templateId: template.id }
  const device = await done(post(call, '/api/network/devices', form))
  return { template, device, path: `/api/network/devices/${device.id}` }
}

test('a device of a template with SNMP is polled by itself, and at once when somebody asks', async (t) => {
  const house = await startHouse(t)
  const call = await house.administrator()
  const played = await playDevice(t, NAMES)
  const snmp = { snmpVersion: 'v2c', snmpSecret: COMMUNITY, snmpPort: played.port }
  const { path } = await addSwitch(call, snmp)
  const polling = () => done(call('GET', `${path}/polling`))
  assert.deepEqual(
    [(await polling()).reach, (await done(call('GET', path))).reach],
    ['waiting', 'waiting'],
  )
  await done(call('POST', `${path}/polling/run`))
  const told = await eventually(polling, ({ reach }) => reach === 'reachable')
  assert.deepEqual(
    [told.systemName, told.matchedCount, told.interfacesCount, told.failure],
    ['played', 2, 2, null],
  )
  const { items } = await done(call('GET', `${path}/port-lines`))
  assert.deepEqual(
    (items as Row[]).map(({ ifName, state, speedMbps }) => [ifName, state, speedMbps]),
    NAMES.map((name) => [name, 'up', 1000]),
  )
  const listed = async (reach: string) => {
    const { items: rows, total } = await done(
      call('GET', `/api/network/devices?reach=${reach}&total=true`),
    )
    return [(rows as Row[]).map(({ name }) => name), total]
  }
  assert.deepEqual(await listed('reachable'), [['Мира 5'], 1])
  assert.deepEqual(await listed('unreachable'), [[], 0])

  await played.stop()
  await done(call('POST', `${path}/polling/run`))
  const dead = await eventually(polling, ({ reach }) => reach === 'unreachable')
  assert.deepEqual([dead.failure, dead.systemName], ['no-answer', 'played'])
  assert.deepEqual(await listed('unreachable'), [['Мира 5'], 1])
})

test('settings of a device begin as those of its template, are tried before they are kept, and hide their secrets', async (t) => {
  const house = await startHouse(t)
  const call = await house.administrator()
  const played = await playDevice(t, NAMES, '127.0.0.4')
  const snmp = { snmpVersion: 'v2c', snmpSecret: 'hidden-wrong', snmpPort: played.port }
  const { device, path } = await addSwitch(call, snmp, '127.0.0.4')
  const check = async (body: object) => {
    const { failure, systemName } = await done(call('POST', `${path}/polling/check`, body))
    return [failure, systemName]
  }
  assert.deepEqual(await check({ source: 'template' }), ['no-answer', ''])
  const own = { source: 'own', snmpSecret: COMMUNITY }
  assert.deepEqual(await check(own), [null, 'played'])
  const before = await done(call('GET', `${path}/polling`))
  assert.deepEqual(
    [before.source, before.hasSnmpSecret],
    ['template', false],
    'a check keeps nothing',
  )

  const kept = await done(call('PUT', `${path}/polling`, own, edit(before)))
  assert.deepEqual(
    [kept.source, kept.hasSnmpSecret, kept.snmpPort, kept.snmpTimeoutMs],
    ['own', true, played.port, 500],
  )
  assert.deepEqual(await check({}), [null, 'played'], 'with the secret that is kept')
  assert.deepEqual(
    (await refused(call('PUT', `${path}/polling`, own, edit(before))))[0],
    'platform.version-mismatch',
  )
  const third = { snmpVersion: 'v3', snmpUser: 'altyn', snmpSecret: '', pollSeconds: 60 }
  const user = await done(call('PUT', `${path}/polling`, third, edit(kept)))
  assert.equal(user.hasSnmpSecret, false, 'a community does not become a password')
  assert.deepEqual(await check({}), ['secret-missing', ''])
  const [rule] = await refused(call('PUT', `${path}/polling`, { pollSeconds: 5 }, edit(user)))
  assert.equal(rule, 'platform.invalid')

  const shown = JSON.stringify([before, kept, user, await done(call('GET', path))])
  const audit = await house.ground.pool.query('select details from staff.audit')
  for (const text of [shown, JSON.stringify(audit.rows)]) {
    assert.ok(!text.includes(COMMUNITY) && !text.includes('hidden-') && text.length > 50)
  }
  const off = await done(call('PUT', `${path}/polling`, { source: 'off' }, edit(user)))
  assert.deepEqual([off.reach, off.nextAt], ['off', null])
  assert.deepEqual(await refused(call('POST', `${path}/polling/run`)), [
    'network.device-not-polled',
    { name: 'Мира 5' },
    undefined,
  ])
  await done(call('POST', `${path}/archive`, {}, edit(device)))
  assert.equal(
    (await refused(call('PUT', `${path}/polling`, { source: 'own' }, edit(off))))[0],
    'network.device-archived',
  )
})

test('a pattern of port names says where the number goes', async (t) => {
  const house = await startHouse(t)
  const call = await house.administrator()
  const model = { name: 'S5700', kind: 'switch', portMatch: 'pattern', portPattern: 'Gi0/0/1' }
  const create = (form: object) => call('POST', '/api/network/device-templates', form)
  assert.deepEqual(await refused(create(model)), [
    'network.port-pattern-without-number',
    {},
    'portPattern',
  ])
  const made = await done(create({ ...model, portPattern: 'Gi0/0/{n}' }))
  assert.equal(made.portPattern, 'Gi0/0/{n}')
})
