import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { removeEmbeddedPostgres } from '#platform/embedded-postgres'

const FOLDER = mkdtempSync(join(tmpdir(), 'altyn-supervise-'))
const DATA = join(FOLDER, 'data')
chmodSync(FOLDER, 0o711)

// A process of ours as the supervisor sees it: it says that it serves, and who it is.
const STAND_IN = `
  import { writeFileSync } from 'node:fs'
  writeFileSync(import.meta.filename + '.pid', String(process.pid))
  process.on('disconnect', () => process.exit(0))
  process.on('SIGTERM', () => process.exit(0))
  if (process.env.FAIL === 'yes') process.send({ failed: 'The stand-in has no mind to serve.' })
  else process.send({ ready: true })`

const SUPERVISOR = `
  import { readConfig } from '${join(import.meta.dirname, '../../platform/config.ts')}'
  import { silentLog } from '${join(import.meta.dirname, '../../platform/log.ts')}'
  import { sentenceOf } from '${join(import.meta.dirname, 'sentence-of.ts')}'
  import { stopSignal } from '${join(import.meta.dirname, 'stop-signal.ts')}'
  import { supervise } from '${join(import.meta.dirname, 'supervise.ts')}'
  try {
    await supervise({
      config: readConfig(), environment: process.env, stop: stopSignal(), log: silentLog,
      processes: ['api', 'radius'].map((name) => '${FOLDER}/' + name + '/main.mjs'),
      buildWeb: async () => false, print: (line) => process.stdout.write(line + '\\n'),
    })
  } catch (error) {
    process.stdout.write(sentenceOf(error) + '\\n')
    process.exitCode = 1
  }`

for (const name of ['api', 'radius']) {
  mkdirSync(join(FOLDER, name))
  writeFileSync(join(FOLDER, name, 'main.mjs'), STAND_IN)
}
writeFileSync(join(FOLDER, 'supervisor.mjs'), SUPERVISOR)

const started: ChildProcess[] = []
after(cleanUp)
process.on('SIGTERM', () => {
  cleanUp()
  process.exit(1)
})

function cleanUp(): void {
  for (const system of started) system.kill('SIGKILL')
  removeEmbeddedPostgres(DATA)
  rmSync(FOLDER, { recursive: true, force: true })
}

type Running = { process: ChildProcess; output(): string; end: Promise<number | null> }

function start(environment: Record<string, string> = {}): Running {
  const ports = { PORT: '0', ALTYN_RADIUS_AUTH_PORT: '0', ALTYN_RADIUS_ACCT_PORT: '0' }
  const child = spawn(process.execPath, [join(FOLDER, 'supervisor.mjs')], {
    env: { PATH: '/usr/bin:/bin', ALTYN_DATA: DATA, ...ports, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  started.push(child)
  const words: string[] = []
  child.stdout.setEncoding('utf8').on('data', (text: string) => words.push(text))
  const end = once(child, 'close').then(([code]): number | null => code)
  return { process: child, output: () => words.join(''), end }
}

async function startUntilReady(): Promise<Running> {
  const system = start()
  await until(() => system.output().includes('Altyn is ready') || system.process.exitCode !== null)
  assert.match(system.output(), /Altyn is ready: http:\/\/127\.0\.0\.1:/)
  return system
}

async function until(holds: () => boolean): Promise<void> {
  for (let waited = 0; !holds(); waited += 20) {
    assert.ok(waited < 30_000, 'waited for half a minute')
    await pause(20)
  }
}

function pidOf(name: string): number {
  return Number(readFileSync(join(FOLDER, name, 'main.mjs.pid'), 'utf8'))
}

function isAlive(pid: number): boolean {
  const ended = /^State:\s+[ZX]/m
  try {
    process.kill(pid, 0)
    return !ended.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

function postgresPid(): number {
  return Number(readFileSync(join(DATA, 'postgres/postmaster.pid'), 'utf8').split('\n')[0])
}

async function query(text: string): Promise<unknown[]> {
  const url = readFileSync(join(DATA, 'secrets/database-url'), 'utf8').trim()
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query(text)
  await client.end()
  return rows
}

test('a system starts from nothing, tells where to go and ends cleanly on SIGTERM', async () => {
  const system = await startUntilReady()
  // The words come line by line, this one last.
  await until(() => system.output().includes('sign in as admin'))
  await query('create table public.kept (n int)')
  const children = [pidOf('api'), pidOf('radius'), postgresPid()]
  assert.ok(children.every(isAlive))
  system.process.kill('SIGTERM')
  assert.equal(await system.end, 0)
  assert.ok(!children.some(isAlive))
  assert.ok(!existsSync(join(DATA, 'secrets/database-url')))
  assert.ok(!existsSync(join(DATA, 'altyn.lock')))
})

test('after kill -9 of everything the next start recovers what was committed', async () => {
  const killed = await startUntilReady()
  await query('insert into public.kept values (1)')
  const pids = [postgresPid(), pidOf('api'), pidOf('radius')]
  killed.process.kill('SIGKILL')
  for (const pid of pids) process.kill(pid, 'SIGKILL')
  await killed.end
  const system = await startUntilReady()
  assert.deepEqual(await query('select n from public.kept'), [{ n: 1 }])
  system.process.kill('SIGTERM')
  await system.end
})

test('a killed supervisor takes its processes along, and its PostgreSQL ends at the next start', async () => {
  const killed = await startUntilReady()
  const postgres = postgresPid()
  const children = [pidOf('api'), pidOf('radius')]
  killed.process.kill('SIGKILL')
  await until(() => !children.some(isAlive))
  assert.ok(isAlive(postgres))
  const system = await startUntilReady()
  assert.notEqual(postgresPid(), postgres)
  assert.ok(!isAlive(postgres))

  // While it runs: a second one is refused, a dead process is started again, and so is PostgreSQL.
  const second = start()
  assert.equal(await second.end, 1)
  assert.match(second.output(), /^Altyn already runs on .*npm start\.\n$/)
  const dead = pidOf('api')
  process.kill(dead, 'SIGKILL')
  await until(() => pidOf('api') !== dead)
  const deadPostgres = postgresPid()
  process.kill(deadPostgres, 'SIGKILL')
  await until(() => postgresIsBack(deadPostgres))
  assert.deepEqual(await query('select n from public.kept'), [{ n: 1 }])

  const next = start()
  system.process.kill('SIGTERM')
  assert.equal(await system.end, 0)
  next.process.kill('SIGTERM')
  await next.end
})

test('a process that cannot serve ends the start with its sentence, and leaves nothing running', async () => {
  const system = start({ FAIL: 'yes' })
  assert.equal(await system.end, 1)
  assert.match(system.output(), /\nThe stand-in has no mind to serve\.\n$/)
  assert.ok(!isAlive(pidOf('api')))
  assert.ok(!existsSync(join(DATA, 'postgres/postmaster.pid')))
})

test('a start that cannot be is one sentence with the way out', async () => {
  const server = createServer().listen(0, '0.0.0.0')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' ? `${address?.port}` : ''
  const cases: [Record<string, string>, RegExp][] = [
    [{ PORT: port }, /^TCP port \d+ is taken by another program: .*PORT=\d+ npm start\.\n$/],
    [{ PORT: 'eighty' }, /^The environment is not right: PORT .*\n$/],
    [{ DATABASE_URL: 'postgres://127.0.0.1:1/x' }, /^Nothing answers at 127\.0\.0\.1:1\/x: .*\n$/],
    [{ DATABASE_URL: 'postgres://a:b@nowhere.invalid/x' }, /^The host of .* DATABASE_URL.*\n$/],
    [{ ALTYN_DATA: join(FOLDER, 'supervisor.mjs/data') }, /^.* is a file: set ALTYN_DATA .*\n$/],
  ]
  const ends = cases.map(async ([environment, sentence]) => {
    const system = start({
      ALTYN_DATA: join(FOLDER, `data-${cases.length}-${sentence.source.length}`),
      ...environment,
    })
    assert.equal(await system.end, 1)
    assert.match(system.output(), sentence)
  })
  await Promise.all(ends)
  server.close()
})

test('a database of another major version is refused before anything is changed', async () => {
  const version = join(DATA, 'postgres/PG_VERSION')
  const own = readFileSync(version, 'utf8')
  writeFileSync(version, '17\n')
  const system = start()
  assert.equal(await system.end, 1)
  assert.match(
    system.output(),
    /was made by PostgreSQL 17, and this Altyn brings PostgreSQL 18: .*ALTYN_DATA/,
  )
  writeFileSync(version, own)
})

function postgresIsBack(dead: number): boolean {
  try {
    const lines = readFileSync(join(DATA, 'postgres/postmaster.pid'), 'utf8').split('\n')
    return Number(lines[0]) !== dead && lines[7]?.trim() === 'ready'
  } catch {
    return false
  }
}
