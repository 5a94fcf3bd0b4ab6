import { join } from 'node:path'
import { readConfig } from '#platform/config'
import { createLog } from '#platform/log'
import { buildWeb } from './build-web.ts'
import { sentenceOf } from './sentence-of.ts'
import { stopSignal } from './stop-signal.ts'
import { supervise } from './supervise.ts'

const PROCESSES = ['api', 'radius', 'worker', 'collector'].map((name) =>
  join(import.meta.dirname, '..', name, 'main.ts'),
)

// A reader of our output that goes away must not take the system with it.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)

try {
  const config = readConfig()
  await supervise({
    config,
    // biome-ignore lint/style/noProcessEnv: handed on whole; nothing is read from it here.
    environment: process.env,
    processes: PROCESSES,
    buildWeb,
    log: createLog('supervisor', config.logLevel),
    print: (line) => process.stdout.write(`${line}\n`),
    stop: stopSignal(),
  })
  process.exit(0)
} catch (error) {
  process.stderr.write(`\nAltyn cannot start. ${sentenceOf(error)}\n`)
  process.exit(1)
}
