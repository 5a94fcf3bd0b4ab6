import { type Ground, readingContext, systemActor } from '#platform/context'
import { insertRejections, type Rejected } from './rejections.store.ts'

const FLUSH_MS = 1000
const KEPT_MAX = 10_000
const ACTOR = systemActor('radius')

/** Gathers refusals and writes them once a second. A flood is counted, not kept; `onRejected` hears of every one. */
export function createRejectionLog(ground: Ground, onRejected: (nasId: number) => void) {
  let kept: Rejected[] = []
  let lost = 0

  async function flush(): Promise<void> {
    if (kept.length === 0) return
    const batch = kept
    kept = []
    try {
      await insertRejections(readingContext(ground, ACTOR), batch)
    } catch (error) {
      lost += batch.length
      ground.log.warn({ error: String(error), lost }, 'refusals were not written down')
    }
  }

  const timer = setInterval(flush, FLUSH_MS)
  return {
    add(rejected: Rejected): void {
      if (rejected.nasId !== null) onRejected(rejected.nasId)
      if (kept.length < KEPT_MAX) kept.push(rejected)
      else lost += 1
    },
    lost: () => lost,
    async stop(): Promise<void> {
      clearInterval(timer)
      await flush()
    },
  }
}

export type RejectionLog = ReturnType<typeof createRejectionLog>
