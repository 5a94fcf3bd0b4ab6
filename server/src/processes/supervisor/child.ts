import { type ChildProcess, spawn } from 'node:child_process'
import { basename, dirname } from 'node:path'
import { z } from 'zod'
import { StartFailure } from '#platform/embedded-postgres/start-failure'

const START_MS_MAX = 120_000
const STOP_MS_MAX = 12_000
const RESTART_MS_MIN = 500
const RESTART_MS_MAX = 30_000
// A process that lived this long was well: its next end begins the back-off anew.
const WELL_MS = 60_000

/** What a process tells the supervisor over IPC: that it serves, or why it cannot. */
const wordShape = z.union([
  z.object({ ready: z.literal(true), port: z.number().optional() }),
  z.object({ failed: z.string() }),
])
export type ReadyWord = { port?: number | undefined }

export type ChildOptions = {
  environment: Record<string, string | undefined>
  print: (line: string) => void
}

export type Child = { name: string; ready: Promise<ReadyWord>; stop(): Promise<void> }

/**
 * Starts a process of ours and keeps it running until `stop`: one that dies after it was ready is
 * started again, after longer and longer pauses. One that never becomes ready is a `StartFailure`.
 */
export function startChild(file: string, { environment, print }: ChildOptions): Child {
  const name = basename(dirname(file))
  const { promise: ready, resolve, reject } = Promise.withResolvers<ReadyWord>()
  let isStopping = false
  let wasReady = false
  let pauseMs = RESTART_MS_MIN
  let nextStart: NodeJS.Timeout | undefined

  const start = () => {
    const born = performance.now()
    return launch(file, environment, {
      onReady(word) {
        wasReady = true
        resolve(word)
      },
      onEnd(end, fault) {
        if (isStopping) return
        if (!wasReady) return reject(neverReady(name, end, fault))
        if (performance.now() - born > WELL_MS) pauseMs = RESTART_MS_MIN
        print(`${name} ${fault ?? end}; it is started again in ${pauseMs / 1000} s`)
        nextStart = setTimeout(() => {
          current = start()
        }, pauseMs)
        pauseMs = Math.min(pauseMs * 2, RESTART_MS_MAX)
      },
    })
  }
  let current = start()
  const tooLong = setTimeout(() => reject(neverReady(name, 'took too long')), START_MS_MAX)
  ready.finally(() => clearTimeout(tooLong)).catch(() => undefined)

  return {
    name,
    ready,
    async stop() {
      isStopping = true
      clearTimeout(tooLong)
      clearTimeout(nextStart)
      await endProcess(current)
    },
  }
}

type Listeners = {
  onReady(word: ReadyWord): void
  onEnd(end: string, fault: string | undefined): void
}

function launch(
  file: string,
  environment: ChildOptions['environment'],
  { onReady, onEnd }: Listeners,
): ChildProcess {
  const child = spawn(process.execPath, [file], {
    env: environment,
    // Detached: Ctrl+C in a terminal must reach the supervisor alone, who asks us to stop.
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  let fault: string | undefined
  child.on('message', (message) => {
    const word = wordShape.safeParse(message).data
    if (!word) return
    if ('ready' in word) return onReady(word)
    fault = word.failed
    child.kill('SIGTERM')
  })
  child.once('error', (error) => {
    if (child.pid === undefined) onEnd(`could not be run (${error.message})`, fault)
  })
  child.once('exit', (code, signal) => onEnd(`ended (${signal ?? `code ${code}`})`, fault))
  return child
}

function neverReady(name: string, end: string, fault?: string): StartFailure {
  return new StartFailure(
    fault ??
      `The process ${name} ${end} before it could serve: its last words stand above; start again, and report them if it happens twice.`,
  )
}

async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
  const ended = new Promise((done) => child.once('exit', done))
  child.kill('SIGTERM')
  const hurry = setTimeout(() => child.kill('SIGKILL'), STOP_MS_MAX)
  await ended
  clearTimeout(hurry)
}
