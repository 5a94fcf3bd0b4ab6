import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startHouse } from '../support/api.ts'
import { done, post, type Row, refused } from '../support/devices.ts'
import { shareWorkerKey, startWorkerProcess } from '../support/interrupt.ts'
import { startTelnetSwitch } from '../support/peers/switches.ts'
import {
  addSwitch,
  ask,
  endOf,
  listRuns,
  patiently,
  type Run,
  writeScript,
} from '../support/scripts.ts'

function gate() {
  const { promise, resolve } = Promise.withResolvers<void>()
  return { closed: promise, open: resolve }
}

test('one run at a time goes on at a device, also with two workers, and what waits can be called off', async (t) => {
  const house = await startHouse(t, shareWorkerKey)
  const call = await house.administrator()
  await startWorkerProcess(t, { url: house.ground.databaseUrl })
  const sw2 = await startTelnetSwitch(t)
  const { deviceId } = await addSwitch(call, { login: { telnetPort: sw2.port } })
  const script = await writeScript(call, {})
  const door = gate()
  sw2.behave.holdBack = door.closed
  const asked: Row[] = []
  for (let i = 0; i < 6; i += 1) asked.push(await done(ask(call, script.id, { deviceId })))
  await patiently(
    async () => sw2.heard.length,
    (count) => count === 1,
  )
  const last = asked.at(-1) as Row
  const cancel = (id: unknown) => call('POST', `/api/network/script-runs/${id}/cancel`, {})
  assert.equal((await done(cancel(last.id))).state, 'cancelled')
  const [first] = asked
  assert.equal((await refused(cancel(first?.id)))[0], 'network.script-run-begun')
  const live = (await done(call('GET', `/api/network/script-runs/${first?.id}`))) as Run
  assert.equal(live.state, 'running')
  door.open()
  for (const { id } of asked.slice(0, -1)) assert.equal((await endOf(call, id)).state, 'done')
  assert.deepEqual([sw2.calls.all, sw2.calls.most, sw2.heard.length], [5, 1, 5])
})

test('a run whose worker is killed is told as interrupted; one that is safe to repeat goes on', async (t) => {
  const house = await startHouse(t, shareWorkerKey)
  const call = await house.administrator()
  await house.stopWorker()
  const sw2 = await startTelnetSwitch(t)
  const sw3 = await startTelnetSwitch(t, '127.0.0.3', sw2.port)
  const login = { telnetPort: sw2.port }
  const here = await addSwitch(call, { login })
  const there = await addSwitch(call, { name: 'Мира 7', address: '127.0.0.3', login })
  const plain = await writeScript(call, { body: 'reload' })
  const safe = await writeScript(call, { body: 'show clock', isRepeatable: true })
  const door = gate()
  for (const device of [sw2, sw3]) device.behave.holdBack = door.closed
  const once = await done(ask(call, plain.id, here))
  const again = await done(ask(call, safe.id, there))
  const doomed = await startWorkerProcess(t, { url: house.ground.databaseUrl })
  await patiently(
    async () => sw2.heard.length + sw3.heard.length,
    (count) => count === 2,
  )
  await doomed.kill()
  door.open()
  // A minute of silence.
  await house.ground.pool.query(
    `update network.script_runs set beat_at = beat_at - interval '61 seconds'`,
  )
  await startWorkerProcess(t, { url: house.ground.databaseUrl })
  assert.equal((await endOf(call, once.id)).state, 'interrupted')
  const repeated = await endOf(call, again.id)
  assert.deepEqual([repeated.state, repeated.attempts], ['done', 2])
  assert.deepEqual([sw2.heard, sw3.heard], [['reload'], ['show clock', 'show clock']])
})

test('a mass run tells how far it is and what came of it on each device', async (t) => {
  const house = await startHouse(t)
  const call = await house.administrator()
  const sw2 = await startTelnetSwitch(t)
  const login = { telnetPort: sw2.port }
  await addSwitch(call, { login })
  const nowhere = await addSwitch(call, { name: 'Мира 7', address: '127.0.0.9', login })
  await done(post(call, '/api/network/devices', { name: 'Без адреса' }))
  const script = await writeScript(call, {})
  const all = { groupId: null, templateId: null, deviceIds: null }
  const preview = await done(call('POST', `/api/network/scripts/${script.id}/batch-preview`, all))
  assert.deepEqual(preview.fitting, ['Мира 5', 'Мира 7'])
  assert.deepEqual(preview.unfit, [
    {
      name: 'Без адреса',
      code: 'network.device-without-address',
      details: { name: 'Без адреса' },
    },
  ])
  const batch = await done(post(call, `/api/network/scripts/${script.id}/batches`, all))
  assert.equal(batch.runsCount, 2)
  const read = () => done(call('GET', `/api/network/script-batches/${batch.id}`))
  const ended = await patiently(read, ({ finishedAt }) => finishedAt !== null)
  assert.deepEqual([ended.doneCount, ended.troubledCount], [1, 1], JSON.stringify(ended))
  const runs = await listRuns(call, `&batchId=${batch.id}&troubled=true`)
  assert.deepEqual(
    runs.map(({ deviceId, failure }) => [deviceId, failure]),
    [[nowhere.deviceId, 'unreachable']],
  )
  const withPort = await writeScript(call, { body: 'interface {port}' })
  assert.equal(
    (await refused(post(call, `/api/network/scripts/${withPort.id}/batches`, all)))[0],
    'network.script-needs-port',
  )
  const none = { ...all, deviceIds: [] }
  assert.equal(
    (await refused(post(call, `/api/network/scripts/${script.id}/batches`, none)))[0],
    'network.nothing-to-run',
  )
})
