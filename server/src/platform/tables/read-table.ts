import { readCsv } from './read-csv.ts'
import { readXlsx } from './read-xlsx.ts'
import type { TableRow } from './table-row.ts'

const ZIP_SIGNATURE = 'PK\u0003\u0004'

/**
 * Reads the rows of a CSV or XLSX file (the first sheet) as they come, never the file as a whole.
 * The delimiter and the encoding of CSV are found out. Rows without any text are
 * left out. Throws UnreadableTable.
 */
export async function* readTable(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<TableRow> {
  const { head, whole } = await peek(bytes)
  const read = head.toString('latin1', 0, 4) === ZIP_SIGNATURE ? readXlsx : readCsv
  for await (const row of read(whole)) {
    if (row.cells.some((cell) => cell !== '')) yield row
  }
}

/** A file that is in memory already, as the source of a table. */
export async function* inOnePiece(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes
}

async function peek(
  bytes: AsyncIterable<Uint8Array>,
): Promise<{ head: Buffer; whole: AsyncIterable<Uint8Array> }> {
  const iterator = bytes[Symbol.asyncIterator]()
  const first = await iterator.next()
  const head = first.done ? Buffer.alloc(0) : Buffer.from(first.value)
  async function* whole() {
    try {
      yield head
      for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
        yield next.value
      }
    } finally {
      // A reader that stops early lets go of the source as well.
      await iterator.return?.()
    }
  }
  return { head, whole: whole() }
}
