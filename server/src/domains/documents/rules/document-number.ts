const CALENDAR_TOKENS = ['YYYY', 'YY', 'MM', 'DD'] as const
const NAME_TOKENS = ['OPER', 'AGRM', 'TYPE'] as const
const COUNTER_DIGITS_MAX = 12
const TEMPLATE_LENGTH_MAX = 100

/** A piece of a number template: text as is, the running number, or a fact of the document. */
export type NumberPart =
  | { kind: 'literal'; text: string }
  | { kind: 'counter'; digitsMin: number }
  | { kind: 'calendar'; token: (typeof CALENDAR_TOKENS)[number] }
  | { kind: 'name'; token: (typeof NAME_TOKENS)[number] }

/** A template that was read without mistakes: its running number occurs exactly once. */
export type NumberTemplate = readonly NumberPart[]

/** Why a template was not accepted. */
export const NUMBER_TEMPLATE_RULES = [
  'too-long',
  'unknown-token',
  'counter-width',
  'brace-not-closed',
  'brace-not-opened',
  'counter-missing',
  'counter-repeated',
] as const

/** The broken rule, the offending text and where it starts, counted from 0. */
export type NumberTemplateRefusal = {
  kind: 'refused'
  rule: (typeof NUMBER_TEMPLATE_RULES)[number]
  token: string
  position: number
}

/** Facts of a document that its number may show. `counter` is the running number, from 1. */
export type DocumentNumberFacts = {
  counter: number
  day: Temporal.PlainDate
  operatorCode: string
  contractNumber: string
  documentType: string
}

/** When the running number starts again from 1: the operator's setting of the template. */
export type NumberRestart = 'yearly' | 'never'

/**
 * Reads a number template such as `INV-{YYYY}/{N:6}`. Tokens: `{N}`, `{N:6}` (zero padded),
 * `{YYYY}`, `{YY}`, `{MM}`, `{DD}`, `{OPER}`, `{AGRM}`, `{TYPE}`; the rest is printed as it is.
 * Never throws: a mistake comes back as a refusal that names the token and its position.
 */
export function parseNumberTemplate(
  text: string,
): { kind: 'parsed'; template: NumberTemplate } | NumberTemplateRefusal {
  if (text.length > TEMPLATE_LENGTH_MAX) {
    return refuse('too-long', text.slice(TEMPLATE_LENGTH_MAX), TEMPLATE_LENGTH_MAX)
  }
  const parts: NumberPart[] = []
  let position = 0
  for (const piece of text.match(/\{[^{}]*\}|[^{}]+|[{}]/g) ?? []) {
    const part = readPiece(piece, position)
    if (part.kind === 'refused') return part
    if (part.kind === 'counter' && parts.some((earlier) => earlier.kind === 'counter')) {
      return refuse('counter-repeated', piece, position)
    }
    parts.push(part)
    position += piece.length
  }
  if (!parts.some((part) => part.kind === 'counter')) return refuse('counter-missing', '{N}', 0)
  return { kind: 'parsed', template: parts }
}

/**
 * The printed number of one document. Throws RangeError on a counter that is not a whole number
 * from 1: the store that hands out counters has a mistake then.
 */
export function formatDocumentNumber(template: NumberTemplate, facts: DocumentNumberFacts): string {
  if (!Number.isSafeInteger(facts.counter) || facts.counter < 1) {
    throw new RangeError(`Not a document counter: ${facts.counter}`)
  }
  return template.map((part) => formatPart(part, facts)).join('')
}

/**
 * The name of the counter that a document of this day takes its number from: the year, or `all`.
 * A template that shows the year restarts with it unless told otherwise. Numbers of a template
 * without a year repeat when it restarts yearly; number and date together still tell them apart.
 */
export function numberScope(
  template: NumberTemplate,
  day: Temporal.PlainDate,
  restart: NumberRestart = showsYear(template) ? 'yearly' : 'never',
): string {
  return restart === 'yearly' ? padded(day.year, 4) : 'all'
}

function readPiece(piece: string, position: number): NumberPart | NumberTemplateRefusal {
  if (piece === '{') return refuse('brace-not-closed', piece, position)
  if (piece === '}') return refuse('brace-not-opened', piece, position)
  if (!piece.startsWith('{')) return { kind: 'literal', text: piece }
  const [name, width, ...rest] = piece.slice(1, -1).split(':')
  if (name === 'N' && rest.length === 0) return readCounter(piece, position, width)
  const calendar = CALENDAR_TOKENS.find((token) => token === name)
  if (calendar && width === undefined) return { kind: 'calendar', token: calendar }
  const named = NAME_TOKENS.find((token) => token === name)
  if (named && width === undefined) return { kind: 'name', token: named }
  return refuse('unknown-token', piece, position)
}

function readCounter(
  piece: string,
  position: number,
  width: string | undefined,
): NumberPart | NumberTemplateRefusal {
  if (width === undefined) return { kind: 'counter', digitsMin: 1 }
  const digitsMin = /^\d{1,2}$/.test(width) ? Number(width) : 0
  if (digitsMin < 1 || digitsMin > COUNTER_DIGITS_MAX) {
    return refuse('counter-width', piece, position)
  }
  return { kind: 'counter', digitsMin }
}

function formatPart(part: NumberPart, facts: DocumentNumberFacts): string {
  if (part.kind === 'literal') return part.text
  if (part.kind === 'counter') return padded(facts.counter, part.digitsMin)
  if (part.kind === 'calendar') return formatCalendar(part.token, facts.day)
  if (part.token === 'OPER') return facts.operatorCode
  return part.token === 'AGRM' ? facts.contractNumber : facts.documentType
}

function formatCalendar(token: (typeof CALENDAR_TOKENS)[number], day: Temporal.PlainDate): string {
  if (token === 'YYYY') return padded(day.year, 4)
  if (token === 'YY') return padded(day.year % 100, 2)
  return padded(token === 'MM' ? day.month : day.day, 2)
}

function showsYear(template: NumberTemplate): boolean {
  return template.some(
    (part) => part.kind === 'calendar' && (part.token === 'YYYY' || part.token === 'YY'),
  )
}

function padded(number: number, digits: number): string {
  return number.toString().padStart(digits, '0')
}

function refuse(
  rule: NumberTemplateRefusal['rule'],
  token: string,
  position: number,
): NumberTemplateRefusal {
  return { kind: 'refused', rule, token, position }
}
