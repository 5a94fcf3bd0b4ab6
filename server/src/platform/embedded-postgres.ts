import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { type Cluster, DATABASE_NAME, prepareCluster } from './embedded-postgres/cluster.ts'
import { removeHome, settleHome } from './embedded-postgres/home.ts'
import { keepRunning } from './embedded-postgres/keep-running.ts'
import { stopLeftoverServer } from './embedded-postgres/leftover-server.ts'
import { findPrograms, programsFor } from './embedded-postgres/programs.ts'
import { startServer, stopServer } from './embedded-postgres/server.ts'
import { settingsFor } from './embedded-postgres/settings.ts'
import { codeOf, onFiles, StartFailure } from './embedded-postgres/start-failure.ts'
import type { Log } from './log.ts'

export type EmbeddedPostgresOptions = {
  /** The data folder of one system. Whoever starts a server on it must hold the folder's lock. */
  folder: string
  log: Log
  /** A free one by default. */
  port?: number
  settings?: Record<string, string>
  /** Hears of what takes long, in words for the operator. */
  onStep?: (step: string) => void
}

export type EmbeddedPostgres = { url: string; cluster: string; stop(): Promise<void> }

/**
 * Starts the PostgreSQL that came with the dependencies on `<folder>/postgres`, made at first need,
 * and keeps it running until `stop`. It listens on 127.0.0.1 alone. What cannot be started is
 * refused with a `StartFailure`.
 */
export async function startEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  const { folder, log, onStep = () => undefined } = options
  const settings = { ...settingsFor(), ...options.settings }
  const serverOptions = { logFile: join(folder, 'postgres.log'), settings }
  onFiles(folder, () => mkdirSync(folder, { recursive: true }))

  const cluster = await openCluster(options)
  stopLeftoverServer(cluster, (pid) => onStep(`stopping PostgreSQL of an earlier run (${pid})`))
  const first = await startServer(cluster, { ...serverOptions, port: options.port })
  const url = urlOf(cluster, first.port)
  try {
    await ensureDatabase(url, cluster)
  } catch (error) {
    await stopServer(first.process)
    throw error
  }
  const { stop } = keepRunning(cluster, first, { ...serverOptions, log })
  return { url, cluster: cluster.cluster, stop }
}

/** Removes a data folder whole, with what runs on it and what of it lives elsewhere. */
export function removeEmbeddedPostgres(folder: string): void {
  if (!existsSync(folder)) return
  const home = settleHome(folder)
  if (existsSync(join(home.cluster, 'postmaster.pid'))) {
    const programs = programsFor(home.account, findPrograms())
    stopLeftoverServer({ ...home, programs }, () => undefined)
  }
  removeHome(folder)
  rmSync(folder, { recursive: true, force: true })
}

async function openCluster(options: EmbeddedPostgresOptions): Promise<Cluster> {
  const { folder, onStep = () => undefined } = options
  const home = settleHome(folder, onStep)
  const programs = programsFor(home.account, findPrograms())
  const isDurable = options.settings?.fsync !== 'off'
  return prepareCluster(home, { folder, programs, isDurable, onStep })
}

function urlOf({ password }: Cluster, port: number): string {
  return `postgres://${DATABASE_NAME}:${password}@127.0.0.1:${port}/${DATABASE_NAME}`
}

async function ensureDatabase(url: string, { cluster }: Cluster): Promise<void> {
  const maintenance = new URL(url)
  maintenance.pathname = '/postgres'
  const client = new pg.Client({ connectionString: maintenance.href })
  try {
    await client.connect()
    const { rowCount } = await client.query('select from pg_database where datname = $1', [
      DATABASE_NAME,
    ])
    if (rowCount === 0) await client.query(`create database ${DATABASE_NAME}`)
  } catch (error) {
    if (codeOf(error) !== '28P01') throw error
    throw new StartFailure(
      `The password in secrets/postgres-password does not open the database in ${cluster}: bring both back from the same backup.`,
      { cause: error },
    )
  } finally {
    await client.end()
  }
}
