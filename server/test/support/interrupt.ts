import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'

const WORKER = join(import.meta.dirname, '../../src/processes/worker/main.ts')
const WORKER_KEY = 'ab'.repeat(32)
const LOOK_AGAIN_MS = 5
const WAIT_MS_MAX = 60_000

export type WorkerProcess = {
  /** Ends it as a power cut would. */
  kill(): Promise<void>
}

/** Gives a house the key of those workers, so that they open what it seals. */
export function shareWorkerKey(dataFolder: string): void {
  mkdirSync(join(dataFolder, 'secrets'))
  writeFileSync(join(dataFolder, 'secrets', 'network-passwords.key'), WORKER_KEY)
}

/** Starts the worker as a process of its own on a database; it serves when this returns. */
export async function startWorkerProcess(
  t: { after(close: () => Promise<void>): void },
  database: { url: string },
): Promise<WorkerProcess> {
  const child = spawn(process.execPath, [WORKER], {
    env: {
      PATH: '/usr/bin:/bin',
      DATABASE_URL: database.url,
      ALTYN_SECRET_KEY: WORKER_KEY,
      ALTYN_LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const end = once(child, 'exit')
  const kill = async () => {
    child.kill('SIGKILL')
    await end
  }
  t.after(kill)
  const [word] = (await Promise.race([once(child, 'message'), end])) as [unknown] // JSON by IPC
  if (!isReady(word)) throw new Error(`The worker does not serve: ${JSON.stringify(word)}`)
  return { kill }
}

function isReady(word: unknown): boolean {
  return typeof word === 'object' && word !== null && 'ready' in word
}

/** Where a long reading keeps how far it is. */
export type Progress = { table: string; column: string; id: number; rowsCount: number }

/**
 * Strikes while a reading stands between two of its batches, some of them written and some not, and
 * answers with how many rows are written.
 */
export async function strikeHalfWay(
  pool: pg.Pool,
  { table, column, id, rowsCount }: Progress,
  strike: () => Promise<void>,
): Promise<number> {
  const deadline = performance.now() + WAIT_MS_MAX
  const client = await pool.connect()
  try {
    for (;;) {
      // The reader cannot go on while its progress is held.
      await client.query('begin')
      const { rows } = await client.query<{ done: number }>(
        `select ${column} as done from ${table} where id = $1 for update`,
        [id],
      )
      const done = rows[0]?.done ?? 0
      if (done >= rowsCount) throw new Error(`All ${done} rows were written before the strike`)
      if (done > 0) {
        await strike()
        return done
      }
      if (performance.now() > deadline) throw new Error('Nothing was written')
      await client.query('rollback')
      await pause(LOOK_AGAIN_MS)
    }
  } finally {
    await client.query('rollback')
    client.release()
  }
}
