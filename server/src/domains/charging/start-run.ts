import type { Context } from '#platform/context'
import { violates } from '#platform/database-errors'
import { tell } from '#platform/outbox'
import { Refusal } from '#platform/refusal'
import { readToday } from '../accounts/index.ts'
import { countContracts } from '../subscribers/index.ts'
import { endRun, findRun, hasRunOf, insertRun, type RunRow } from './runs.store.ts'

export async function getRun(ctx: Context, id: number): Promise<RunRow> {
  const run = await findRun(ctx, id)
  if (!run) throw new Refusal('charging.run.not-found', { id })
  return run
}

/** Starts the run of today. Only one runs at a time; what it does goes on in the worker. */
export async function startRun(ctx: Context): Promise<RunRow> {
  try {
    const id = await insertRun(ctx, {
      kind: 'recurring',
      firstMonth: null,
      lastMonth: null,
      scope: {},
      reason: '',
      day: await readToday(ctx),
      contractsTotal: await countContracts(ctx),
    })
    await tell(ctx, 'charging.run-started', { runId: id })
    return await getRun(ctx, id)
  } catch (error) {
    if (violates(error, 'runs_one_at_a_time')) throw new Refusal('charging.already-running')
    throw error
  }
}

/** Starts the run of today unless there was one: a night that was missed is made good by day. */
export async function startMissedRun(ctx: Context): Promise<void> {
  if (!(await hasRunOf(ctx, await readToday(ctx)))) await startRun(ctx)
}

/** Stops a run after the present batch. What is posted stays; the next run does the rest. */
export async function cancelRun(ctx: Context, id: number): Promise<RunRow> {
  const run = await getRun(ctx, id)
  if (run.state !== 'running') throw new Refusal('charging.not-running')
  await endRun(ctx, id, 'cancelled')
  return getRun(ctx, id)
}
