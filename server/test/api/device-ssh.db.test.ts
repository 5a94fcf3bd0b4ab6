import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startHouse } from '../support/api.ts'
import { done, edit, refused } from '../support/devices.ts'
import { noSshd, startSshSwitch } from '../support/peers/switches.ts'
import { addSwitch, runToEnd, said, writeScript } from '../support/scripts.ts'

test('commands reach a switch over SSH once its key is trusted, and the log hides secrets', {
  skip: noSshd,
}, async (t) => {
  const house = await startHouse(t)
  const call = await house.administrator()
  const sw1 = await startSshSwitch(t)
  const login = { login: 'root', password: '', key: sw1.key, sshPort: sw1.port }
  const { deviceId, portIds } = await addSwitch(call, { login })
  const place = { deviceId, portId: portIds.get('2') }
  const script = await writeScript(call, {
    transport: 'ssh',
    body: [
      'enable',
      '@wait Password:',
      '{enablePassword}',
      'show clock',
      'show log',
      'show users',
      'interface {port}',
      'reload',
      '@wait 20s (y/n)',
      'y',
    ].join('\n'),
  })

  const stranger = await runToEnd(call, script.id, place)
  assert.equal(stranger.failure, 'host-key-unknown')
  assert.deepEqual(sw1.heard(), [], 'a stranger is told nothing')
  const entry = await done(call('GET', `/api/network/devices/${deviceId}/entry`))
  const [key] = entry.keys as { kind: string; offered: string; trusted: null }[]
  assert.match(key?.offered ?? '', /^SHA256:[\w+/]{43}$/)
  assert.equal(stranger.failureDetails.fingerprint, key?.offered)
  const trust = (fingerprint?: string) =>
    call('POST', `/api/network/devices/${deviceId}/trusted-keys`, { kind: 'ssh', fingerprint })
  assert.equal((await refused(trust('SHA256:other')))[0], 'network.key-not-offered')
  await done(trust(key?.offered))

  const run = await runToEnd(call, script.id, place)
  assert.equal(run.state, 'done', JSON.stringify(run))
  const log = said(run).join('\n')
  assert.match(log, /> show clock\n< 12:00:00\n/, 'without colours')
  assert.match(log, /page 1\n[\s\S]*page 2\n[\s\S]*page 3/, 'all pages of a long answer')
  assert.match(log, /> interface 2\n/)
  assert.match(log, /< answered y/)
  assert.ok(!/login-secret|enable-secret/.test(log.replace('the word is login-secret', '')), log)
  assert.match(log, /the other ••••••/)
  assert.deepEqual(sw1.heard(), [
    'enable',
    'show clock',
    'show log',
    'show users',
    'interface 2',
    'reload',
  ])

  await sw1.changeHostKey()
  const changed = await runToEnd(call, script.id, place)
  assert.equal(changed.failure, 'host-key-changed')
  assert.equal(changed.failureDetails.trusted, key?.offered)
  assert.notEqual(changed.failureDetails.fingerprint, key?.offered)
  assert.equal(sw1.heard().length, 6, 'nothing was sent to whoever is there now')
})

test('an answer that means an error, hangs or has no end breaks a run off at its line', {
  skip: noSshd,
}, async (t) => {
  const house = await startHouse(t)
  const call = await house.administrator()
  const sw1 = await startSshSwitch(t)
  const login = {
    login: 'root',
    password: '',
    key: sw1.key,
    sshPort: sw1.port,
    trustsFirstKey: true,
  }
  const { deviceId } = await addSwitch(call, { login })
  const run = async (body: string, form = {}) => {
    const script = await writeScript(call, { transport: 'ssh', body, ...form })
    return runToEnd(call, script.id, { deviceId })
  }
  const wrong = await run('show clock\nno such command\nshow users')
  assert.deepEqual(
    [wrong.state, wrong.failure, wrong.failureDetails],
    ['failed', 'error-answer', { line: 2, pattern: '% Invalid' }],
  )
  assert.ok(!sw1.heard().includes('show users'), 'what follows an error is not sent')
  const { keys } = await done(call('GET', `/api/network/devices/${deviceId}/entry`))
  const [key] = keys as { trustedBy: string; offered: null }[]
  assert.deepEqual([key?.trustedBy, key?.offered], ['device-scripts', null])

  const silent = await run('hang\n@wait 1s')
  assert.deepEqual([silent.failure, silent.failureDetails.line], ['timed-out', 1])
  const other = await run('show clock\n@wait 1s 13:00')
  assert.deepEqual([other.failure, other.failureDetails.pattern], ['not-as-awaited', '13:00'])
  assert.match(said(other).join('\n'), /12:00:00/, 'what came instead is in the log')
  const slow = await run('hang\n@wait 60s', { secondsMax: 5 })
  assert.deepEqual([slow.failure, slow.failureDetails.seconds], ['timed-out', 5])
  const endless = await run('flood')
  assert.equal(endless.failure, 'too-long-answer')
  const size = endless.log.reduce((sum, { text }) => sum + text.length, 0)
  assert.ok(size <= 64 * 1024 + 1, `${size} letters are kept`)
})

test('a wrong key or password and a closed port are told apart', { skip: noSshd }, async (t) => {
  const house = await startHouse(t)
  const call = await house.administrator()
  const sw1 = await startSshSwitch(t)
  const usual = { login: 'root', sshPort: sw1.port, trustsFirstKey: true }
  const { deviceId, login } = await addSwitch(call, {
    login: { ...usual, password: 'no-such-one' },
  })
  const script = await writeScript(call, { transport: 'ssh' })
  assert.equal((await runToEnd(call, script.id, { deviceId })).failure, 'wrong-password')
  let version = login
  const change = async (form: object) => {
    const path = `/api/network/device-logins/${login.id}`
    version = await done(call('PATCH', path, form, edit(version)))
  }
  await change({ key: 'this is no key', password: '' })
  assert.deepEqual([version.hasKey, version.hasPassword], [true, false])
  assert.equal((await runToEnd(call, script.id, { deviceId })).failure, 'wrong-key')
  await change({ key: sw1.key, sshPort: 1 })
  assert.equal((await runToEnd(call, script.id, { deviceId })).failure, 'unreachable')
  await change({ sshPort: sw1.port })
  assert.equal((await runToEnd(call, script.id, { deviceId })).state, 'done')
})
