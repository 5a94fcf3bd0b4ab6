import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startHouse } from '../support/api.ts'
import { done, openAccounts, post } from '../support/devices.ts'
import { startTelnetSwitch, type TelnetSwitch } from '../support/peers/switches.ts'
import {
  addSwitch,
  type ask,
  listRuns,
  patiently,
  runToEnd,
  writeScript,
} from '../support/scripts.ts'

test('ports with a policy are told when accounts come, are blocked, let in again and leave', async (t) => {
  const house = await startHouse(t)
  const call = await house.administrator()
  const sw2 = await startTelnetSwitch(t)
  const { deviceId, portIds } = await addSwitch(call, { login: { telnetPort: sw2.port } })
  const portId = portIds.get('1')
  const events = ['bound', 'unbound', 'blocked', 'unblocked'] as const
  const scripts: { event: string; scriptId: number }[] = []
  for (const event of events) {
    const script = await writeScript(call, { name: event, body: `${event} {port} {login}` })
    scripts.push({ event, scriptId: script.id })
  }
  const form = { name: 'Абонентские порты', scripts, deviceIds: [deviceId] }
  const policy = await done(call('POST', '/api/network/port-policies', form))
  const [ivanova, petrov] = await openAccounts(call, ['ivanova', 'petrov'])
  const binding = await done(
    post(call, '/api/network/port-bindings', { accountId: ivanova, portId }),
  )
  assert.deepEqual(await hears(sw2, 1), ['bound 1 ivanova'])
  await setBlocked(call, ivanova ?? 0, true)
  assert.deepEqual((await hears(sw2, 2)).slice(1), ['blocked 1 ivanova'])
  await setBlocked(call, ivanova ?? 0, false)
  assert.deepEqual((await hears(sw2, 3)).slice(2), ['unblocked 1 ivanova'])
  await done(call('POST', `/api/network/port-bindings/${binding.id}/end`, {}))
  assert.deepEqual((await hears(sw2, 4)).slice(3), ['unbound 1 ivanova'])

  const none = { choice: 'none', policyId: null }
  const choice = `/api/network/device-ports/${portId}/policy`
  assert.equal((await done(call('GET', choice))).from, 'device')
  await done(call('PUT', choice, none))
  await done(post(call, '/api/network/port-bindings', { accountId: petrov, portId }))
  await house.followed()
  await done(call('PUT', choice, { choice: 'own', policyId: policy.id }))
  await setBlocked(call, petrov ?? 0, true)
  assert.deepEqual(
    (await hears(sw2, 5)).slice(4),
    ['blocked 1 petrov'],
    'nothing was run while it had none',
  )
  const runs = await patiently(
    () => listRuns(call),
    (rows) => rows.every(({ state }) => state === 'done'),
  )
  const causes = runs.map(({ cause, state }) => `${cause} ${state}`)
  assert.deepEqual(causes, [
    'bound done',
    'blocked done',
    'unblocked done',
    'unbound done',
    'blocked done',
  ])
})

async function setBlocked(call: Parameters<typeof ask>[0], accountId: number, isBlocked: boolean) {
  const path = `/api/blocking/accounts/${accountId}`
  await done(
    call('POST', `${path}/${isBlocked ? 'block' : 'unblock'}`, {
      kind: 'staff',
      reason: 'проверка',
    }),
  )
}

test('a block that could not be told is not told after the account was let in again', async (t) => {
  const house = await startHouse(t)
  const call = await house.administrator()
  const sw2 = await startTelnetSwitch(t)
  const { deviceId, portIds } = await addSwitch(call, { login: { telnetPort: sw2.port } })
  const scripts: { event: string; scriptId: number }[] = []
  for (const event of ['blocked', 'unblocked']) {
    // A line that is lost at the last command of all counts as ended by it.
    const body = `${event} {port}\nwrite memory`
    const script = await writeScript(call, { body, isRepeatable: true })
    scripts.push({ event, scriptId: script.id })
  }
  await done(
    call('POST', '/api/network/port-policies', { name: 'П', scripts, deviceIds: [deviceId] }),
  )
  const [accountId] = await openAccounts(call, ['ivanova'])
  await done(post(call, '/api/network/port-bindings', { accountId, portId: portIds.get('1') }))
  sw2.behave.drop = true
  await setBlocked(call, accountId ?? 0, true)
  const [waiting] = await patiently(
    () => listRuns(call),
    ([run]) => run?.state === 'queued' && run.attempts === 1,
  )
  assert.deepEqual(
    [waiting?.cause, waiting?.failure],
    ['blocked', 'closed'],
    'it is tried again later',
  )
  sw2.behave.drop = false
  await setBlocked(call, accountId ?? 0, false)
  const runs = await patiently(
    () => listRuns(call),
    (rows) =>
      rows.length === 2 && rows.every(({ state }) => state !== 'queued' && state !== 'running'),
  )
  assert.deepEqual(
    runs.map(({ cause, state, failure }) => [cause, state, failure]),
    [
      ['blocked', 'cancelled', 'superseded'],
      ['unblocked', 'done', null],
    ],
  )
  assert.deepEqual(sw2.heard, ['blocked 1', 'unblocked 1', 'write memory'])
  assert.equal(
    (await runToEnd(call, scripts[0]?.scriptId ?? 0, { deviceId, portId: portIds.get('1') })).state,
    'done',
  )
})

test('a port is told the speed of its account when that becomes another', async (t) => {
  const house = await startHouse(t)
  const call = await house.administrator()
  const sw2 = await startTelnetSwitch(t)
  const { deviceId, portIds } = await addSwitch(call, { login: { telnetPort: sw2.port } })
  const script = await writeScript(call, { body: 'rate {port} {downKbps} {upKbps}' })
  const scripts = ['bound', 'speed-changed'].map((event) => ({ event, scriptId: script.id }))
  const policy = { name: 'Скорость', scripts, deviceIds: [deviceId] }
  await done(call('POST', '/api/network/port-policies', policy))
  const [accountId] = await openAccounts(call, ['ivanova'])
  await done(post(call, '/api/network/port-bindings', { accountId, portId: portIds.get('1') }))
  await hears(sw2, 1)
  const terms = { fee: '0', feePeriod: 'month', feeCharged: 'in-advance', blockPolicy: 'none' }
  const speeds = { speedDownKbps: 300_000, speedUpKbps: 100_000 }
  const tariff = { name: 'Быстрый', from: '2020-01-01', ...terms, ...speeds }
  const { id: tariffId } = await done(call('POST', '/api/catalogue/tariffs', tariff))
  const from = Temporal.Now.plainDateISO('Europe/Moscow').toString()
  const change = { tariffId, from }
  await done(call('POST', `/api/accounts/${accountId}/tariff`, change, { 'if-match': '1' }))
  assert.deepEqual(await hears(sw2, 2), ['rate 1 0 0', 'rate 1 300000 100000'])
})

/** What a switch was told, once that is so much. */
function hears({ heard }: TelnetSwitch, count: number): Promise<string[]> {
  return patiently(
    async () => [...heard],
    ({ length }) => length >= count,
  )
}
