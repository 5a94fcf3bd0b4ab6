import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { freeUdpPort } from '../../../../test/support/peers/snmp-agent.ts'
import { type Reading, readDevice } from './read-device.ts'
import { SnmpFailure } from './snmp-failure.ts'
import { withSession } from './snmp-session.ts'
import type { SnmpTarget } from './snmp-target.ts'

const SNMPD = '/usr/sbin/snmpd'
const skip = existsSync(SNMPD) ? false : 'snmpd (Debian package snmpd) is not installed'
const AUTH = 'an-authentication-word'
const PRIVACY = 'a-privacy-word'
const USERS: [name: string, auth: SnmpTarget['snmpAuth'], cipher: SnmpTarget['snmpCipher']][] = [
  ['open', 'none', 'none'],
  ['md5', 'md5', 'none'],
  ['sha', 'sha', 'none'],
  ['sha512', 'sha512', 'none'],
  ['shaaes', 'sha', 'aes'],
  ['sha256aes', 'sha256', 'aes'],
]
const NAMES: Record<string, string> = {
  md5: 'MD5',
  sha: 'SHA',
  sha256: 'SHA-256',
  sha512: 'SHA-512',
  aes: 'AES',
}

/** The agent of Net-SNMP on a port of its own, with the community `right` and a user of each kind. */
async function startSnmpd(t: TestContext): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'altyn-snmpd-'))
  const port = await freeUdpPort()
  const users = USERS.flatMap(([name, auth, cipher]) => {
    const level = auth === 'none' ? 'noauth' : cipher === 'none' ? 'auth' : 'priv'
    const keys = [
      ...(auth === 'none' ? [] : [NAMES[auth], AUTH]),
      ...(cipher === 'none' ? [] : [NAMES[cipher], PRIVACY]),
    ]
    return [`createUser ${name} ${keys.join(' ')}`, `rouser ${name} ${level}`]
  })
  const config = [
    `agentaddress udp:127.0.0.1:${port}`,
    'rocommunity right 127.0.0.1',
    'sysName bras.example',
    ...users,
  ]
  writeFileSync(join(folder, 'snmpd.conf'), `${config.join('\n')}\n`)
  const args = ['-f', '-Lo', '-C', '-c', join(folder, 'snmpd.conf'), '-p', join(folder, 'pid')]
  const agent = spawn(SNMPD, args, {
    env: { SNMP_PERSISTENT_DIR: folder, MIBS: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const gone = once(agent, 'exit')
  t.after(async () => {
    agent.kill()
    await gone
    rmSync(folder, { recursive: true, force: true })
  })
  let said = ''
  for await (const bytes of agent.stdout) {
    said += String(bytes)
    if (said.includes('NET-SNMP version')) break
  }
  return port
}

function read(port: number, settings: Partial<SnmpTarget>): Promise<Reading> {
  const target: SnmpTarget = {
    address: '127.0.0.1',
    snmpVersion: 'v3',
    snmpUser: '',
    snmpAuth: 'none',
    snmpCipher: 'none',
    snmpPort: port,
    snmpTimeoutMs: 3000,
    snmpRetries: 1,
    secret: AUTH,
    privacySecret: PRIVACY,
    ...settings,
  }
  const signal = new AbortController().signal
  return withSession(target, signal, (session) => readDevice(session, 'standard'))
}

const reasonOf = (reading: Promise<Reading>) =>
  reading.then(
    () => 'read',
    (error: unknown) => (error instanceof SnmpFailure ? error.reason : String(error)),
  )

test('Net-SNMP is read by community and by users of every kind', { skip }, async (t) => {
  const port = await startSnmpd(t)
  const settings: Partial<SnmpTarget>[] = [
    { snmpVersion: 'v1', secret: 'right' },
    { snmpVersion: 'v2c', secret: 'right' },
    ...USERS.map(([snmpUser, snmpAuth, snmpCipher]) => ({ snmpUser, snmpAuth, snmpCipher })),
  ]
  for (const one of settings) {
    const { system, interfaces } = await read(port, one)
    assert.equal(system.name, 'bras.example', JSON.stringify(one))
    const loopback = interfaces.find(({ ifDescr }) => ifDescr === 'lo')
    assert.equal(loopback?.isUp, true)
    assert.equal(loopback.counters?.bits, one.snmpVersion === 'v1' ? 32 : 64)
  }
})

test('Net-SNMP tells what is wrong with a user', { skip }, async (t) => {
  const port = await startSnmpd(t)
  const ends = async (settings: Partial<SnmpTarget>) => reasonOf(read(port, settings))
  const user = { snmpUser: 'shaaes', snmpAuth: 'sha', snmpCipher: 'aes' } as const
  assert.equal(await ends({ ...user, snmpUser: 'nobody' }), 'unknown-user')
  assert.equal(await ends({ ...user, secret: 'another-word' }), 'wrong-password')
  assert.equal(await ends({ ...user, snmpAuth: 'sha512' }), 'wrong-password')
  assert.equal(
    await ends({ ...user, privacySecret: 'another-privacy', snmpTimeoutMs: 500, snmpRetries: 0 }),
    'no-answer',
    'it drops what it cannot decipher without a word',
  )
  const plain = { snmpVersion: 'v2c', secret: 'wrong', snmpTimeoutMs: 500, snmpRetries: 0 } as const
  assert.equal(await ends(plain), 'no-answer')
})
