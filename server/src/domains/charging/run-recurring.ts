import type { Actor, Context, Ground } from '#platform/context'
import { violates } from '#platform/database-errors'
import { tell } from '#platform/outbox'
import { Refusal } from '#platform/refusal'
import { inTransaction } from '#platform/transaction'
import { readToday } from '../accounts/index.ts'
import { countContracts, findContractIdsAfter } from '../subscribers/index.ts'
import { chargeContracts } from './charge-contracts.ts'
import type { Period } from './read-charging-facts.ts'
import { monthsBetween } from './rules/day-number.ts'
import {
  advanceRun,
  endRun,
  findRun,
  insertFailure,
  insertRun,
  lockRunning,
  type RunRow,
  selectLastDoneDay,
} from './runs.store.ts'

const BATCH_CONTRACTS = 1000
// After a longer silence older months are left to a recalculation that somebody asks for.
const CATCH_UP_MONTHS_MAX = 3

export async function getRun(ctx: Context, id: number): Promise<RunRow> {
  const run = await findRun(ctx, id)
  if (!run) throw new Refusal('charging.run.not-found', { id })
  return run
}

/** Starts the run of today. Only one runs at a time; what it does goes on in the worker. */
export async function startRun(ctx: Context): Promise<RunRow> {
  try {
    const day = await readToday(ctx)
    const id = await insertRun(ctx, { day, contractsTotal: await countContracts(ctx) })
    await tell(ctx, 'charging.run-started', { runId: id })
    return await getRun(ctx, id)
  } catch (error) {
    if (violates(error, 'runs_one_at_a_time')) throw new Refusal('charging.already-running')
    throw error
  }
}

/** Stops a run after the present batch. What is posted stays; the next run does the rest. */
export async function cancelRun(ctx: Context, id: number): Promise<RunRow> {
  const run = await getRun(ctx, id)
  if (run.state !== 'running') throw new Refusal('charging.not-running')
  await endRun(ctx, id, 'cancelled')
  return getRun(ctx, id)
}

/**
 * Carries a run on to its end, batch by batch, each in a transaction of its own together with the
 * progress. Killed half-way it goes on where it stood; two at once share the work.
 */
export async function carryRun(ground: Ground, actor: Actor, id: number): Promise<void> {
  const period = await inTransaction(ground, actor, (ctx) => readPeriod(ctx, id))
  for (let goesOn = true; goesOn; ) {
    goesOn = await chargeBatch(ground, actor, { id, period })
  }
}

async function readPeriod(ctx: Context, id: number): Promise<Period> {
  const { day } = await getRun(ctx, id)
  const lastDone = await selectLastDoneDay(ctx)
  const earliest = day.subtract({ months: CATCH_UP_MONTHS_MAX })
  const from = lastDone && Temporal.PlainDate.compare(lastDone, earliest) > 0 ? lastDone : day
  return { months: monthsBetween(from, day), asOf: day }
}

async function chargeBatch(
  ground: Ground,
  actor: Actor,
  { id, period }: { id: number; period: Period },
): Promise<boolean> {
  try {
    return await inTransaction(ground, actor, async (ctx) => {
      const batch = await nextBatch(ctx, id, BATCH_CONTRACTS)
      if (!batch) return false
      const outcome = await chargeContracts(ctx, batch, period)
      await advanceRun(ctx, id, { ...outcome, ...spanOf(batch) })
      return true
    })
  } catch (error) {
    ground.log.warn({ error: String(error), runId: id }, 'a batch failed, going one by one')
    return chargeOneByOne(ground, actor, { id, period })
  }
}

/** One bad contract never stops the rest: it is written down and passed over. */
async function chargeOneByOne(
  ground: Ground,
  actor: Actor,
  { id, period }: { id: number; period: Period },
): Promise<boolean> {
  for (let i = 0; i < BATCH_CONTRACTS; i += 1) {
    const contractId = await inTransaction(ground, actor, async (ctx) => {
      const batch = await nextBatch(ctx, id, 1)
      return batch?.[0]
    })
    if (contractId === undefined) return false
    const single = [contractId]
    try {
      await inTransaction(ground, actor, async (ctx) => {
        const outcome = await chargeContracts(ctx, single, period)
        await advanceRun(ctx, id, { ...outcome, ...spanOf(single) })
      })
    } catch (error) {
      await inTransaction(ground, actor, async (ctx) => {
        await insertFailure(ctx, { runId: id, contractId, message: String(error) })
        await advanceRun(ctx, id, { postingsCount: 0, chargedMinor: 0n, ...spanOf(single) })
      })
    }
  }
  return true
}

/** The next contracts of a running run; none when it was cancelled or has come to its end. */
async function nextBatch(ctx: Context, id: number, size: number): Promise<number[] | undefined> {
  const run = await lockRunning(ctx, id)
  if (!run) return undefined
  const batch = await findContractIdsAfter(ctx, run.lastContractId, size)
  if (batch.length > 0) return batch
  await endRun(ctx, id, 'done')
  return undefined
}

function spanOf(batch: readonly number[]): { contracts: number; lastContractId: number } {
  return { contracts: batch.length, lastContractId: batch.at(-1) ?? 0 }
}
