import type { TableRow } from '#platform/tables/table-row'
import { type Mapping, readPriceRow } from '../rules/price-row.ts'
import type { NumberedPrice } from './price-rows.store.ts'
import type { FaultRow } from './stages.store.ts'

const BATCH_PRICES = 5000
const BATCH_ROWS = 5000

/** Whole rows of a file: a row is never shared by two batches. */
export type Batch = { prices: NumberedPrice[]; faults: FaultRow[]; rowsCount: number }

type Way = {
  mapping: Mapping
  bandOf: (words: string) => string | undefined
  /** Rows that an earlier reading has written. */
  rowsPassed: number
  onHeadings: (cells: readonly string[]) => Promise<void>
}

/** Turns the rows of a table into prices and faults, some thousands at a time. */
export async function* gatherBatches(
  table: AsyncIterable<TableRow>,
  { rowsPassed, onHeadings, ...reading }: Way,
): AsyncGenerator<Batch> {
  let headings = reading.mapping.hasHeadings
  let toPass = rowsPassed
  let batch = emptyBatch()
  for await (const row of table) {
    if (headings) {
      headings = false
      await onHeadings(row.cells)
    } else if (toPass > 0) {
      toPass -= 1
    } else {
      add(batch, row, reading)
    }
    if (batch.prices.length >= BATCH_PRICES || batch.rowsCount === BATCH_ROWS) {
      yield batch
      batch = emptyBatch()
    }
  }
  if (batch.rowsCount > 0) yield batch
}

function emptyBatch(): Batch {
  return { prices: [], faults: [], rowsCount: 0 }
}

function add(
  batch: Batch,
  { number, cells }: TableRow,
  { mapping, bandOf }: Pick<Way, 'mapping' | 'bandOf'>,
): void {
  const { rows, faults } = readPriceRow(cells, mapping, bandOf)
  for (const row of rows) batch.prices.push({ ...row, rowNumber: number })
  for (const fault of faults) batch.faults.push({ ...fault, row: number, otherRow: null })
  batch.rowsCount += 1
}
