import type { Context } from '#platform/context'
import { Refusal } from '#platform/refusal'
import { readTable } from '#platform/tables/read-table'
import { UnreadableTable } from '#platform/tables/table-row'
import { guessColumns } from '../rules/price-columns.ts'
import type { PriceField } from '../rules/price-row.ts'
import { getStage, type StageName, wrongState } from './receive-file.ts'
import { findPart, selectHeadings } from './stages.store.ts'

const ROWS_SHOWN = 20
const CELL_CHARACTERS_SHOWN = 200
const HEADING_CHARACTERS_MAX = 200

export type FileHead = {
  rows: string[][]
  hasHeadings: boolean
  columns: (PriceField | null)[]
}

/** The first rows of a file that is here, and what its columns seem to be. */
export async function lookAtFile(ctx: Context, name: StageName): Promise<FileHead> {
  const stage = await getStage(ctx, name)
  if (['receiving', 'applied', 'cancelled'].includes(stage.state)) throw wrongState(stage)
  const rows: string[][] = []
  try {
    for await (const { cells } of readTable(
      bytesOf((number) => findPart(ctx, { ...name, number })),
    )) {
      rows.push(cells.map((cell) => cell.slice(0, CELL_CHARACTERS_SHOWN)))
      if (rows.length === ROWS_SHOWN) break
    }
  } catch (error) {
    if (error instanceof UnreadableTable) throw new Refusal('catalogue.unreadable-table')
    throw error
  }
  const known = await selectHeadings(ctx, (rows[0] ?? []).map(toHeading))
  return { rows, ...guessColumns(rows, known) }
}

/** A heading as it is remembered. */
export function toHeading(cell: string): string {
  return cell.trim().toLowerCase().slice(0, HEADING_CHARACTERS_MAX)
}

/** The bytes of a file, one piece at a time, so that no process ever holds the whole. */
export async function* bytesOf(
  read: (number: number) => Promise<Buffer | undefined>,
): AsyncGenerator<Buffer> {
  for (let number = 0; ; number += 1) {
    const part = await read(number)
    if (!part) return
    yield part
  }
}
