import type { Log } from './log.ts'
import { Refusal } from './refusal.ts'

const STOP_MS_MAX = 9000

/** Tells the supervisor, if there is one, that this process serves. */
function report(message: Record<string, unknown>): void {
  process.send?.(message)
}

/**
 * Runs a process: starts it, reports to the supervisor, stops it cleanly on SIGTERM or when the
 * supervisor is gone. A start that fails says why in one sentence and ends the process.
 */
export async function live(
  log: Log,
  start: () => Promise<{ ready: Record<string, unknown>; stop(): Promise<void> }>,
): Promise<void> {
  try {
    const { ready, stop } = await start()
    endOnce(log, stop)
    report({ ready: true, ...ready })
    log.info(ready, 'serving')
  } catch (error) {
    const sentence = sentenceOf(error)
    log.fatal({ error: String(error) }, sentence)
    report({ failed: sentence })
    setTimeout(() => process.exit(1), 50)
  }
}

function endOnce(log: Log, stop: () => Promise<void>): void {
  let isEnding = false
  const end = () => {
    if (isEnding) return
    isEnding = true
    setTimeout(() => process.exit(1), STOP_MS_MAX).unref()
    stop()
      .catch((error: unknown) => log.error({ error: String(error) }, 'stopped badly'))
      .finally(() => process.exit(0))
  }
  process.on('SIGTERM', end)
  process.on('SIGINT', end)
  if (process.channel) process.on('disconnect', end)
}

function sentenceOf(error: unknown): string {
  if (error instanceof Refusal) return `${error.code} ${JSON.stringify(error.details)}`
  if (!(error instanceof Error)) return String(error)
  const { code, port } = error as Error & { code?: string; port?: number }
  if (code === 'EADDRINUSE') return `Port ${port ?? ''} is taken by another program.`
  if (code === 'EACCES') return `Port ${port ?? ''} may not be opened by this user.`
  return error.message
}
