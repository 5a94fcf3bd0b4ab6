// npm run demo: fills the running system with sample subscribers.
import { existsSync, readFileSync } from 'node:fs'
import { readConfig } from '../server/src/platform/config.ts'
import { isFolderLocked } from '../server/src/processes/supervisor/folder-lock.ts'
import { databaseUrlFile } from '../server/src/processes/supervisor/open-database.ts'
import { stopSignal } from '../server/src/processes/supervisor/stop-signal.ts'
import { finishWith } from './finish.ts'
import { runScript } from './run-script.ts'

const signal = stopSignal()

await finishWith(async () => {
  const { databaseUrl, dataFolder } = readConfig()
  const url = databaseUrl ?? findEmbedded(dataFolder)
  if (!url) {
    process.stderr.write(
      `No system runs on ${dataFolder}: start it first (npm start), then run npm run demo in a second terminal with the same ALTYN_DATA.\n`,
    )
    return 1
  }
  const environment = { DATABASE_URL: url, ALTYN_DATA: dataFolder }
  const args = process.argv.slice(2)
  return await runScript('server/src/processes/demo/main.ts', args, { environment, signal })
})

function findEmbedded(dataFolder: string): string | undefined {
  const file = databaseUrlFile(dataFolder)
  // A killed supervisor leaves the file behind: it counts only while the folder is held.
  if (!isFolderLocked(dataFolder) || !existsSync(file)) return undefined
  return readFileSync(file, 'utf8').trim()
}
