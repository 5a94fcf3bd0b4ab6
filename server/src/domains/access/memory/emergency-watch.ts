import { type Ground, readingContext, systemActor } from '#platform/context'
import { addLeniencies, findEmergencyNow, type Leniency } from '../emergency/emergencies.store.ts'

const FLUSH_MS = 1000
const KEPT_MAX = 100_000
const ACTOR = systemActor('radius')

/** Whether money is asked for now, in memory, and who was let in without. */
export type EmergencyWatch = {
  isOn(): boolean
  /** Somebody without money is let in. */
  letIn(account: { accountId: number; contractId: number }): void
  reload(): Promise<void>
  stop(): Promise<void>
}

/** It ends by the clock, whether the database can be asked then or not. */
export function createEmergencyWatch(ground: Ground): EmergencyWatch {
  let current: { id: number; untilMs: number } | undefined
  let kept: Leniency[] = []

  async function flush(): Promise<void> {
    if (kept.length === 0) return
    const batch = kept
    kept = []
    try {
      await addLeniencies(readingContext(ground, ACTOR), batch)
    } catch (error) {
      kept = [...batch, ...kept].slice(0, KEPT_MAX)
      ground.log.warn({ error: String(error) }, 'who was let in without money is kept for later')
    }
  }

  const timer = setInterval(flush, FLUSH_MS)
  return {
    isOn: () => current !== undefined && ground.clock.now().epochMilliseconds < current.untilMs,
    letIn({ accountId, contractId }) {
      if (!current || kept.length >= KEPT_MAX) return
      kept.push({ emergencyId: current.id, accountId, contractId, at: ground.clock.now() })
    },
    async reload() {
      const found = await findEmergencyNow(readingContext(ground, ACTOR))
      current = found && { id: found.id, untilMs: found.until.epochMilliseconds }
    },
    async stop() {
      clearInterval(timer)
      await flush()
    },
  }
}
