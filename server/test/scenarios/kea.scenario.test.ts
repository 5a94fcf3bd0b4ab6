import assert from 'node:assert/strict'
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { createSocket, type Socket } from 'node:dgram'
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { eventually } from '../support/api.ts'
import { furnishDhcp, type Given, MAC } from '../support/dhcp.ts'
import { freeUdpPort } from '../support/peers/snmp-agent.ts'

const EXAMPLES = join(import.meta.dirname, '../../../examples/kea')
const SCRIPT = join(EXAMPLES, 'altyn-lease.sh')
const HOOKS = ['x86_64-linux-gnu', 'aarch64-linux-gnu']
  .map((machine) => `/usr/lib/${machine}/kea/hooks/libdhcp_run_script.so`)
  .find((path) => existsSync(path))
const OPTION_82 = Buffer.from('010600040064000702080006001122aabbcc', 'hex')
const DISCOVER = 1
const REQUEST = 3
const RELEASE = 7
const MESSAGE_TYPE = 53
const SERVER = 54
const REQUESTED = 50
const MAGIC = 0x63825363

/** A message of a router behind a relay at 127.0.0.1, whose switch has added option 82. */
function message(type: number, options: readonly [number, Buffer][], address?: Buffer): Buffer {
  const head = Buffer.alloc(240)
  head.set([1, 1, 6, 1])
  if (address) head.set(address, 12)
  head.set([127, 0, 0, 1], 24)
  head.set(Buffer.from(MAC.replaceAll(':', ''), 'hex'), 28)
  head.writeUInt32BE(MAGIC, 236)
  const told: [number, Buffer][] = [[MESSAGE_TYPE, Buffer.of(type)], ...options, [82, OPTION_82]]
  const body = told.map(([code, value]) => Buffer.concat([Buffer.of(code, value.length), value]))
  return Buffer.concat([head, ...body, Buffer.of(255)])
}

function serverOf(reply: Buffer): Buffer {
  for (let at = 240; reply[at] !== 255 && at < reply.length; at += 2 + (reply[at + 1] ?? 0)) {
    if (reply[at] === SERVER) return reply.subarray(at + 2, at + 6)
  }
  return Buffer.alloc(4)
}

/** What a program finds in its environment besides ours. */
function pairs(variables: Record<string, string>): string[] {
  return Object.entries(variables).map(([name, value]) => `${name}=${value}`)
}

type Conf = { url: string; keyFile: string }

/** The script of the example with its settings beside it, and its spool, in a folder of its own. */
function install(folder: string, { url, keyFile }: Conf): string {
  const script = join(folder, 'altyn-lease.sh')
  cpSync(SCRIPT, script)
  const lines = pairs({
    ALTYN_URL: url,
    ALTYN_KEY_FILE: keyFile,
    ALTYN_SPOOL: join(folder, 'spool'),
  })
  writeFileSync(join(folder, 'altyn.conf'), lines.join('\n'))
  return script
}

/** Kea with the configuration of the example, on loopback. */
async function startKea(t: TestContext, conf: Conf) {
  const folder = mkdtempSync(join(tmpdir(), 'altyn-kea-'))
  const port = await freeUdpPort()
  const relay = createSocket('udp4')
  await new Promise<void>((resolve) => relay.bind(0, '127.0.0.1', resolve))
  const config = JSON.parse(readFileSync(join(EXAMPLES, 'kea-dhcp4.json'), 'utf8'))
  const { Dhcp4 } = config
  Dhcp4['interfaces-config'] = { interfaces: ['lo/127.0.0.1'], 'dhcp-socket-type': 'udp' }
  Dhcp4['lease-database'] = { type: 'memfile', persist: false }
  Dhcp4['hooks-libraries'][0].library = HOOKS
  Dhcp4['hooks-libraries'][0].parameters.name = install(folder, conf)
  Dhcp4['expired-leases-processing']['reclaim-timer-wait-time'] = 1
  Dhcp4.subnet4[0].relay = { 'ip-addresses': ['127.0.0.1'] }
  Dhcp4.loggers = [{ name: 'kea-dhcp4', severity: 'INFO', output_options: [{ output: 'stdout' }] }]
  writeFileSync(join(folder, 'kea.json'), JSON.stringify(config))
  const flags = ['-c', 'kea.json', '-p', String(port), '-P', String(relay.address().port)]
  const places = { KEA_PIDFILE_DIR: folder, KEA_LOCKFILE_DIR: folder }
  const kea = spawn('env', [...pairs(places), 'kea-dhcp4', ...flags], {
    cwd: folder,
  })
  t.after(async () => {
    relay.close()
    await ended(kea)
    rmSync(folder, { recursive: true, force: true })
  })
  let log = ''
  kea.stdout.on('data', (part) => {
    log += part
  })
  const text = await eventually(
    async () => log,
    (told) => told.includes('DHCP4_STARTED'),
  )
  assert.match(text, /DHCP4_STARTED/)
  return {
    ask: (request: Buffer) => askOver(relay, port, request),
    relay,
    port,
    spool: join(folder, 'spool'),
  }
}

async function ended(child: ChildProcess): Promise<void> {
  const over = new Promise((resolve) => child.once('exit', resolve))
  if (child.exitCode === null && child.kill()) await over
}

async function askOver(relay: Socket, port: number, request: Buffer): Promise<Buffer> {
  const answered = new Promise<Buffer>((resolve) => relay.once('message', resolve))
  relay.send(request, port, '127.0.0.1')
  return answered
}

test('what a real Kea gives out is known as it happens, and what was not told while the billing was away comes later', {
  skip: HOOKS ? false : 'Kea is not installed',
}, async (t) => {
  const { admin, house, key, petrovId } = await furnishDhcp(t)
  const folder = mkdtempSync(join(tmpdir(), 'altyn-kea-key-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const keyFile = join(folder, 'key')
  writeFileSync(keyFile, 'Authorization: Bearer altyn_dhcp_not-the-one\n', { mode: 0o600 })
  const { ask, relay, port, spool } = await startKea(t, {
    url: house.baseUrl,
    keyFile,
  })
  const leases = async () => {
    const { body } = await admin('GET', '/api/usage/dhcp-leases')
    return body.items as Given[]
  }
  const offer = await ask(message(DISCOVER, []))
  const address = offer.subarray(16, 20)
  const chosen: [number, Buffer][] = [
    [SERVER, serverOf(offer)],
    [REQUESTED, address],
  ]
  await ask(message(REQUEST, chosen))
  await eventually(
    async () =>
      existsSync(spool) ? readdirSync(spool).filter((name) => name.endsWith('.json')) : [],
    (waiting) => waiting.length === 1,
  )
  assert.deepEqual(await leases(), [], 'a wrong key opens nothing, and nothing is lost')

  writeFileSync(keyFile, `Authorization: Bearer ${key}\n`)
  await ask(message(REQUEST, [], address))
  const [lease] = await eventually(leases, (rows) => rows.length > 0)
  const shown = [lease?.address, lease?.mac, lease?.accountId, lease?.line, lease?.until]
  assert.deepEqual(
    shown,
    ['10.20.0.10', MAC, petrovId, '0x000400640007 | 0x0006001122aabbcc', null],
    'by the MAC address of the account; the line is told though no device has it',
  )
  relay.send(message(RELEASE, [[SERVER, serverOf(offer)]], address), port, '127.0.0.1')
  const [over] = await eventually(leases, (rows) => rows[0]?.until !== null)
  assert.deepEqual([over?.endReason, (await leases()).length], ['released', 1])
  assert.deepEqual(
    readdirSync(spool).filter((name) => name.endsWith('.json')),
    [],
  )
})

test('what comes from the network is no command of the script and no part of its JSON', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'altyn-kea-hook-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const spool = join(folder, 'spool')
  const script = install(folder, { url: 'http://127.0.0.1:9', keyFile: join(folder, 'no-key') })
  const run = (point: string, facts: Record<string, string>) =>
    execFileSync('env', [...pairs(facts), script, point])
  const evil = `"$(touch ${folder}/made)\`touch ${folder}/made\`',"event":"x`
  const lease = {
    LEASE4_ADDRESS: '10.20.0.10',
    LEASE4_HWADDR: MAC,
    LEASE4_VALID_LIFETIME: '60',
  }
  run('lease4_release', { ...lease, QUERY4_OPTION_82_SUB_OPTION_1: evil })
  run('lease4_expire', { ...lease, LEASE4_HWADDR: evil })
  run('leases4_committed', { LEASES4_SIZE: evil })
  run('leases4_committed', {
    LEASES4_SIZE: '1',
    LEASES4_AT0_ADDRESS: evil,
    LEASES4_AT0_HWADDR: MAC,
    LEASES4_AT0_VALID_LIFETIME: '60',
  })
  const told = readdirSync(spool).filter((name) => name.endsWith('.json'))
  assert.equal(told.length, 1, 'only what looks as it has to')
  const news = JSON.parse(readFileSync(join(spool, told[0] ?? ''), 'utf8')).news[0]
  assert.deepEqual([news.event, news.circuitId, news.mac], ['released', '', MAC])
  assert.equal(existsSync(join(folder, 'made')), false)
})
