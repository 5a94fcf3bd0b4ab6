import { ensureTemporal } from '../lib/browser/temporal.ts'

// Nothing else may be imported above: modules use Temporal as soon as they run.
await ensureTemporal()
const { start } = await import('./start.tsx')
await start()
