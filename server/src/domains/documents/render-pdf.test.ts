import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { inflateSync } from 'node:zlib'
import { createPdfRenderer, renderPdf } from './render-pdf.ts'
import { composeInvoice, type InvoiceInput } from './rules/invoice.ts'

const period = { from: day('2026-04-01'), until: day('2026-05-01') }
const input: InvoiceInput = {
  number: 'СЧ-2026/000123',
  day: day('2026-04-30'),
  period,
  dueDay: day('2026-05-20'),
  seller: {
    name: 'ООО «Алтын Телеком»',
    inn: '7707083893',
    kpp: '773601001',
    address: 'г. Москва, ул. Вавилова, д. 19',
    bankName: 'ПАО СБЕРБАНК',
    bic: '044525225',
    account: '40702810900000000001',
    correspondentAccount: '30101810400000000225',
    director: 'Иванов И. И.',
    accountant: 'Петрова А. С.',
  },
  buyer: { kind: 'person', name: 'Сидоров Пётр Алексеевич', address: 'г. Казань, кв. 15' },
  contract: { number: '100-17', day: day('2024-02-01') },
  charges: charges(1),
  openingMinor: -500_00n,
  paidMinor: 0n,
}
const EXPECTED = [
  'Счёт на оплату № СЧ-2026/000123 от 30 апреля 2026 г.',
  'ООО «Алтын Телеком»',
  '40702810900000000001',
  'Сидоров Пётр Алексеевич',
  'Договор № 100-17 от 01.02.2024',
  'Услуга 1',
  '491,80',
  'Шестьсот рублей 00 копеек',
  'К оплате до 20.05.2026',
  '1 100,00 руб.',
  'Петрова А. С.',
]

test('what an invoice says is really in its PDF', async () => {
  const pdf = await print({})
  assert.equal(Buffer.from(pdf.subarray(0, 5)).toString(), '%PDF-')
  const pages = readPages(pdf)
  assert.equal(pages.length, 1)
  for (const text of EXPECTED) assert.ok(pages[0]?.includes(text), text)
  assert.ok(!pages[0]?.includes('Страница'))
})

const hasPdftotext = spawnSync('pdftotext', ['-v']).status === 0

test('another reader finds the same', { skip: !hasPdftotext }, async () => {
  const { stdout } = spawnSync('pdftotext', ['-layout', '-', '-'], { input: await print({}) })
  const text = stdout.toString().replaceAll('\u00a0', ' ')
  for (const expected of EXPECTED) assert.ok(text.includes(expected), expected)
})

test('sixty lines go over pages, each with the heading of the table and its number', async () => {
  const pages = readPages(await print({ charges: charges(60) }))
  assert.ok(pages.length >= 2)
  const withLines = pages.filter((page) => /Услуга \d/.test(page))
  for (const page of withLines) assert.ok(page.includes('Наименование услуги'))
  for (const [i, page] of pages.entries()) {
    assert.ok(page.includes(`Страница ${i + 1} из ${pages.length}`))
    assert.equal(page.includes('Счёт № СЧ-2026/000123 от 30 апреля 2026 г.'), i > 0)
  }
  for (let line = 1; line <= 60; line += 1) {
    assert.ok(pages.some((page) => new RegExp(`Услуга ${line}\\b`).test(page)))
  }
  assert.ok(pages.at(-1)?.includes('Тридцать шесть тысяч рублей 00 копеек'))
})

test('the same template speaks English', async () => {
  const [page = ''] = readPages(await print({ language: 'en' }))
  assert.ok(page.includes('Invoice No. СЧ-2026/000123 of 30 April 2026'))
  assert.ok(page.includes('Six hundred roubles 00 kopecks'))
  assert.ok(page.includes('1,100.00 RUB'))
})

const HOSTILE = [
  '#read("/etc/passwd")',
  '#import "@preview/cetz:0.3.0"',
  '#eval("1+1") #{1+1} #panic()',
  '$x^2$ *bold* _it_ [c] \\ `raw` = h',
  '<label> @ref // c /* d */ ~ -- ...',
  '"); #sys.inputs ("',
  '{{number}} <%= number %> %s',
]

for (const name of HOSTILE) {
  test(`a subscriber named ${name} is printed by that name`, async () => {
    const buyer = { kind: 'person', name, address: name } as const
    const [page = ''] = readPages(await print({ buyer, charges: charges(1, name), number: name }))
    assert.ok(page.includes(`${name}, ${name}`), page)
    assert.ok(page.includes(`Счёт на оплату № ${name} от`), page)
  })
}

test('characters that no font has break nothing', async () => {
  const name = 'a\u0000b\ud800c\u202e\u{1f600}日本 ₽'
  const buyer = { kind: 'person', name, address: '' } as const
  const [page = ''] = readPages(await print({ buyer }))
  assert.ok(page.includes('₽'))
})

test('a template has no way to run or read anything but its own sheet', () => {
  const source = readFileSync(join(import.meta.dirname, 'templates/invoice.typ'), 'utf8')
  const code = source.replaceAll(/\/\/.*$/gm, '')
  assert.doesNotMatch(code, /\b(eval|read|import|include|plugin|csv|xml|yaml|toml|cbor)\b/)
  assert.deepEqual(code.match(/json\([^)]*\)/g), ['json("invoice.json")'])
  assert.deepEqual(code.match(/image\([^,]*/g), ['image(bytes(invoice.qr)'])
})

test('the same sheet gives the same bytes, dated by the invoice', async () => {
  const first = await print({})
  assert.deepEqual(await print({}), first)
  await print({ number: 'another' })
  const sheet = composeInvoice(input)
  assert.deepEqual(await createPdfRenderer().renderPdf('invoice', sheet), first)
  assert.match(Buffer.from(first).toString('latin1'), /\/CreationDate \(D:20260430/)
})

test('an invoice with nothing to pay has no QR code', async () => {
  const caption = 'Оплата по QR-коду'
  assert.ok(readPages(await print({}))[0]?.includes(caption))
  assert.ok(!readPages(await print({ openingMinor: 600_00n }))[0]?.includes(caption))
})

function print(change: Partial<InvoiceInput>): Promise<Uint8Array> {
  return renderPdf('invoice', composeInvoice({ ...input, ...change }))
}

function charges(count: number, name = '') {
  return Array.from({ length: count }, (_, i) => ({
    title: `Услуга ${i + 1} ${name}`,
    unit: 'мес.',
    quantityThousandths: 1000n,
    grossMinor: 600_00n,
    rate: 2200,
    period,
  }))
}

function day(text: string): Temporal.PlainDate {
  return Temporal.PlainDate.from(text)
}

/**
 * The text of each page, read as a viewer copies it: glyph codes of the page's content through
 * the ToUnicode table of its fonts. Knows only what Typst writes; non-breaking spaces are spaces.
 */
function readPages(pdf: Uint8Array): string[] {
  const file = Buffer.from(pdf)
  const objects = new Map<string, { dictionary: string; stream: string }>()
  for (const match of file.toString('latin1').matchAll(/\n(\d+) 0 obj\n(.*?)\nendobj/gs)) {
    const [, id = '', body = ''] = match
    const start = body.indexOf('stream\n')
    const dictionary = start < 0 ? body : body.slice(0, start)
    const length = Number(/\/Length (\d+)/.exec(dictionary)?.[1] ?? 0)
    const raw = Buffer.from(body.slice(start + 7, start + 7 + length), 'latin1')
    const isPacked = start >= 0 && dictionary.includes('/FlateDecode')
    objects.set(id, { dictionary, stream: (isPacked ? inflateSync(raw) : raw).toString('latin1') })
  }
  return [...objects.values()]
    .filter(({ dictionary }) => /\/Type \/Page\s/.test(dictionary))
    .map(({ dictionary }) => {
      const fonts = new Map(
        [...dictionary.matchAll(/\/(f\d+) (\d+) 0 R/g)].map(([, name = '', id = '']) => {
          const [, unicode = ''] = /\/ToUnicode (\d+)/.exec(objects.get(id)?.dictionary ?? '') ?? []
          return [name, readToUnicode(objects.get(unicode)?.stream ?? '')]
        }),
      )
      const [, contents = ''] = /\/Contents (\d+)/.exec(dictionary) ?? []
      return readContent(objects.get(contents)?.stream ?? '', fonts)
    })
}

function readToUnicode(map: string): Map<number, string> {
  const pairs = [...map.matchAll(/<([\dA-F]{4})> <([\dA-F]+)>/g)]
  return new Map(
    pairs.map(([, glyph = '', text = '']) => [
      Number.parseInt(glyph, 16),
      Buffer.from(text, 'hex').swap16().toString('utf16le').replaceAll('\u00a0', ' '),
    ]),
  )
}

function readContent(content: string, fonts: Map<string, Map<number, string>>): string {
  let font = new Map<number, string>()
  let text = ''
  for (let at = 0; at < content.length; at += 1) {
    const name = content[at] === '/' && /^\/(f\d+) \S+ Tf/.exec(content.slice(at, at + 30))?.[1]
    if (name) font = fonts.get(name) ?? font
    if (content[at] !== '(') continue
    const end = endOfString(content, at)
    const codes = Buffer.from(unescapeText(content.slice(at + 1, end)), 'latin1')
    for (let i = 0; i < codes.length; i += 2) text += font.get(codes.readUInt16BE(i)) ?? ''
    at = end
  }
  return text
}

/** Brackets in pairs stand in a string as they are, a single one behind a backslash. */
function endOfString(content: string, start: number): number {
  let depth = 0
  for (let at = start; at < content.length; at += 1) {
    if (content[at] === '\\') at += 1
    else if (content[at] === '(') depth += 1
    else if (content[at] === ')') depth -= 1
    if (depth === 0) return at
  }
  return content.length
}

function unescapeText(text: string): string {
  const named: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }
  return text.replaceAll(/\\(?:(\d{1,3})|(.))/gs, (_, octal, letter) =>
    octal ? String.fromCharCode(Number.parseInt(octal, 8)) : (named[letter] ?? letter),
  )
}
