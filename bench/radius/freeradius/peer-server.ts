import { spawn } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import {
  accessSync,
  constants,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createRadiusClient } from '@altyn/radius'
import type pg from 'pg'
import { signInRequest } from '../load/sign-in-deck.ts'
import type { Rival } from '../rival.ts'
import { stopProcess } from '../stop-process.ts'
import { QUERIES, radiusdConf } from './configuration.ts'
import { makePeerDatabase, readPeerTotals } from './database.ts'

export const PEER_NAME = 'FreeRADIUS 3.2 + PostgreSQL'
const PROGRAM = '/usr/sbin/freeradius'
const MODULE = '/usr/lib/freeradius/rlm_sql_postgresql.so'
const THREADS_PER_CORE = 16
const START_SECONDS_MAX = 30

/** What is missing for measuring against the peer; undefined when everything is there. */
export function findMissingOfPeer(): string | undefined {
  const missing = [PROGRAM, MODULE].find((path) => !existsSync(path))
  if (missing) return missing
  try {
    accessSync(QUERIES, constants.R_OK)
    return undefined
  } catch {
    return `${QUERIES} (readable)`
  }
}

export type PeerOptions = { pool: pg.Pool; databaseUrl: string; accounts: number; secret: string }

/** Starts FreeRADIUS in the foreground on ports and a folder of its own. */
export async function startPeer(options: PeerOptions): Promise<Rival> {
  const database = await makePeerDatabase(options.pool, options.databaseUrl, options.accounts)
  const folder = mkdtempSync(join(tmpdir(), 'altyn-freeradius-'))
  const [authPort, acctPort] = await findFreePorts()
  const configuration = {
    folder,
    authPort,
    acctPort,
    secret: options.secret,
    databaseUrl: database.url,
    threads: THREADS_PER_CORE * cpus().length,
  }
  writeFileSync(join(folder, 'radiusd.conf'), radiusdConf(configuration), { mode: 0o600 })
  const child = spawn(PROGRAM, ['-f', '-d', folder, '-n', 'radiusd'], { stdio: 'ignore' })
  const stop = async () => {
    await stopProcess(child)
    await database.pool.end()
    rmSync(folder, { recursive: true, force: true })
  }
  if (!(await isServing(authPort, options.secret, () => child.exitCode !== null))) {
    const log = join(folder, 'radius.log')
    const said = existsSync(log) ? readFileSync(log, 'utf8') : 'nothing'
    await stop()
    throw new Error(`FreeRADIUS does not serve; it said:\n${said}`)
  }
  return {
    name: PEER_NAME,
    authPort,
    acctPort,
    pid: child.pid ?? 0,
    readTotals: (run) => readPeerTotals(database.pool, run),
    stop,
  }
}

async function isServing(port: number, secret: string, isDead: () => boolean): Promise<boolean> {
  const client = createRadiusClient({ timeoutMs: 500, attemptsMax: 1 })
  try {
    for (let second = 0; second < START_SECONDS_MAX && !isDead(); second += 0.5) {
      const request = signInRequest('pap', 1, Buffer.from(secret))
      const requireMessageAuthenticator = false
      const result = await client.send({
        host: '127.0.0.1',
        port,
        request,
        requireMessageAuthenticator,
      })
      if (result.kind === 'reply') return true
      await sleep(500)
    }
    return false
  } finally {
    await client.close()
  }
}

/** Two ports that were free a moment ago: FreeRADIUS cannot choose by itself. */
async function findFreePorts(): Promise<[number, number]> {
  const sockets = [createSocket('udp4'), createSocket('udp4')]
  await Promise.all(
    sockets.map((socket) => {
      socket.bind(0, '127.0.0.1')
      return once(socket, 'listening')
    }),
  )
  const [first = 0, second = 0] = sockets.map((socket) => socket.address().port)
  await Promise.all(
    sockets.map((socket) => {
      socket.close()
      return once(socket, 'close')
    }),
  )
  return [first, second]
}
