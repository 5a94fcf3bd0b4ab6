import { setTimeout as pause } from 'node:timers/promises'
import type { Log } from '../log.ts'
import type { Cluster } from './cluster.ts'
import {
  type RunningServer,
  type ServerOptions,
  startServer,
  stopServer,
  trimLog,
} from './server.ts'

const RESTART_PAUSE_MS_MIN = 250
const RESTART_PAUSE_MS_MAX = 30_000
const LOG_LOOK_MS = 3_600_000

/**
 * Starts the server again, at the same port, whenever it ends before `stop`. Its clients lose
 * their connections and nothing that was committed.
 */
export function keepRunning(
  cluster: Cluster,
  first: RunningServer,
  { log, ...options }: ServerOptions & { log: Log },
): { stop(): Promise<void> } {
  let server = first.process
  let isStopping = false
  let revival = Promise.resolve()

  const watch = () =>
    server.once('exit', () => {
      if (!isStopping) revival = revive()
    })

  async function revive(): Promise<void> {
    log.error('PostgreSQL ended unexpectedly and is started again')
    let wait = RESTART_PAUSE_MS_MIN
    while (!isStopping) {
      try {
        server = (await startServer(cluster, { ...options, port: first.port })).process
        watch()
        return
      } catch (error) {
        log.error({ err: error }, 'PostgreSQL could not be started again')
        await pause(wait)
        wait = Math.min(wait * 2, RESTART_PAUSE_MS_MAX)
      }
    }
  }

  watch()
  const logTrimming = setInterval(() => trimLog(options.logFile), LOG_LOOK_MS)
  return {
    async stop() {
      isStopping = true
      clearInterval(logTrimming)
      await stopServer(server)
      await revival
      await stopServer(server)
    },
  }
}
