import type { Config } from '#platform/config'
import type { Log } from '#platform/log'
import { type Child, type ReadyWord, startChild } from './child.ts'
import { lockFolder } from './folder-lock.ts'
import { openDatabase } from './open-database.ts'
import { refuseTakenPorts } from './ports.ts'
import { prepareSchema } from './prepare-schema.ts'

export type Supervision = {
  config: Config
  /** Handed on to every process, with the database and the data folder settled. */
  environment: Record<string, string | undefined>
  /** The main file of each process; its folder is its name. */
  processes: string[]
  /** Builds the web when that is needed and answers whether it was. */
  buildWeb: (signal: AbortSignal) => Promise<boolean>
  log: Log
  print: (line: string) => void
  /** Ends the start or the run, cleanly. */
  stop: AbortSignal
}

/** Runs one whole system until told to stop. Throws what made the start impossible. */
export async function supervise(supervision: Supervision): Promise<void> {
  const { config, log, print, stop } = supervision
  const say = progressPrinter(print)
  await using cleanUp = new AsyncDisposableStack()

  const lock = await lockFolder(config.dataFolder)
  cleanUp.defer(() => lock.release())
  await refuseTakenPorts(config)
  const web = startBuild(supervision, cleanUp, say)
  const database = await openDatabase(config, log, (step) => say('database', step))
  cleanUp.defer(() => database.close())
  say('database', database.place)
  const schema = await prepareSchema(database, (name) =>
    say('database', `applying ${name || 'migrations'} …`),
  )
  if (schema.migrationsApplied > 0)
    say('database', `${schema.migrationsApplied} migrations applied`)
  if (stop.aborted) return

  const environment = {
    ...supervision.environment,
    DATABASE_URL: database.url,
    ALTYN_DATA: config.dataFolder,
  }
  const children = supervision.processes.map((file) => startChild(file, { environment, print }))
  cleanUp.defer(() => stopAll(children))
  cleanUp.defer(() => lock.markStopping())
  const readiness = children.map((child) => whenReady(child, say))
  await Promise.race([Promise.all([web, ...readiness]), aborted(stop)])
  if (stop.aborted) return

  const words = new Map(await Promise.all(readiness))
  for (const line of whereToGo(config, words, schema.isEmpty)) print(line)
  await aborted(stop)
  print('Altyn is stopping')
}

type Say = (topic: string, text: string) => void

function progressPrinter(print: Supervision['print']): Say {
  const start = performance.now()
  return (topic, text) => {
    const seconds = ((performance.now() - start) / 1000).toFixed(1)
    print(`${seconds.padStart(6)} s  ${topic.padEnd(9)}  ${text}`)
  }
}

/** The web is built while the rest starts: only the last step waits for it. */
function startBuild(
  { buildWeb, stop }: Supervision,
  cleanUp: AsyncDisposableStack,
  say: Say,
): Promise<void> {
  const end = new AbortController()
  const slow = setTimeout(() => say('web', 'being built (only when its sources changed)'), 1000)
  const build = buildWeb(AbortSignal.any([end.signal, stop]))
    .then((wasBuilt) => {
      if (wasBuilt) say('web', 'built')
    })
    .finally(() => clearTimeout(slow))
  // Looked at last: a failure before that must not count as one that nobody handles.
  build.catch(() => undefined)
  cleanUp.defer(async () => {
    end.abort()
    await build.catch(() => undefined)
  })
  return build
}

async function whenReady({ name, ready }: Child, say: Say): Promise<[string, ReadyWord]> {
  const word = await ready
  say(name, 'ready')
  return [name, word]
}

async function stopAll(children: Child[]): Promise<void> {
  await Promise.all(children.map((child) => child.stop()))
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}

function whereToGo(config: Config, words: Map<string, ReadyWord>, isEmpty: boolean): string[] {
  const { host, radius, dataFolder } = config
  const shown = ['0.0.0.0', '::'].includes(host) ? '127.0.0.1' : host
  const address = shown.includes(':') ? `[${shown}]` : shown
  return [
    '',
    `Altyn is ready: http://${address}:${words.get('api')?.port ?? config.port}`,
    `  RADIUS       authentication ${radius.authPort}/udp, accounting ${radius.acctPort}/udp`,
    `  data folder  ${dataFolder}`,
    ...(isEmpty
      ? ['  first time   sign in as admin; the password you choose becomes the administrator’s']
      : []),
  ]
}
