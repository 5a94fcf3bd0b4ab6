import { parseRate, type Rate } from '@altyn/money'

/** What a call to a direction costs. Null seconds: as the tariff says. */
export type PriceRow = {
  prefix: string
  /** The band of time of this price; null = at all times that no other row of the prefix names. */
  band: string | null
  name: string
  class: string
  /** For a minute. */
  price: Rate
  /** For the fact of a call. */
  callPrice: Rate
  stepSeconds: number | null
  freeSeconds: number | null
  minimumSeconds: number | null
}
export type PriceField = Exclude<keyof PriceRow, never>
export type Mapping = {
  /** What each column of the file is; null = nothing. */
  columns: readonly (PriceField | null)[]
  hasHeadings: boolean
  /** The class of rows that name none. */
  callClass: string
}
export type RowFault = { field: PriceField; rule: string; value: string }

const PREFIX_DIGITS_MAX = 15
const PREFIXES_MAX = 500
const NAME_CHARACTERS_MAX = 200
const SECONDS_MAX = 86_400
const RATE = /^\d{1,9}([.,]\d{1,6})?$/
const CODE = /^[a-z0-9][a-z0-9_-]{0,39}$/

/** How classes of calls are written in the price lists of operators. */
const CLASS_WORDS: Record<string, string> = {
  мг: 'long-distance',
  междугородная: 'long-distance',
  мн: 'international',
  международная: 'international',
  втс: 'local',
  мтс: 'local',
  местная: 'local',
  внутризоновая: 'zone',
  вз: 'zone',
  моб: 'mobile',
  мобильная: 'mobile',
  сотовая: 'mobile',
  бесплатная: 'free',
}

/**
 * Reads one row of a file. A cell may hold several prefixes (`7495, 7499`): each becomes a row.
 * `bandOf` finds a band by its code or name, in lower case. Every fault of the row is told.
 */
export function readPriceRow(
  cells: readonly string[],
  { columns, callClass }: Mapping,
  bandOf: (words: string) => string | undefined,
): { rows: PriceRow[]; faults: RowFault[] } {
  const faults: RowFault[] = []
  const fault = (field: PriceField, rule: string, value: string) => {
    faults.push({ field, rule, value: value.slice(0, 100) })
  }
  const text = (field: PriceField) => (cells[columns.indexOf(field)] ?? '').trim()
  const prefixes = readPrefixes(text('prefix'), fault)
  const terms = {
    name: text('name').slice(0, NAME_CHARACTERS_MAX),
    class: readClass(text('class'), callClass, fault),
    band: readBand(text('band'), bandOf, fault),
    price: readRate('price', text('price'), fault),
    callPrice: text('callPrice') === '' ? 0n : readRate('callPrice', text('callPrice'), fault),
    stepSeconds: readSeconds('stepSeconds', text('stepSeconds'), fault),
    freeSeconds: readSeconds('freeSeconds', text('freeSeconds'), fault),
    minimumSeconds: readSeconds('minimumSeconds', text('minimumSeconds'), fault),
  }
  if (terms.stepSeconds === 0) fault('stepSeconds', 'seconds', '0')
  return faults.length > 0
    ? { rows: [], faults }
    : { rows: prefixes.map((prefix) => ({ prefix, ...terms })), faults }
}

type Fault = (field: PriceField, rule: string, value: string) => void

function readPrefixes(text: string, fault: Fault): string[] {
  const prefixes = new Set(
    text
      .split(/[,;\s]+/)
      .map((part) => part.replace(/^\+/, ''))
      .filter((part) => part !== ''),
  )
  if (prefixes.size === 0) fault('prefix', 'required', text)
  if (prefixes.size > PREFIXES_MAX) fault('prefix', 'too-many', text)
  for (const prefix of prefixes) {
    if (!/^\d+$/.test(prefix) || prefix.length > PREFIX_DIGITS_MAX)
      fault('prefix', 'digits', prefix)
  }
  return [...prefixes]
}

function readClass(text: string, fallback: string, fault: Fault): string {
  if (text === '') return fallback
  const word = text.toLowerCase()
  const code = CLASS_WORDS[word] ?? word
  if (!CODE.test(code)) fault('class', 'code', text)
  return code
}

function readBand(
  text: string,
  bandOf: (words: string) => string | undefined,
  fault: Fault,
): string | null {
  if (text === '') return null
  const band = bandOf(text.toLowerCase())
  if (band === undefined) fault('band', 'unknown', text)
  return band ?? null
}

function readRate(field: 'price' | 'callPrice', text: string, fault: Fault): Rate {
  const plain = text.replaceAll(/[\s\u00a0\u202f]/g, '')
  if (RATE.test(plain)) return parseRate(plain)
  fault(field, plain === '' ? 'required' : plain.startsWith('-') ? 'negative' : 'rate', text)
  return 0n
}

function readSeconds(field: PriceField, text: string, fault: Fault): number | null {
  if (text === '') return null
  const seconds = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN
  if (seconds <= SECONDS_MAX) return seconds
  fault(field, 'seconds', text)
  return null
}
