import { type Ground, systemActor } from '#platform/context'
import { inTransaction } from '#platform/transaction'
import { forgetStages } from './forget-stages.ts'
import { readPrices } from './read-prices.ts'
import { selectStandingReadings } from './stages.store.ts'

const ACTOR = systemActor('price-lists')
// Longer than any batch, and than the comparison at the end.
const STANDING_MINUTES = 5

/** Reads a file that was sent, or goes on with one that was left half-way. */
export async function readStartedStage(ground: Ground, stageId: number): Promise<void> {
  await readPrices(ground, ACTOR, stageId)
}

/** The readings that a killed worker left behind. */
export async function findReadingsLeftBehind(ground: Ground): Promise<number[]> {
  return inTransaction(ground, ACTOR, (ctx) => selectStandingReadings(ctx, ctx.now()))
}

/** Readings that nobody has carried on for a while: the database was away, or a worker died. */
export async function findStandingReadings(ground: Ground): Promise<number[]> {
  return inTransaction(ground, ACTOR, (ctx) =>
    selectStandingReadings(ctx, ctx.now().subtract({ minutes: STANDING_MINUTES })),
  )
}

/** At night: rows that became no version are dropped. */
export const forgetStagesJob = {
  name: 'catalogue.forget-stages',
  cron: '40 3 * * *',
  run: (ground: Ground): Promise<void> => forgetStages(ground, ACTOR),
}
