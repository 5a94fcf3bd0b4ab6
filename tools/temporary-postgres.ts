// A migrated PostgreSQL of its own for one command, gone without a trace afterwards.
import { chmodSync, globSync, mkdirSync, mkdtempSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createPool } from '../server/src/platform/database.ts'
import {
  removeEmbeddedPostgres,
  startEmbeddedPostgres,
} from '../server/src/platform/embedded-postgres.ts'
import { silentLog } from '../server/src/platform/log.ts'
import { migrate } from '../server/src/platform/migrate.ts'
import { isFolderLocked, lockFolder } from '../server/src/processes/supervisor/folder-lock.ts'
import { ROOT } from './clone.ts'

export type TemporaryPostgres = { url: string; folder: string; remove(): Promise<void> }

const HASTY = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' }

/** For tests: it forgets everything in a power cut, which makes it fast. */
export function startHastyPostgres(): Promise<TemporaryPostgres> {
  return start(join(tmpdir(), 'altyn-test-'), HASTY)
}

/** For measuring: as durable as in production, on the disk of the clone. */
export function startDurablePostgres(): Promise<TemporaryPostgres> {
  const cache = join(ROOT, '.cache')
  mkdirSync(cache, { recursive: true })
  return start(join(cache, 'bench-'), {})
}

async function start(prefix: string, settings: Record<string, string>): Promise<TemporaryPostgres> {
  removeLeftovers(prefix)
  const folder = mkdtempSync(prefix)
  const lock = await lockFolder(folder)
  // PostgreSQL's own user must be able to pass; the cluster inside is closed to everybody else.
  chmodSync(folder, 0o711)
  try {
    const { url, stop } = await startEmbeddedPostgres({ folder, log: silentLog, settings })
    const remove = async () => {
      await stop()
      removeEmbeddedPostgres(folder)
    }
    await migrateFresh(url).catch(async (error) => {
      await stop()
      throw error
    })
    return { url, folder, remove }
  } catch (error) {
    lock.release()
    removeEmbeddedPostgres(folder)
    throw error
  }
}

async function migrateFresh(url: string): Promise<void> {
  const pool = createPool({ url, connectionsMax: 1, applicationName: 'altyn tools' })
  await migrate(pool).finally(() => pool.end())
}

/** What killed runs left behind. Folders of live runs are locked, those of other users not ours. */
function removeLeftovers(prefix: string): void {
  for (const folder of globSync(`${prefix}*`)) {
    const isOurs = statSync(folder).uid === process.geteuid?.()
    if (isOurs && !isFolderLocked(folder)) removeEmbeddedPostgres(folder)
  }
}
