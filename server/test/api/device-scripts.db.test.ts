import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startHouse } from '../support/api.ts'
import { done, edit, openAccounts, portsOf, post, type Row, refused } from '../support/devices.ts'
import { startTelnetSwitch } from '../support/peers/switches.ts'
import { addSwitch, ask, listRuns, runToEnd, said, writeScript } from '../support/scripts.ts'

test('a dry run shows what would be sent and sends nothing; the run by Telnet sends just that', async (t) => {
  const house = await startHouse(t)
  const call = await house.administrator()
  const sw2 = await startTelnetSwitch(t)
  const { deviceId, portIds } = await addSwitch(call, {
    portNames: ['1', 'Gi1/0/2'],
    login: { telnetPort: sw2.port },
  })
  const portId = portIds.get('Gi1/0/2') ?? 0
  const [accountId] = await openAccounts(call, ['ivanova'])
  const port = (await portsOf(call, deviceId)).get('Gi1/0/2')
  const vlans = { ...port, clientOuterVlan: 120 }
  await done(call('PUT', `/api/network/device-ports/${portId}`, vlans, edit(port as Row)))
  await done(post(call, '/api/network/port-bindings', { accountId, portId }))
  await done(call('POST', `/api/accounts/${accountId}/stations`, { mac: 'AA-BB-CC-00-00-01' }))
  const script = await writeScript(call, {
    body: 'enable {enablePassword}\ninterface {port}\nvlan {vlan} {login} {macDots}\n@wait 20s sw2',
  })
  const place = { deviceId, portId }
  const shown = await done(call('POST', `/api/network/scripts/${script.id}/preview`, place))
  assert.deepEqual([shown.address, shown.user], [`telnet://127.0.0.1:${sw2.port}`, 'engineer'])
  assert.deepEqual(shown.steps, [
    { line: 1, text: 'enable ••••••', awaits: '', seconds: 10 },
    { line: 2, text: 'interface Gi1/0/2', awaits: '', seconds: 10 },
    { line: 3, text: 'vlan 120 ivanova aabb.cc00.0001', awaits: 'sw2', seconds: 20 },
  ])
  assert.equal(sw2.calls.all, 0)
  assert.deepEqual(await listRuns(call), [])

  const run = await runToEnd(call, script.id, place)
  assert.equal(run.state, 'done', JSON.stringify(run))
  assert.deepEqual(sw2.heard, [
    'enable enable-secret',
    'interface Gi1/0/2',
    'vlan 120 ivanova aabb.cc00.0001',
  ])
  assert.deepEqual([run.login, run.cause, run.askedBy], ['ivanova', 'hand', 'Administrator'])
  const log = said(run).join('\n')
  assert.ok(!/login-secret|enable-secret/.test(log), log)
  assert.match(log, /Password:\n> ••••••/)
  // WILL ECHO is welcome, DO NAWS is not, and the rest is not answered.
  assert.deepEqual(sw2.options, [253, 1, 252, 31])
  const kept = await house.ground.pool.query(
    `select l.*, r.log, a.details from network.device_logins l, network.script_runs r, staff.audit a`,
  )
  assert.ok(kept.rows.length > 0 && !/login-secret|enable-secret/.test(JSON.stringify(kept.rows)))
})

test('a value that could be more than one word, or is missing, refuses the run by its name', async (t) => {
  const house = await startHouse(t)
  const call = await house.administrator()
  const sw2 = await startTelnetSwitch(t)
  const sly = ['1; reload', 'a\u2028b', '"1"', "1'2", '{login}', '1 2', '-1', '1$(id)']
  const { deviceId, portIds } = await addSwitch(call, {
    portNames: ['1', ...sly],
    login: { telnetPort: sw2.port },
  })
  const script = await writeScript(call, { body: 'interface {port}' })
  for (const name of sly) {
    const answer = await refused(ask(call, script.id, { deviceId, portId: portIds.get(name) }))
    assert.deepEqual(answer, ['network.script-value-unfit', { word: 'port', value: name }, 'port'])
  }
  const withVlan = await writeScript(call, { body: 'vlan {vlan}' })
  const place = { deviceId, portId: portIds.get('1') }
  const missing = await refused(ask(call, withVlan.id, place))
  assert.deepEqual(missing, ['network.script-value-missing', { word: 'vlan', value: '' }, 'vlan'])
  assert.equal((await refused(ask(call, script.id, { deviceId })))[0], 'network.script-needs-port')
  assert.deepEqual([sw2.calls.all, (await listRuns(call)).length], [0, 0])
  const wrong = { name: 'x', transport: 'telnet', body: 'show\nshow {prot}' }
  assert.deepEqual(await refused(call('POST', '/api/network/scripts', wrong)), [
    'network.wrong-script',
    { line: 2, rule: 'unknown-word', word: 'prot' },
    'body',
  ])
})

test('devices of another model, without an address or a login are refused, and the narrowest login wins', async (t) => {
  const house = await startHouse(t)
  const call = await house.administrator()
  const sw2 = await startTelnetSwitch(t)
  const template = await done(
    call('POST', '/api/network/device-templates', { name: 'DES', kind: 'switch' }),
  )
  const group = await done(call('POST', '/api/network/device-groups', { name: 'Доступ' }))
  const device = await done(
    post(call, '/api/network/devices', {
      name: 'Мира 5',
      address: '127.0.0.1',
      templateId: template.id,
      groupIds: [group.id],
    }),
  )
  const other = await done(post(call, '/api/network/devices', { name: 'Мира 7' }))
  const script = await writeScript(call, { templateIds: [template.id] })
  const code = async (deviceId: number) => (await refused(ask(call, script.id, { deviceId })))[0]
  assert.equal(await code(device.id), 'network.no-device-login')
  assert.equal(await code(other.id), 'network.device-without-address')
  const add = (name: string, places: object) =>
    call('POST', '/api/network/device-logins', {
      ...{ name, login: name, password: 'login-secret', telnetPort: sw2.port },
      ...places,
    })
  await done(add('of-model', { templateIds: [template.id] }))
  assert.equal(
    (await refused(add('again', { templateIds: [template.id] })))[0],
    'network.device-login-place-taken',
  )
  const ofGroup = await done(add('of-group', { groupIds: [group.id] }))
  const user = async () =>
    (await done(call('POST', `/api/network/scripts/${script.id}/preview`, { deviceId: device.id })))
      .user
  assert.equal(await user(), 'of-group')
  await done(add('engineer', { deviceIds: [device.id] }))
  assert.equal(await user(), 'engineer')
  assert.equal((await runToEnd(call, script.id, { deviceId: device.id })).state, 'done')
  await done(call('DELETE', `/api/network/device-logins/${ofGroup.id}`))
  const plain = await writeScript(call, {})
  const moved = { name: 'Мира 7', address: '127.0.0.2' }
  await done(call('PUT', `/api/network/devices/${other.id}`, moved, edit(other)))
  assert.equal(await code(other.id), 'network.script-of-other-model')
  assert.equal(
    (await refused(ask(call, plain.id, { deviceId: other.id })))[0],
    'network.no-device-login',
  )
  const archived = await done(
    call('PATCH', `/api/network/scripts/${plain.id}`, { isArchived: true }, edit(plain)),
  )
  assert.equal(archived.body, 'show clock', 'what nobody spoke of stays')
  assert.equal(
    (await refused(ask(call, plain.id, { deviceId: device.id })))[0],
    'network.script-archived',
  )
})

test('a wrong password over Telnet is not tried twice', async (t) => {
  const house = await startHouse(t)
  const call = await house.administrator()
  const sw2 = await startTelnetSwitch(t)
  const login = { telnetPort: sw2.port, password: 'another' }
  const { deviceId } = await addSwitch(call, { login })
  const script = await writeScript(call, {})
  const run = await runToEnd(call, script.id, { deviceId })
  assert.equal(run.failure, 'wrong-password')
  assert.deepEqual([sw2.heard, sw2.calls.all], [[], 1])
})

test('who may only look sees scripts and runs, and neither writes nor runs any', async (t) => {
  const house = await startHouse(t)
  const admin = await house.administrator()
  const { deviceId } = await addSwitch(admin, {})
  const script = await writeScript(admin, {})
  const role = await done(
    admin('POST', '/api/staff/roles', {
      name: 'Смотритель',
      permissions: ['network.read', 'network.scripts'],
    }),
  )
  const member = {
    login: 'viewer',
    name: 'Орлова',
    roleIds: [role.id],
    password: 'viewer-password',
  }
  await done(admin('POST', '/api/staff/members', member))
  const viewer = house.visitor()
  await viewer('POST', '/api/staff/sign-in', { login: 'viewer', password: 'viewer-password' })
  assert.equal((await viewer('GET', '/api/network/scripts')).status, 200)
  assert.equal((await viewer('GET', '/api/network/script-runs')).status, 200)
  assert.equal((await ask(viewer, script.id, { deviceId })).status, 403)
  const form = { name: 'y', transport: 'ssh', body: 'show' }
  assert.equal((await viewer('POST', '/api/network/scripts', form)).status, 403)
})
