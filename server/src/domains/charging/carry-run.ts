import type { Actor, Context, Ground } from '#platform/context'
import { inTransaction, rehearse } from '#platform/transaction'
import { findAccounts, findContractIdsHolding } from '../accounts/index.ts'
import { repriceCalls } from '../rating/index.ts'
import { findContractIdsAfter } from '../subscribers/index.ts'
import { chargeContracts, nameOf, planContracts } from './charge-contracts.ts'
import { type Period, readChargingFacts } from './read-charging-facts.ts'
import { fromDayNumber, monthsBetween } from './rules/day-number.ts'
import { explainCharge } from './rules/explain-charge.ts'
import type { PlannedCharge } from './rules/plan-charges.ts'
import { insertDifferences } from './run-differences.store.ts'
import {
  advanceRun,
  endLane,
  endRun,
  insertFailure,
  type LaneRow,
  lockLane,
  type RunKind,
  selectLanes,
  selectLastDoneDay,
} from './runs.store.ts'
import { getRun } from './start-run.ts'

const BATCH_CONTRACTS = 1000
// After a longer silence older months are left to a recalculation that somebody asks for.
const CATCH_UP_MONTHS_MAX = 3

/**
 * Carries a run on to its end in several lanes, batch by batch, each in a transaction of its own
 * together with the progress. Killed half-way it goes on where it stood; two at once share the work.
 */
export async function carryRun(ground: Ground, actor: Actor, id: number): Promise<void> {
  const work = await inTransaction(ground, actor, (ctx) => readWork(ctx, id))
  const lanes = await inTransaction(ground, actor, (ctx) => selectLanes(ctx, id))
  await Promise.all(lanes.map((lane) => carryLane(ground, actor, { ...work, lane })))
  await inTransaction(ground, actor, async (ctx) => {
    const left = await selectLanes(ctx, id)
    if (left.length === 0) await endRun(ctx, id, 'done')
  })
}

async function carryLane(ground: Ground, actor: Actor, work: LaneWork): Promise<void> {
  for (let goesOn = true; goesOn; ) {
    goesOn = await chargeBatch(ground, actor, work)
  }
}

type Work = { id: number; kind: RunKind; period: Period }
type LaneWork = Work & { lane: number }

async function readWork(ctx: Context, id: number): Promise<Work> {
  const { kind, day, firstMonth, lastMonth } = await getRun(ctx, id)
  if (firstMonth && lastMonth) {
    return { id, kind, period: { months: monthsBetween(firstMonth, lastMonth), asOf: day } }
  }
  const lastDone = await selectLastDoneDay(ctx)
  const earliest = day.subtract({ months: CATCH_UP_MONTHS_MAX })
  const from = lastDone && Temporal.PlainDate.compare(lastDone, earliest) > 0 ? lastDone : day
  return { id, kind, period: { months: monthsBetween(from, day), asOf: day } }
}

/** Charges some contracts, or shows what a recalculation would charge them. */
async function chargeSlice(
  ctx: Context,
  contractIds: readonly number[],
  { id, kind, period }: Work,
): Promise<{ postingsCount: number; chargedMinor: bigint }> {
  if (kind === 'preview') return previewSlice(ctx, contractIds, { id, period })
  if (kind === 'recalculation') await repriceCallsOf(ctx, contractIds, period)
  const outcome = await chargeContracts(ctx, contractIds, period)
  if (kind === 'recalculation') {
    await insertDifferences(ctx, id, outcome.charges.map(toDifference))
  }
  return outcome
}

async function previewSlice(
  ctx: Context,
  contractIds: readonly number[],
  { id, period }: Pick<Work, 'id' | 'period'>,
): Promise<{ postingsCount: number; chargedMinor: bigint }> {
  const { charges } = await rehearse(ctx, async () => {
    await repriceCallsOf(ctx, contractIds, period)
    return planContracts(await readChargingFacts(ctx, contractIds, period, { justLooking: true }))
  })
  await insertDifferences(ctx, id, charges.map(toDifference))
  const chargedMinor = charges.reduce((sum, { differenceMinor }) => sum + differenceMinor, 0n)
  return { postingsCount: charges.length, chargedMinor }
}

/** Prices of calls are kept with them: what is computed anew begins with them. */
async function repriceCallsOf(
  ctx: Context,
  contractIds: readonly number[],
  { months: [first] }: Period,
): Promise<void> {
  if (!first) return
  const accounts = await findAccounts(ctx, { contractIds })
  const accountIds = accounts.map(({ id }) => id)
  await repriceCalls(ctx, accountIds, fromDayNumber(first.first))
}

function toDifference(charge: PlannedCharge) {
  const { accountId, contractId, before, due } = charge
  return {
    accountId,
    contractId,
    component: due.component,
    first: due.month.first,
    title: nameOf(charge).title,
    beforeMinor: before.chargedMinor,
    dueMinor: due.dueMinor,
    explanation: explainCharge(charge),
  }
}

async function chargeBatch(ground: Ground, actor: Actor, work: LaneWork): Promise<boolean> {
  const { id, lane } = work
  try {
    return await inTransaction(ground, actor, async (ctx) => {
      const batch = await nextBatch(ctx, work, BATCH_CONTRACTS)
      if (!batch) return false
      const outcome = await chargeSlice(ctx, batch, work)
      await advanceRun(ctx, id, { ...outcome, ...spanOf(batch), lane })
      return true
    })
  } catch (error) {
    ground.log.warn({ error: String(error), runId: id }, 'a batch failed, going one by one')
    return chargeOneByOne(ground, actor, work)
  }
}

/** One bad contract never stops the rest: it is written down and passed over. */
async function chargeOneByOne(ground: Ground, actor: Actor, work: LaneWork): Promise<boolean> {
  const { id, lane } = work
  for (let i = 0; i < BATCH_CONTRACTS; i += 1) {
    const contractId = await inTransaction(ground, actor, async (ctx) => {
      const batch = await nextBatch(ctx, work, 1)
      return batch?.[0]
    })
    if (contractId === undefined) return false
    const single = [contractId]
    try {
      await inTransaction(ground, actor, async (ctx) => {
        const outcome = await chargeSlice(ctx, single, work)
        await advanceRun(ctx, id, { ...outcome, ...spanOf(single), lane })
      })
    } catch (error) {
      await inTransaction(ground, actor, async (ctx) => {
        await insertFailure(ctx, { runId: id, contractId, message: String(error) })
        await advanceRun(ctx, id, { postingsCount: 0, chargedMinor: 0n, ...spanOf(single), lane })
      })
    }
  }
  return true
}

/** The next contracts of a lane; none when the run was cancelled or the lane has come to its end. */
async function nextBatch(
  ctx: Context,
  work: LaneWork,
  size: number,
): Promise<number[] | undefined> {
  const lane = await lockLane(ctx, work)
  if (!lane) return undefined
  const batch = await nextOfScope(ctx, lane, size)
  if (batch.length > 0) return batch
  await endLane(ctx, work)
  return undefined
}

async function nextOfScope(
  ctx: Context,
  { scope, lastContractId: after, firstMonth, lane, lanes }: LaneRow,
  limit: number,
): Promise<number[]> {
  const { contractIds, tariffId, serviceId } = scope
  const place = { after, limit, lane, lanes }
  if (contractIds) {
    const left = [...new Set(contractIds)].filter((id) => id > after && id % lanes === lane)
    return left.sort((a, b) => a - b).slice(0, limit)
  }
  const since = firstMonth ?? undefined
  if (since && tariffId !== undefined)
    return findContractIdsHolding(ctx, { tariffId, since }, place)
  if (since && serviceId !== undefined) {
    return findContractIdsHolding(ctx, { serviceId, since }, place)
  }
  return findContractIdsAfter(ctx, place)
}

function spanOf(batch: readonly number[]): { contracts: number; lastContractId: number } {
  return { contracts: batch.length, lastContractId: batch.at(-1) ?? 0 }
}
