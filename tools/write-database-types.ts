// npm run database-types: brings the generated types in step with the migrations.
import { stopSignal } from '../server/src/processes/supervisor/stop-signal.ts'
import { finishWith } from './finish.ts'
import { runScript } from './run-script.ts'
import { startHastyPostgres } from './temporary-postgres.ts'

const signal = stopSignal()

await finishWith(async () => {
  const { url, remove } = await startHastyPostgres()
  try {
    return await runScript('tools/generate-database-types.ts', [url], { environment: {}, signal })
  } finally {
    await remove()
  }
})
