import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SETUP_KINDS, type SetupFacts, setupText } from './nas-setup.ts'

const facts: SetupFacts = {
  nas: {
    name: 'BRAS 1',
    address: '10.0.0.2',
    daeHost: null,
    daePort: 3799,
    requiresMessageAuthenticator: false,
  },
  server: '10.0.0.10',
  secret: 'four-words-of-secret',
  interimSeconds: 300,
}

test('every family is told the server, the secret, the port of commands and the interval', () => {
  for (const kind of SETUP_KINDS) {
    const text = setupText(kind, facts)
    // Huawei always listens for commands at the same port: no line says so.
    const commands = kind === 'huawei' ? [] : ['3799']
    for (const part of [facts.server, facts.secret, ...commands, '1812', '1813']) {
      assert.ok(text.includes(part), `${kind}: ${part}`)
    }
  }
  assert.match(setupText('cisco', facts), /update periodic 5$/m)
  assert.match(setupText('huawei', facts), /interim interval 5$/m)
  assert.match(setupText('juniper', facts), /update-interval 10$/m, 'Junos reports no more often')
  assert.match(setupText('mikrotik', facts), /interim-update=300s/)
})

test('a signature is asked of the router only when we ask for it', () => {
  const nas = { ...facts.nas, requiresMessageAuthenticator: true }
  assert.match(setupText('mikrotik', { ...facts, nas }), /require-message-auth=yes/)
  assert.doesNotMatch(setupText('mikrotik', facts), /require-message-auth/)
})

test('commands go where the access server listens for them', () => {
  const nas = { ...facts.nas, daeHost: '10.9.9.9', daePort: 1700 }
  assert.match(setupText('accel-ppp', { ...facts, nas }), /dae-server=10\.9\.9\.9:1700,/)
})
