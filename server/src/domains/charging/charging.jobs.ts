import { type Ground, systemActor } from '#platform/context'
import { Refusal } from '#platform/refusal'
import { inTransaction } from '#platform/transaction'
import { carryRun, startRun } from './run-recurring.ts'
import { findRunning } from './runs.store.ts'

const ACTOR = systemActor('recurring-run')

/** Every night just after midnight of the operator: charge what the new day brings. */
export const nightlyRunJob = {
  name: 'charging.nightly-run',
  cron: '2 0 * * *',
  async run(ground: Ground): Promise<void> {
    try {
      await inTransaction(ground, ACTOR, startRun)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
    }
  },
}

/** Carries a run that was started or left half-way. */
export async function carryStartedRun(ground: Ground, runId: number): Promise<void> {
  await carryRun(ground, ACTOR, runId)
}

/** The run that a killed worker left behind, if any. */
export async function findRunLeftBehind(ground: Ground): Promise<number | undefined> {
  const run = await inTransaction(ground, ACTOR, findRunning)
  return run?.id
}
