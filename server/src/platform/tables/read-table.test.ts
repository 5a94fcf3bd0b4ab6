import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { packWorkbook, packZip, sheetOf } from '../../../test/support/workbook.ts'
import { inOnePiece, readTable } from './read-table.ts'
import { type TableRow, UnreadableTable } from './table-row.ts'

// A folder of its own, so that what stays in it is of this test.
const FOLDER = mkdtempSync(join(tmpdir(), 'altyn-tables-'))
// biome-ignore lint/style/noProcessEnv: where Node has its temporary files is said there.
process.env.TMPDIR = FOLDER
after(() => rmSync(FOLDER, { recursive: true, force: true }))

const PRICES = 'Код;Направление;Цена\n7391;Красноярск;0,60\n'
const ROWS = [
  ['Код', 'Направление', 'Цена'],
  ['7391', 'Красноярск', '0,60'],
]

async function* inPieces(bytes: Buffer, length: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length)
}

const rowsOf = (bytes: Buffer): Promise<TableRow[]> => Array.fromAsync(readTable(inOnePiece(bytes)))
const cellsOf = async (bytes: Buffer | string) =>
  (await rowsOf(Buffer.from(bytes))).map(({ cells }) => cells)
const inUtf16 = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')

/** Cyrillic letters stand in windows-1251 in the order of Unicode. */
function inWindows1251(text: string): Buffer {
  const byteOf = (code: number) => (code >= 0x410 && code <= 0x44f ? code - 0x410 + 0xc0 : code)
  return Buffer.from([...text].map((letter) => byteOf(letter.codePointAt(0) ?? 0)))
}

const ENCODINGS: [name: string, bytes: Buffer][] = [
  ['UTF-8', Buffer.from(PRICES)],
  ['UTF-8 with a mark', Buffer.from(`\ufeff${PRICES}`)],
  ['windows-1251', inWindows1251(PRICES)],
  ['UTF-16 with a mark, as Excel writes “Unicode text”', inUtf16(PRICES)],
  ['UTF-16 the other way round', Buffer.from(inUtf16(PRICES)).swap16()],
]

for (const [name, bytes] of ENCODINGS) {
  test(`a table in ${name} is read as it was written`, async () => {
    assert.deepEqual(await cellsOf(bytes), ROWS)
    // A letter may be cut in two by the pieces in which a file arrives.
    const pieces = await Array.fromAsync(readTable(inPieces(bytes, 17)))
    assert.deepEqual(
      pieces.map(({ cells }) => cells),
      ROWS,
    )
  })
}

test('the encoding is told by the first letter beyond ASCII, however late it comes', async () => {
  const codes = '7391;-;0,60\n'.repeat(2000)
  const rows = await Array.fromAsync(
    readTable(inPieces(inWindows1251(`${codes}7495;Москва;2,40`), 4096)),
  )
  assert.equal(rows.length, 2001)
  assert.deepEqual(rows.at(-1), { number: 2001, cells: ['7495', 'Москва', '2,40'] })
})

for (const delimiter of [';', '\t', ',', '|']) {
  test(`a table delimited by ${JSON.stringify(delimiter)} is found out, decimal commas or not`, async () => {
    const price = delimiter === ',' ? '"0,60"' : '0,60'
    const line = (name: string) => ['7391', name, price].join(delimiter)
    assert.deepEqual(await cellsOf([line('Красноярск'), line('Канск')].join('\r\n')), [
      ['7391', 'Красноярск', '0,60'],
      ['7391', 'Канск', '0,60'],
    ])
  })
}

test('a cell in quotes keeps its line breaks, its delimiters and its quotes, and rows keep their lines', async () => {
  const text = '7391;"Красноярск;\nгород и ""край""";0,60\n\n7495;Москва "Сити";2,40\n'
  assert.deepEqual(await rowsOf(Buffer.from(text)), [
    { number: 2, cells: ['7391', 'Красноярск;\nгород и "край"', '0,60'] },
    { number: 4, cells: ['7495', 'Москва "Сити"', '2,40'] },
  ])
})

test('rows of different lengths and rows without any text are no fault', async () => {
  assert.deepEqual(await cellsOf('a;b\n;;\n  ;\nc\nd;e;f\n'), [['a', 'b'], ['c'], ['d', 'e', 'f']])
  assert.deepEqual(await cellsOf(''), [])
  assert.deepEqual(await cellsOf(' \r\n\r\n'), [])
  assert.deepEqual(await cellsOf('7391;Красноярск'), [['7391', 'Красноярск']])
})

test('a reader that has seen enough lets go of the file', async () => {
  let isOpen = true
  async function* source() {
    try {
      for (;;) yield Buffer.from('7391;Красноярск;0,60\n'.repeat(1000))
    } finally {
      isOpen = false
    }
  }
  for await (const { number } of readTable(source())) if (number === 3) break
  await nextTurn()
  assert.equal(isOpen, false)
})

const CSV_DAMAGES: [name: string, text: string][] = [
  ['a cell longer than any name', `7391;${'а'.repeat(10_001)};1`],
  ['a quote that is never closed', '7391;"Красноярск;0,60\n7495;Москва;2,40\n'],
  ['a picture instead of a table', '\u0089PNG\r\n\u001a\n\u0000\u0000\u0000\rIHDR'],
]

for (const [name, text] of CSV_DAMAGES) {
  test(`${name} makes the file unreadable`, async () => {
    await assert.rejects(rowsOf(Buffer.from(text)), UnreadableTable)
  })
}

const c = (reference: string, kind: string, text: string) =>
  `<c r="${reference}" t="${kind}"><v>${text}</v></c>`

test('a sheet of a workbook is read: words by number, numbers as people see them, days as numbers', async () => {
  const rows = [
    `<row r="1">${c('A1', 's', '0')}${c('B1', 's', '1')}<c r="D1" t="inlineStr"><is><t>Цена</t></is></c></row>`,
    // Excel keeps a day as days since 1900, and 0.6 as a binary fraction.
    '<row r="2"><c r="A2"><v>79135000000</v></c><c r="B2" s="1"><v>46023</v></c><c r="D2"><v>0.59999999999999998</v></c></row>',
    '<row r="3"/><row r="4"><c r="A4"><v/></c></row>',
    `<row r="5">${c('A5', 'str', ' 7495 ')}${c('B5', 'd', '2026-01-09')}<c r="D5"><v>2E-6</v></c></row>`,
    '<row><c><v>1</v></c><c><f>A1&amp;B1</f><v>2</v></c><c r="HZ6"><v>3</v></c></row>',
  ]
  const book = packWorkbook(rows.join('\n'), ['Код', 'Страны &amp; города'])
  assert.deepEqual(await rowsOf(book), [
    { number: 1, cells: ['Код', 'Страны & города', '', 'Цена'] },
    { number: 2, cells: ['79135000000', '46023', '', '0.6'] },
    { number: 5, cells: ['7495', '2026-01-09', '', '0.000002'] },
    { number: 6, cells: ['1', '2'] },
  ])
})

test('a word with letters of several kinds is one word, and elements may have a prefix', async () => {
  const book = packZip([
    { name: 'xl/worksheets/sheet2.xml', text: sheetOf('<row><c><v>second</v></c></row>') },
    {
      name: 'xl/worksheets/sheet1.xml',
      text: `<x:worksheet xmlns:x="x"><x:sheetData><x:row><x:c t="s"><x:v>0</x:v></x:c></x:row></x:sheetData></x:worksheet>`,
    },
    {
      name: 'xl/sharedStrings.xml',
      text: '<sst><si><r><rPr><b/></rPr><t>Крас</t></r><r><t>ноярск</t></r></si></sst>',
    },
  ])
  assert.deepEqual(await cellsOf(book), [['Красноярск']])
})

const WORD = `<row r="1">${c('A1', 's', '0')}</row>`
const BOOK = packWorkbook(WORD.repeat(500), ['Код'])
const sheet = (text: string | Buffer, saidBytes?: number) =>
  packZip([{ name: 'xl/worksheets/sheet1.xml', text, ...(saidBytes && { saidBytes }) }])

/** The same file with noise where the packed sheet stands. */
function spoiled(): Buffer {
  const book = Buffer.from(BOOK)
  const at = book.indexOf('sheet1.xml') + 'sheet1.xml'.length
  return book.fill(0xee, at, at + 40)
}

const BOOK_DAMAGES: [name: string, bytes: Buffer][] = [
  ['a workbook cut off in the middle', BOOK.subarray(0, BOOK.length >> 1)],
  [
    'a workbook whose list of parts is spoiled',
    Buffer.concat([BOOK.subarray(0, -60), BOOK.subarray(-22)]),
  ],
  ['a workbook whose packed bytes are spoiled', spoiled()],
  ['a zip without any sheet', packZip([{ name: 'readme.txt', text: 'hello' }])],
  ['a sheet that is no XML', sheet('<worksheet><row><c></row>')],
  ['a sheet whose end is lost', sheet(sheetOf(WORD).slice(0, -30))],
  [
    'a sheet whose rows have no numbers for names',
    sheet(sheetOf('<row r="x"><c><v>1</v></c></row>')),
  ],
  ['a sheet that says it unpacks to more than four gigabytes', sheet(sheetOf(WORD), 4_000_000_001)],
  ['a sheet that unpacks to more than it says', sheet(sheetOf(WORD.repeat(9000)), 1000)],
  [
    'a bomb of one endless cell',
    sheet(sheetOf(`<row><c><v>${'9'.repeat(30_000_000)}</v></c></row>`)),
  ],
  ['a bomb of one endless word', packWorkbook(WORD, ['9'.repeat(70_000_000)])],
  [
    'a bomb of words without a letter',
    packWorkbook(
      WORD,
      Array.from({ length: 4_000_000 }, () => ''),
    ),
  ],
]

for (const [name, bytes] of BOOK_DAMAGES) {
  test(`${name} is unreadable, and nothing of it stays on the disk`, async () => {
    await assert.rejects(rowsOf(bytes), UnreadableTable)
    assert.deepEqual(readdirSync(FOLDER), [])
  })
}
