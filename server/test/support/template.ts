import { tmpdir } from 'node:os'
import { systemClock } from '#platform/clock'
import { readConfig } from '#platform/config'
import { createDatabase, createPool } from '#platform/database'
import { silentLog } from '#platform/log'
import { createSecretBox, readSecretKey } from '#platform/secret-box'
import { startWorker } from '../../src/processes/worker/start.ts'

/**
 * Lets a worker begin and end on the migrated database that every test gets a copy of: its queues,
 * schedule and partitions are there then, and the worker of a test is ready at once.
 */
export async function furnishTemplate(databaseUrl: string): Promise<void> {
  const pool = createPool({ url: databaseUrl, connectionsMax: 5, applicationName: 'altyn tools' })
  const config = { ...readConfig({}), dataFolder: tmpdir(), databaseUrl }
  const worker = await startWorker({
    config,
    pool,
    databaseUrl,
    db: createDatabase(pool),
    clock: systemClock,
    log: silentLog,
    box: createSecretBox(readSecretKey(config)),
  })
  await worker.stop()
}
