import type { Actor, Context, Ground } from '#platform/context'
import { inOnePiece, readTable } from '#platform/tables/read-table'
import { type TableRow, UnreadableTable } from '#platform/tables/table-row'
import { inTransaction } from '#platform/transaction'
import { getAgent } from '../network/index.ts'
import { getDefaultOperator } from '../settings/index.ts'
import {
  advanceFile,
  createCallReader,
  type FaultSample,
  findContent,
  finishFile,
  getCallFile,
  lockProgress,
  type ReadCallRow,
} from '../usage/index.ts'
import type { CallRecord } from './rules/call-sides.ts'
import { takeCalls } from './take-calls.ts'

const BATCH_RECORDS = 20_000

/**
 * Reads a file of calls to its end, batch by batch, each in a transaction of its own together with the
 * progress. Killed half-way it goes on where it stood; a row that cannot be read is noted and passed over.
 */
export async function readCallFile(ground: Ground, actor: Actor, id: number): Promise<void> {
  const work = await inTransaction(ground, actor, (ctx) => readWork(ctx, id))
  if (!work) return
  try {
    // While the database keeps one batch, the next one is read.
    let kept = Promise.resolve(true)
    for await (const batch of inBatches(readTable(inOnePiece(work.content)), work.recordsRead)) {
      if (!(await kept)) return
      kept = inTransaction(ground, actor, (ctx) => takeBatch(ctx, work, batch))
      kept.catch(() => {}) // it is waited for, and fails, at the next turn
    }
    if (!(await kept)) return
    await inTransaction(ground, actor, (ctx) => finishFile(ctx, id, { state: 'done' }))
  } catch (error) {
    if (!(error instanceof UnreadableTable)) throw error
    const failure = error.message
    await inTransaction(ground, actor, (ctx) => finishFile(ctx, id, { state: 'failed', failure }))
  }
}

type Work = {
  id: number
  agentId: number
  content: Buffer
  recordsRead: number
  readRow: ReadCallRow
}

async function readWork(ctx: Context, id: number): Promise<Work | undefined> {
  const { agentId, recordsRead } = await getCallFile(ctx, id)
  const content = await findContent(ctx, id)
  const { callFormat } = await getAgent(ctx, agentId)
  if (!content || !callFormat) return undefined
  const timeZone = (await getDefaultOperator(ctx)).time_zone
  const readRow = createCallReader(callFormat, { agentId, timeZone })
  return { id, agentId, content, recordsRead, readRow }
}

type Batch = { before: number; rows: TableRow[] }

async function* inBatches(rows: AsyncIterable<TableRow>, skipped: number): AsyncGenerator<Batch> {
  let batch: Batch = { before: skipped, rows: [] }
  let seen = 0
  for await (const row of rows) {
    seen += 1
    if (seen <= skipped) continue
    batch.rows.push(row)
    if (batch.rows.length < BATCH_RECORDS) continue
    yield batch
    batch = { before: seen, rows: [] }
  }
  if (batch.rows.length > 0) yield batch
}

/** The first row may hold headings: no time of a call is without a digit. */
function isHeading({ field, value }: Pick<FaultSample, 'field' | 'value'>): boolean {
  return field === 'startedAt' && !/\d/.test(value)
}

/** False when somebody else has gone on with the file. */
async function takeBatch(ctx: Context, work: Work, { before, rows }: Batch): Promise<boolean> {
  if ((await lockProgress(ctx, work.id)) !== before) return false
  const calls: CallRecord[] = []
  const faults: FaultSample[] = []
  for (const [i, { number, cells }] of rows.entries()) {
    const read = work.readRow(cells)
    if (read === null) continue
    if ('call' in read) calls.push(read.call)
    else if (before + i > 0 || !isHeading(read.fault)) faults.push({ row: number, ...read.fault })
  }
  const { taken, repeats } = await takeCalls(ctx, { agentId: work.agentId, fileId: work.id }, calls)
  await advanceFile(ctx, work.id, { records: rows.length, calls: taken, repeats, faults })
  return true
}
