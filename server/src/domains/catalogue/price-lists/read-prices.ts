import type { Actor, Context, Ground } from '#platform/context'
import { isDatabaseAway } from '#platform/database-errors'
import { readTable } from '#platform/tables/read-table'
import { UnreadableTable } from '#platform/tables/table-row'
import { inTransaction } from '#platform/transaction'
import type { Mapping } from '../rules/price-row.ts'
import { compareWithLast } from './compare-prices.ts'
import { type Batch, gatherBatches } from './gather-prices.ts'
import { bytesOf, toHeading } from './look-at-file.ts'
import { deleteSomeDifferences, deleteSomePrices, insertPriceRows } from './price-rows.store.ts'
import {
  type FaultRow,
  findPart,
  insertFaults,
  lockStage,
  type StageRow,
  selectBandWords,
  updateStage,
  upsertHeadings,
} from './stages.store.ts'

const FAULTS_KEPT = 1000
const ROWS_DROPPED_AT_ONCE = 20_000

type Reading = {
  stageId: number
  attempt: number
  mapping: Mapping
  /** Rows of the file that are written already. */
  rowsRead: number
  bandWords: ReadonlyMap<string, string>
}

/**
 * Reads the file of a stage to its end, batch by batch, each in a transaction of its own together
 * with the progress, and compares it with the last version. Killed half-way it goes on after the
 * last batch; of two readers at once the earlier gives up.
 */
export async function readPrices(ground: Ground, actor: Actor, stageId: number): Promise<void> {
  const reading = await inTransaction(ground, actor, (ctx) => takeUp(ctx, stageId))
  if (!reading) return
  const deed: Deed = (work) =>
    inTransaction(ground, actor, async (ctx) => {
      const stage = await lockStage(ctx, stageId)
      if (stage?.state !== 'reading' || stage.attempt !== reading.attempt) throw new GivenUp()
      return work(ctx, stage)
    })
  try {
    await carry(ground, reading, deed)
  } catch (error) {
    if (!(error instanceof GivenUp)) throw error
  }
}

async function carry(ground: Ground, reading: Reading, deed: Deed): Promise<void> {
  try {
    if (reading.rowsRead === 0) await dropEarlierRows(deed)
    await readFile(ground, reading, deed)
    await deed(finish)
  } catch (error) {
    if (error instanceof UnreadableTable) {
      const fault = { rule: 'unreadable', value: error.message }
      return deed((ctx, stage) => refuseFile(ctx, stage, fault))
    }
    // Away is not broken: whoever finds the reading standing goes on with it.
    if (!(error instanceof GivenUp) && !isDatabaseAway(error)) {
      await deed((ctx, { id }) => updateStage(ctx, id, { state: 'failed' }))
    }
    throw error
  }
}

/** Does a part of a reading in a transaction that holds the stage, unless the reading is over. */
type Deed = <Result>(work: (ctx: Context, stage: StageRow) => Promise<Result>) => Promise<Result>

/** Another reader has taken the stage over, or it was cancelled. */
class GivenUp extends Error {}

async function takeUp(ctx: Context, stageId: number): Promise<Reading | undefined> {
  const stage = await lockStage(ctx, stageId)
  if (stage?.state !== 'reading' || !stage.mapping) return undefined
  const attempt = stage.attempt + 1
  await updateStage(ctx, stageId, { attempt })
  const { mapping, rowsRead } = stage
  return { stageId, attempt, mapping, rowsRead, bandWords: await selectBandWords(ctx) }
}

/** What was read before by another mapping. */
async function dropEarlierRows(deed: Deed): Promise<void> {
  for (const dropSome of [deleteSomePrices, deleteSomeDifferences]) {
    for (let isEmpty = false; !isEmpty; ) {
      isEmpty = await deed((ctx, { id }) => dropSome(ctx, id, ROWS_DROPPED_AT_ONCE))
    }
  }
}

/** The next batch is read while the last one is being written. */
async function readFile(ground: Ground, reading: Reading, deed: Deed): Promise<void> {
  const { stageId, mapping, bandWords, rowsRead } = reading
  let bytesRead = 0
  const parts = bytesOf(async (number) => {
    const part = await findPart({ tx: ground.db }, { stageId, number })
    bytesRead += part?.length ?? 0
    return part
  })
  const batches = gatherBatches(readTable(parts), {
    mapping,
    bandOf: (words) => bandWords.get(words),
    rowsPassed: rowsRead,
    onHeadings: (cells) => deed((ctx) => rememberHeadings(ctx, cells, mapping)),
  })
  let written: Promise<void> = Promise.resolve()
  try {
    for await (const batch of batches) {
      await written
      const bytes = bytesRead
      written = deed((ctx, stage) => writeBatch(ctx, stage, batch, bytes))
      // Looked at before the next batch; until then nobody handles its failure.
      written.catch(() => undefined)
    }
  } finally {
    await written
  }
}

async function rememberHeadings(
  ctx: Context,
  cells: readonly string[],
  { columns }: Mapping,
): Promise<void> {
  const named = columns.map(
    (field, column) => [toHeading(cells[column] ?? ''), field ?? ''] as const,
  )
  await upsertHeadings(
    ctx,
    new Map(named.filter(([heading, field]) => heading !== '' && field !== '')),
  )
}

async function writeBatch(
  ctx: Context,
  stage: StageRow,
  { prices, faults, rowsCount }: Batch,
  bytesRead: number,
): Promise<void> {
  const twice = await insertPriceRows(ctx, stage.id, prices)
  const all: FaultRow[] = [
    ...faults,
    ...twice.map(({ rowNumber, otherRow, prefix }) => ({
      row: rowNumber,
      field: 'prefix',
      rule: 'twice',
      value: prefix,
      otherRow,
    })),
  ].sort((a, b) => a.row - b.row)
  await keepFaults(ctx, stage, all)
  await updateStage(ctx, stage.id, {
    bytesRead: Math.max(bytesRead, Number(stage.bytesRead)),
    rowsRead: stage.rowsRead + rowsCount,
    rowsGood: stage.rowsGood + prices.length - twice.length,
    faultsCount: stage.faultsCount + all.length,
  })
}

async function keepFaults(ctx: Context, stage: StageRow, faults: FaultRow[]): Promise<void> {
  const kept = faults.slice(0, Math.max(0, FAULTS_KEPT - stage.faultsCount))
  await insertFaults(ctx, { stageId: stage.id, firstOrdinal: stage.faultsCount }, kept)
}

/** One faulty row anywhere keeps the whole file from becoming a version. */
async function finish(ctx: Context, stage: StageRow): Promise<void> {
  if (stage.faultsCount > 0) return updateStage(ctx, stage.id, { state: 'faulty' })
  if (stage.rowsGood === 0) return refuseFile(ctx, stage, { rule: 'empty', value: '' })
  const baseNumber = await compareWithLast(ctx, stage)
  await updateStage(ctx, stage.id, { state: 'ready', baseNumber })
}

/** A fault of the file as a whole. */
async function refuseFile(
  ctx: Context,
  stage: StageRow,
  fault: { rule: string; value: string },
): Promise<void> {
  await keepFaults(ctx, stage, [{ row: 0, field: 'file', otherRow: null, ...fault }])
  await updateStage(ctx, stage.id, { state: 'faulty', faultsCount: stage.faultsCount + 1 })
}
