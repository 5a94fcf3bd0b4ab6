import type pg from 'pg'
import { systemClock } from '#platform/clock'
import { type Config, readConfig } from '#platform/config'
import type { Ground } from '#platform/context'
import { createDatabase, createPool } from '#platform/database'
import { createLog } from '#platform/log'
import { Refusal } from '#platform/refusal'
import { createSecretBox, readSecretKey, type SecretBox } from '#platform/secret-box'

export type ProcessGround = Ground & {
  config: Config
  pool: pg.Pool
  databaseUrl: string
  box: SecretBox
}

/** What every process stands on: configuration, log, database, key. */
export function layGround(name: string): ProcessGround {
  const config = readConfig()
  if (!config.databaseUrl) throw new Refusal('platform.no-database-url')
  const pool = createPool({
    url: config.databaseUrl,
    connectionsMax: config.databaseConnections,
    applicationName: `altyn-${name}`,
  })
  return {
    config,
    pool,
    databaseUrl: config.databaseUrl,
    db: createDatabase(pool),
    clock: systemClock,
    log: createLog(name, config.logLevel),
    box: createSecretBox(readSecretKey(config)),
  }
}
