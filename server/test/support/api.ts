import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '#platform/clock'
import { readConfig } from '#platform/config'
import { silentLog } from '#platform/log'
import { createSecretBox, readSecretKey } from '#platform/secret-box'
import { startApi } from '../../src/processes/api/start.ts'
import type { ProcessGround } from '../../src/processes/ground.ts'
import { startRadius } from '../../src/processes/radius/start.ts'
import { startWorker } from '../../src/processes/worker/start.ts'
import { createTestDatabase } from './database.ts'

export type Answer = { status: number; body: Record<string, unknown>; headers: Headers }
export type Caller = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<Answer>

/** The whole house in this process: API, RADIUS and worker on ports of their own. */
export type RunningHouse = {
  baseUrl: string
  ground: ProcessGround
  authPort: number
  acctPort: number
  /** Only with certificates in the data folder. */
  radsecPort: number | undefined
  /** Where a FreeRADIUS in front asks. */
  restPort: number
  /** Has RADIUS write down now what it tells once a minute. */
  reportRadius(): Promise<void>
  /** Resolves when the worker has followed everything that was told until now. */
  followed(): Promise<void>
  /** Nothing follows events any more, until a test starts a worker of its own. */
  stopWorker(): Promise<void>
  /** Somebody with a cookie jar of their own. */
  visitor(): Caller
  /** The administrator, signed in, with the password `first-password`. */
  administrator(): Promise<Caller>
}

/** Starts the house on a database of its own; stopped when the test ends. */
export async function startHouse(
  t: { after(close: () => Promise<void>): void },
  prepare: (dataFolder: string) => void = () => undefined,
): Promise<RunningHouse> {
  const database = await createTestDatabase()
  const dataFolder = mkdtempSync(join(tmpdir(), 'altyn-house-'))
  const config = {
    ...readConfig({ PORT: '0', ALTYN_HOST: '127.0.0.1', ALTYN_RADIUS_HOST: '127.0.0.1' }),
    dataFolder,
    databaseUrl: database.url,
  }
  const host = '127.0.0.1'
  config.radius = { host, authPort: 0, acctPort: 0, radsecPort: 0, rest: { host, port: 0 } }
  prepare(dataFolder)
  const ground: ProcessGround = {
    config,
    pool: database.pool,
    databaseUrl: database.url,
    db: database.db,
    clock: systemClock,
    log: silentLog,
    box: createSecretBox(readSecretKey(config)),
  }
  // One pool for three: the last to stop closes it.
  const sharedPool = { ...ground, pool: withoutEnd(database.pool) }
  const radius = await startRadius(sharedPool)
  const worker = await startWorker(sharedPool)
  const api = await startApi(sharedPool)
  let stopping: Promise<void> | undefined
  const stopWorker = () => {
    stopping ??= worker.stop()
    return stopping
  }
  t.after(async () => {
    await api.stop()
    await stopWorker()
    await radius.stop()
    await database.close()
    rmSync(dataFolder, { recursive: true, force: true })
  })
  const baseUrl = `http://127.0.0.1:${api.ready.port}`
  return {
    baseUrl,
    ground,
    authPort: radius.ready.authPort,
    acctPort: radius.ready.acctPort,
    radsecPort: radius.ready.radsecPort,
    restPort: radius.ready.restPort ?? 0,
    reportRadius: radius.report,
    followed: () => waitForWorker(database.pool),
    stopWorker,
    visitor: () => createCaller(baseUrl),
    async administrator() {
      const call = createCaller(baseUrl)
      await call('POST', '/api/staff/sign-in', { login: 'admin', password: '' })
      await call('POST', '/api/staff/password', {
        currentPassword: '',
        newPassword: 'first-password',
      })
      return call
    },
  }
}

async function waitForWorker(pool: ProcessGround['pool']): Promise<void> {
  const { rows } = await pool.query<{ id: bigint }>('select max(id) as id from platform.events')
  const told = rows[0]?.id ?? 0n
  await eventually(
    async () => {
      const query = `select last_id as id from platform.followers where name = 'worker'`
      return (await pool.query<{ id: bigint }>(query)).rows[0]?.id ?? 0n
    },
    (id) => id >= told,
  )
}

function withoutEnd(pool: ProcessGround['pool']): ProcessGround['pool'] {
  return new Proxy(pool, {
    get(target, name) {
      if (name === 'end') return () => Promise.resolve()
      const value = Reflect.get(target, name)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

function createCaller(baseUrl: string): Caller {
  let cookie = ''
  return async (method, path, body, headers = {}) => {
    const response = await fetch(baseUrl + path, {
      method,
      headers: {
        ...(cookie && { cookie }),
        ...(body !== undefined && { 'content-type': typeOf(body) }),
        ...headers,
      },
      body: isBytes(body) || body === undefined ? body : JSON.stringify(body),
    })
    const [set] = response.headers.getSetCookie()
    if (set) cookie = set.split(';')[0] ?? ''
    const text = await response.text()
    const isJson = /json/.test(response.headers.get('content-type') ?? '')
    return {
      status: response.status,
      body: isJson ? JSON.parse(text) : { text },
      headers: response.headers,
    }
  }
}

/** Files go as they are. */
function isBytes(body: unknown): body is Uint8Array<ArrayBuffer> {
  return body instanceof Uint8Array
}

function typeOf(body: unknown): string {
  return isBytes(body) ? 'application/octet-stream' : 'application/json'
}

/** Asks until the answer satisfies, five seconds at most: events need a moment. */
export async function eventually<Value>(
  ask: () => Promise<Value>,
  isRight: (value: Value) => boolean,
): Promise<Value> {
  const deadline = performance.now() + 5000
  for (;;) {
    const value = await ask()
    if (isRight(value) || performance.now() > deadline) return value
    await new Promise((resolve) => setTimeout(resolve, 30))
  }
}
