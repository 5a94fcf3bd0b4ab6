// npm run bench -- <name>: runs bench/<name>/main.ts against a PostgreSQL of its own.
import { globSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { stopSignal } from '../server/src/processes/supervisor/stop-signal.ts'
import { ROOT } from './clone.ts'
import { finishWith } from './finish.ts'
import { runScript } from './run-script.ts'
import { startDurablePostgres } from './temporary-postgres.ts'

const signal = stopSignal()
const [name = '', ...args] = process.argv.slice(2)

await finishWith(async () => {
  const names = globSync('*/main.ts', { cwd: join(ROOT, 'bench') }).map(dirname)
  if (!names.includes(name)) {
    process.stderr.write(
      `Name the benchmark, for example npm run bench -- ${names[0] ?? 'name'}.\n`,
    )
    process.stderr.write(`There are: ${names.sort().join(', ') || 'none yet'}.\n`)
    return 1
  }
  const postgres = await startDurablePostgres()
  try {
    const environment = { DATABASE_URL: postgres.url, ALTYN_DATA: postgres.folder }
    return await runScript(join('bench', name, 'main.ts'), args, { environment, signal })
  } finally {
    await postgres.remove()
  }
})
