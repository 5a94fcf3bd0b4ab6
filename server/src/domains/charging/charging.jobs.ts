import { type Ground, systemActor } from '#platform/context'
import { Refusal } from '#platform/refusal'
import { inTransaction } from '#platform/transaction'
import { carryRun } from './carry-run.ts'
import { selectRunning } from './runs.store.ts'
import { startMissedRun } from './start-run.ts'

const ACTOR = systemActor('recurring-run')

/**
 * Just after midnight of the operator: charge what the new day brings. Asked again every few
 * minutes, so that a night on which nobody worked is made good as soon as somebody does.
 */
export const nightlyRunJob = {
  name: 'charging.nightly-run',
  cron: '2-59/5 * * * *',
  async run(ground: Ground): Promise<void> {
    try {
      await inTransaction(ground, ACTOR, startMissedRun)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
    }
  },
}

/** Carries a run that was started or left half-way. */
export async function carryStartedRun(ground: Ground, runId: number): Promise<void> {
  await carryRun(ground, ACTOR, runId)
}

/** The runs that a killed worker left behind. */
export async function findRunsLeftBehind(ground: Ground): Promise<number[]> {
  const runs = await inTransaction(ground, ACTOR, selectRunning)
  return runs.map(({ id }) => id)
}
