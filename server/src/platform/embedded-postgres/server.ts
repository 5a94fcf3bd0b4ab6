import { type ChildProcess, spawn } from 'node:child_process'
import {
  closeSync,
  copyFileSync,
  fstatSync,
  openSync,
  readFileSync,
  statSync,
  truncateSync,
} from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Cluster } from './cluster.ts'
import { isPortTaken, isStillHeld, sentenceFor } from './server-messages.ts'
import { onFiles, StartFailure } from './start-failure.ts'
import { asAccount } from './unprivileged-account.ts'

const POLL_MS = 15
const RETRIES_MAX = 40
const RETRY_PAUSE_MS = 250
const FAST_STOP_MS = 60_000
const LOG_BYTES_MAX = 16 * 1024 * 1024

export type ServerOptions = { logFile: string; settings: Record<string, string> }
export type RunningServer = { process: ChildProcess; port: number }

/** Starts the server and waits until it takes connections, recovery after a crash included. */
export async function startServer(
  cluster: Cluster,
  options: ServerOptions & { port: number | undefined },
): Promise<RunningServer> {
  for (let attempt = 1; ; attempt += 1) {
    const port = options.port ?? (await freePort())
    const launched = launch(cluster, { ...options, port })
    const messages = await untilReady(cluster, launched)
    if (messages === undefined) return { process: launched.process, port }
    const mayPass = isStillHeld(messages) || (isPortTaken(messages) && !options.port)
    if (!mayPass || attempt === RETRIES_MAX) {
      throw new StartFailure(sentenceFor(messages, cluster.cluster))
    }
    await pause(RETRY_PAUSE_MS)
  }
}

/** Stops the server without waiting for its clients. What was committed is kept. */
export async function stopServer(server: ChildProcess): Promise<void> {
  if (hasEnded(server)) return
  const ended = new Promise((done) => server.once('exit', done))
  server.kill('SIGINT')
  const hurry = setTimeout(() => server.kill('SIGQUIT'), FAST_STOP_MS)
  await ended
  clearTimeout(hurry)
}

type Launched = { process: ChildProcess; logFile: string; logOffset: number }

function launch(
  { cluster, programs, account }: Cluster,
  { logFile, settings, port }: ServerOptions & { port: number },
): Launched {
  const given = Object.entries({ ...settings, port: `${port}` })
  const log = onFiles(logFile, () => openLog(logFile))
  try {
    const server = spawn(
      join(programs.folder, 'bin/postgres'),
      ['-D', cluster, ...given.flatMap(([name, value]) => ['-c', `${name}=${value}`])],
      // Detached: Ctrl+C in a terminal must reach the supervisor alone, who stops us last.
      { ...asAccount(account), detached: true, stdio: ['ignore', log.handle, log.handle] },
    )
    return { process: server, logFile, logOffset: log.offset }
  } finally {
    closeSync(log.handle)
  }
}

function openLog(path: string): { handle: number; offset: number } {
  const handle = openSync(path, 'a', 0o600)
  trimLog(path)
  return { handle, offset: fstatSync(handle).size }
}

/** Moves a log that has grown long aside, to `<name>.1`. The server goes on writing to it. */
export function trimLog(path: string): void {
  if (statSync(path).size < LOG_BYTES_MAX) return
  copyFileSync(path, `${path}.1`)
  truncateSync(path)
}

/** Nothing when the server is ready; what it wrote when it ended instead. */
async function untilReady({ cluster }: Cluster, launched: Launched): Promise<string | undefined> {
  const fault: { error?: Error } = {}
  launched.process.once('error', (error) => {
    fault.error = error
  })
  while (!hasEnded(launched.process) && !fault.error) {
    if (isReady(cluster, launched.process.pid)) return undefined
    await pause(POLL_MS)
  }
  if (fault.error) return `FATAL: ${fault.error.message}`
  return readFileSync(launched.logFile).subarray(launched.logOffset).toString('utf8')
}

function isReady(cluster: string, pid: number | undefined): boolean {
  const lines = pidFileLines(cluster)
  return lines[0] === `${pid}` && lines[7]?.trim() === 'ready'
}

/** The lines that a server keeps about itself: its process id first, its state in the eighth. */
export function pidFileLines(cluster: string): string[] {
  try {
    return readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')
  } catch {
    return []
  }
}

function hasEnded(server: ChildProcess): boolean {
  return server.exitCode !== null || server.signalCode !== null
}

function freePort(): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  const probe = createServer()
  probe.once('error', reject)
  probe.listen(0, '127.0.0.1', () => {
    const { port } = probe.address() as AddressInfo // a TCP server never answers with a path
    probe.close(() => resolve(port))
  })
  return promise
}
