import { randomUUID } from 'node:crypto'
import type { Ground } from '#platform/context'
import { violates } from '#platform/database-errors'
import { inTransaction } from '#platform/transaction'
import { ATTEMPTS_MAX, CARRIER, carryRun, type ScriptTools } from './carry-run.ts'
import { claimRun, deleteRunsBefore, settleAbandoned } from './runs.store.ts'

/** So many runs go on in one process. */
const LANES_MAX = 8
/** Whoever carries a run writes it down more often than this. */
const SILENT_SECONDS = 60
const KEPT_DAYS = 180
const CLAIMS_MAX = 5

export type ScriptRunner = {
  /** Carries out what is due. */
  wake(): void
  /** Breaks off what goes on and waits until it is written down. */
  stop(): Promise<void>
}

/** Carries runs out as they come due, some at a time, one at a time on each device. */
export function createScriptRunner(tools: ScriptTools): ScriptRunner {
  const { ground } = tools
  const stop = new AbortController()
  const lanes = new Set<Promise<void>>()
  const follow = async (): Promise<void> => {
    for (;;) {
      if (stop.signal.aborted) return
      const carrier = randomUUID()
      const id = await claim(ground, carrier)
      if (id === undefined) return
      // There may be more of them, and room for one more lane.
      wake()
      await carryRun(tools, { id, carrier, stopped: stop.signal })
    }
  }
  const wake = (): void => {
    if (stop.signal.aborted || lanes.size >= LANES_MAX) return
    const lane = follow()
      .catch((error: unknown) => ground.log.error({ error: String(error) }, 'a script broke off'))
      .finally(() => lanes.delete(lane))
    lanes.add(lane)
  }
  return {
    wake,
    async stop() {
      stop.abort()
      await Promise.all(lanes)
    },
  }
}

async function claim(ground: Ground, carrier: string): Promise<bigint | undefined> {
  for (let attempt = 0; attempt < CLAIMS_MAX; attempt += 1) {
    try {
      return await inTransaction(ground, CARRIER, (ctx) => claimRun(ctx, carrier))
    } catch (error) {
      // Another process has begun a run on the same device in this very moment: there may be others.
      if (!violates(error, 'script_runs_one_on_a_device')) throw error
    }
  }
  return undefined
}

/** Runs that a killed process left behind are told as interrupted, or queued again where that is safe. */
export async function settleLeftBehind(ground: Ground): Promise<void> {
  await inTransaction(ground, CARRIER, (ctx) =>
    settleAbandoned(ctx, {
      since: ctx.now().subtract({ seconds: SILENT_SECONDS }),
      attemptsMax: ATTEMPTS_MAX,
    }),
  )
}

/** At night: runs of long ago are forgotten. */
export async function forgetOldRuns(ground: Ground): Promise<void> {
  await inTransaction(ground, CARRIER, (ctx) =>
    deleteRunsBefore(ctx, ctx.now().subtract({ hours: 24 * KEPT_DAYS })),
  )
}
