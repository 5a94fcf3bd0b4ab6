import assert from 'node:assert/strict'
import { test } from 'node:test'
import { STRANGER_TLS, TEST_TLS } from '../../../packages/radius/src/testing/certificates.ts'
import { startHouse } from '../support/api.ts'
import { done, edit } from '../support/devices.ts'
import { startHttpDevice } from '../support/peers/switches.ts'
import { addSwitch, runToEnd, said, writeScript } from '../support/scripts.ts'

test('requests of HTTP carry values encoded for their place and go nowhere else', async (t) => {
  const house = await startHouse(t)
  const call = await house.administrator()
  const device = await startHttpDevice(t)
  const elsewhere = await startHttpDevice(t)
  const login = { httpPort: device.port, isHttps: false }
  const {
    deviceId,
    portIds,
    login: kept,
  } = await addSwitch(call, {
    portNames: ['ge-0/0/1'],
    login,
  })
  const script = await writeScript(call, {
    transport: 'http',
    body: [
      'PUT /ports/{port}?name={port}',
      'Content-Type: application/json',
      'X-Port: {port}',
      '@wait ok',
      '',
      '{"port": "port {port}"}',
    ].join('\n'),
  })
  const place = { deviceId, portId: portIds.get('ge-0/0/1') }
  const run = await runToEnd(call, script.id, place)
  assert.equal(run.state, 'done', JSON.stringify(run))
  const [asked] = device.asked
  assert.deepEqual(
    [
      asked?.method,
      asked?.path,
      asked?.body,
      asked?.headers['x-port'],
      asked?.headers.authorization,
    ],
    [
      'PUT',
      '/ports/ge-0%2F0%2F1?name=ge-0%2F0%2F1',
      '{"port": "port ge-0/0/1"}',
      'ge-0/0/1',
      `Basic ${Buffer.from('engineer:login-secret').toString('base64')}`,
    ],
  )
  assert.match(said(run).join('\n'), /"port ge-0\/0\/1"/)
  assert.ok(!JSON.stringify(run.log).includes('Basic'))

  device.behave = { status: 302, headers: { location: `http://127.0.0.1:${elsewhere.port}/` } }
  const sent = await runToEnd(call, script.id, place)
  assert.deepEqual([sent.failure, sent.failureDetails.status], ['unexpected-status', 302])
  assert.deepEqual(elsewhere.asked, [], 'a redirection leads nowhere')
  device.behave = { text: '{"ok":false, "message": "% Error"}' }
  assert.equal((await runToEnd(call, script.id, place)).failure, 'error-answer')
  device.behave = { text: 'done' }
  assert.equal((await runToEnd(call, script.id, place)).failure, 'not-as-awaited')
  device.behave = { isEndless: true }
  assert.equal((await runToEnd(call, script.id, place)).failure, 'too-long-answer')
  device.behave = {}
  const path = `/api/network/device-logins/${kept.id}`
  await done(call('PATCH', path, { token: 'bearer-secret' }, edit(kept)))
  await runToEnd(call, script.id, place)
  assert.equal(device.asked.at(-1)?.headers.authorization, 'Bearer bearer-secret')
})

test('a certificate is trusted by its fingerprint, and nothing is sent to another one', async (t) => {
  const house = await startHouse(t)
  const call = await house.administrator()
  const first = await startHttpDevice(t, { tls: TEST_TLS })
  const { deviceId } = await addSwitch(call, { login: { httpPort: first.port } })
  const script = await writeScript(call, { transport: 'http', body: 'GET /state' })
  const stranger = await runToEnd(call, script.id, { deviceId })
  assert.equal(stranger.failure, 'host-key-unknown')
  assert.deepEqual(first.asked, [])
  const { fingerprint } = stranger.failureDetails
  const path = `/api/network/devices/${deviceId}/trusted-keys`
  await done(call('POST', path, { kind: 'https', fingerprint }))
  assert.equal((await runToEnd(call, script.id, { deviceId })).state, 'done')
  assert.equal(first.asked.length, 1)
  await first.close()
  const second = await startHttpDevice(t, { tls: STRANGER_TLS, port: first.port })
  assert.equal((await runToEnd(call, script.id, { deviceId })).failure, 'host-key-changed')
  assert.deepEqual(second.asked, [])
})
