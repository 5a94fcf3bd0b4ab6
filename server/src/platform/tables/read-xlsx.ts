import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { SaxesParser } from 'saxes'
import yauzl, { type Entry, type ZipFile } from 'yauzl'
import { type TableRow, UnreadableTable } from './table-row.ts'

/** Shared words are needed at once; a file with more of them is no table for people. */
const SHARED_CHARACTERS_MAX = 64_000_000
/** As many as Excel lets a cell hold. */
const CELL_CHARACTERS_MAX = 32_767
// Between two tags: every character of a cell may be written as an entity.
const SILENT_CHARACTERS_MAX = 20 * CELL_CHARACTERS_MAX
const COLUMNS_MAX = 200
// What stands in a zip may be a thousand times what it unpacks to; a sheet of a million rows is less.
const UNPACKED_BYTES_MAX = 4_000_000_000
/** Excel keeps numbers as binary fractions: beyond 15 digits there is only noise. */
const NUMBER_DIGITS = 15

/** Reads the first sheet of a workbook row by row, through a file of its own that is then removed. */
export async function* readXlsx(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<TableRow> {
  const folder = await mkdtemp(join(tmpdir(), 'altyn-sheet-'))
  try {
    const path = join(folder, 'book.xlsx')
    await pipeline(Readable.from(bytes), createWriteStream(path))
    yield* readBook(path)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function* readBook(path: string): AsyncGenerator<TableRow> {
  const zip = await yauzl
    .openPromise(path, { autoClose: false, lazyEntries: true })
    .catch((error: unknown) => {
      throw new UnreadableTable(String(error))
    })
  try {
    const entries = new Map<string, Entry>()
    for await (const entry of ofFile(zip.eachEntry())) entries.set(entry.fileName, entry)
    const sheet = firstSheetOf(entries)
    if (!sheet) throw new UnreadableTable('no sheet')
    const words = await readWords(zip, entries.get('xl/sharedStrings.xml'))
    yield* readSheet(zip, sheet, words)
  } finally {
    zip.close()
  }
}

function firstSheetOf(entries: ReadonlyMap<string, Entry>): Entry | undefined {
  const numbered = [...entries.keys()]
    .map((name) => ({ name, number: Number(/^xl\/worksheets\/sheet(\d+)\.xml$/.exec(name)?.[1]) }))
    .filter(({ number }) => number > 0)
    .sort((a, b) => a.number - b.number)
  return entries.get(numbered[0]?.name ?? '')
}

async function* textOf(zip: ZipFile, entry: Entry): AsyncGenerator<string> {
  if (entry.uncompressedSize > UNPACKED_BYTES_MAX) throw new UnreadableTable('too large')
  let silent = 0
  for await (const text of ofFile(piecesOf(zip, entry))) {
    silent = text.includes('<') ? 0 : silent + text.length
    if (silent > SILENT_CHARACTERS_MAX) throw new UnreadableTable('a cell without an end')
    yield text
  }
}

async function* piecesOf(zip: ZipFile, entry: Entry): AsyncGenerator<string> {
  const stream = await zip.openReadStreamPromise(entry)
  stream.setEncoding('utf8')
  yield* stream as AsyncIterable<string>
}

/** What is found wrong while unpacking is wrong with the file; trouble with the disk is ours. */
async function* ofFile<Piece>(pieces: AsyncIterable<Piece>): AsyncGenerator<Piece> {
  try {
    yield* pieces
  } catch (error) {
    throw error instanceof Error && 'syscall' in error ? error : new UnreadableTable(String(error))
  }
}

/** Cells refer to their words by number. */
async function readWords(zip: ZipFile, entry: Entry | undefined): Promise<string[]> {
  if (!entry) return []
  const words: string[] = []
  let characters = 0
  let word = ''
  let isText = false
  const parser = createParser()
  parser.on('opentag', ({ name }) => {
    if (localName(name) === 'si') word = ''
    isText = localName(name) === 't'
  })
  parser.on('text', (text) => {
    if (isText) word = longer(word, text)
  })
  parser.on('closetag', ({ name }) => {
    isText = false
    if (localName(name) === 'si') words.push(word)
  })
  for await (const text of textOf(zip, entry)) {
    parser.write(text)
    // Words without a letter take memory as well.
    characters += text.length
    if (characters > SHARED_CHARACTERS_MAX) throw new UnreadableTable('too many words')
  }
  parser.close()
  return words
}

async function* readSheet(zip: ZipFile, entry: Entry, words: string[]): AsyncGenerator<TableRow> {
  let rows: TableRow[] = []
  let row: TableRow = { number: 0, cells: [] }
  let cell = { column: 0, kind: '', text: '' }
  let isText = false
  const parser = createParser()
  parser.on('opentag', ({ name: fullName, attributes }) => {
    const name = localName(fullName)
    isText = name === 'v' || name === 't'
    if (name === 'row') row = { number: rowNumberOf(attributes.r) ?? row.number + 1, cells: [] }
    if (name === 'c') {
      const column = columnOf(attributes.r) ?? row.cells.length
      cell = { column, kind: attributes.t ?? 'n', text: '' }
    }
  })
  parser.on('text', (text) => {
    if (isText) cell.text = longer(cell.text, text)
  })
  parser.on('closetag', ({ name: fullName }) => {
    const name = localName(fullName)
    isText = false
    if (name === 'row') rows.push(row)
    if (name !== 'c' || cell.column >= COLUMNS_MAX) return
    while (row.cells.length < cell.column) row.cells.push('')
    row.cells[cell.column] = wordsOfCell(cell, words)
  })
  for await (const text of textOf(zip, entry)) {
    parser.write(text)
    yield* rows
    rows = []
  }
  parser.close()
}

/** Some programs write `x:row`. */
function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

function longer(word: string, text: string): string {
  if (word.length + text.length > CELL_CHARACTERS_MAX) throw new UnreadableTable('too long a cell')
  return word + text
}

function rowNumberOf(reference: string | undefined): number | undefined {
  if (reference === undefined) return undefined
  if (!/^[1-9]\d{0,6}$/.test(reference)) throw new UnreadableTable('a row without a number')
  return Number(reference)
}

function createParser() {
  const parser = new SaxesParser({ xmlns: false })
  parser.on('error', (error) => {
    throw new UnreadableTable(error.message)
  })
  return parser
}

/** `AB12` → 27. */
function columnOf(reference: string | undefined): number | undefined {
  const letters = /^[A-Z]+/.exec(reference ?? '')?.[0]
  if (!letters) return undefined
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
}

function wordsOfCell({ kind, text }: { kind: string; text: string }, words: string[]): string {
  if (kind === 's') return (words[Number(text)] ?? '').trim()
  if (kind !== 'n' || text === '') return text.trim()
  const number = Number(Number(text).toPrecision(NUMBER_DIGITS))
  return Number.isFinite(number) ? plainNumber(number) : text.trim()
}

/** Never in the notation with an exponent: telephone prefixes are numbers to Excel. */
function plainNumber(number: number): string {
  const text = String(number)
  if (!text.includes('e')) return text
  return Number.isInteger(number) ? number.toFixed(0) : number.toFixed(12).replace(/0+$/, '')
}
