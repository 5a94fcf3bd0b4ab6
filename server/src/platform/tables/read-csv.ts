import { isAscii } from 'node:buffer'
import { Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { type TableRow, UnreadableTable } from './table-row.ts'

// A comma comes last: it stands in numbers too.
const DELIMITERS = [';', '\t', '|', ','] as const
const CELL_CHARACTERS_MAX = 10_000
const LINES_LOOKED_AT = 20

type Record = { record: string[]; info: { lines: number } }

/** Reads delimited text: UTF-8, UTF-16 with a mark, or else windows-1251, whichever delimiter. */
export async function* readCsv(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<TableRow> {
  const texts = decode(bytes)
  const first = await texts.next()
  if (first.done) return
  const parser = parse({
    delimiter: delimiterOf(first.value),
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    trim: true,
    bom: true,
    info: true,
    max_record_size: CELL_CHARACTERS_MAX,
  })
  const source = Readable.from(rest(first.value, texts))
  source.on('error', (error) => parser.destroy(error))
  source.pipe(parser)
  try {
    for await (const { record, info } of parser as AsyncIterable<Record>) {
      yield { number: info.lines, cells: record }
    }
  } catch (error) {
    if (error instanceof CsvError) throw new UnreadableTable(error.code)
    throw error
  } finally {
    source.destroy()
    parser.destroy()
  }
}

async function* rest(first: string, texts: AsyncGenerator<string>): AsyncGenerator<string> {
  yield first
  yield* texts
}

async function* decode(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined
  for await (const piece of bytes) {
    // ASCII is the same in whatever comes after it.
    const isPlain = decoder === undefined && isAscii(piece)
    if (!isPlain) decoder ??= new TextDecoder(encodingOf(piece))
    const text = decoder?.decode(piece, { stream: true }) ?? Buffer.from(piece).toString('latin1')
    if (text.includes('\0')) throw new UnreadableTable('not a text')
    if (text !== '') yield text
  }
  const end = decoder?.decode()
  if (end) yield end
}

/** Tables of Russian offices are in UTF-8 or in windows-1251; the latter is almost never valid UTF-8. */
function encodingOf(head: Uint8Array): string {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  try {
    // Streamed, so that a letter that the first piece cuts in two is no fault.
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true })
    return 'utf-8'
  } catch {
    return 'windows-1251'
  }
}

/** The delimiter that stands in most of the first lines, outside quotes. */
function delimiterOf(text: string): string {
  const lines = text.split(/\r?\n/, LINES_LOOKED_AT).map((line) => line.replaceAll(/"[^"]*"/g, ''))
  const linesWith = (delimiter: string) => lines.filter((line) => line.includes(delimiter)).length
  return DELIMITERS.reduce((best, delimiter) =>
    linesWith(delimiter) > linesWith(best) ? delimiter : best,
  )
}
