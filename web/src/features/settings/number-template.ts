/** What a number template may show; `N` is the running number, `N:5` pads it with zeros. */
export const TOKENS = {
  contract: ['N', 'YYYY', 'YY', 'MM'],
  invoice: ['N', 'YYYY', 'YY', 'MM', 'DD', 'OPER', 'AGRM', 'TYPE'],
} as const
export type TemplateKind = keyof typeof TOKENS

const DIGITS_MAX = 12
const PIECE = /\{[^{}]*\}|[^{}]+|[{}]/g

export type TemplateFault =
  | 'counter-missing'
  | 'counter-repeated'
  | 'counter-width'
  | 'unknown-token'
  | 'brace-not-closed'
  | 'brace-not-opened'

/** What is wrong with a template, if anything: the server would refuse to draw numbers by it. */
export function faultOf(template: string, kind: TemplateKind): TemplateFault | undefined {
  const pieces = template.match(PIECE) ?? []
  const fault = pieces.map((piece) => pieceFault(piece, kind)).find(Boolean)
  if (fault) return fault
  const counters = pieces.filter((piece) => /^\{N(:\d+)?\}$/.test(piece)).length
  if (counters === 0) return 'counter-missing'
  return counters > 1 ? 'counter-repeated' : undefined
}

/** An example of a number that a template gives. */
export function exampleOf(
  template: string,
  { counter, day, names }: { counter: number; day: string; names: Record<string, string> },
): string {
  const [year = '', month = '', date = ''] = day.split('-')
  const values: Record<string, string> = {
    ...names,
    YYYY: year,
    YY: year.slice(-2),
    MM: month,
    DD: date,
  }
  return template.replaceAll(/\{([A-Z]+)(?::(\d+))?\}/g, (piece, token: string, width?: string) =>
    token === 'N' ? String(counter).padStart(Number(width ?? 1), '0') : (values[token] ?? piece),
  )
}

function pieceFault(piece: string, kind: TemplateKind): TemplateFault | undefined {
  if (piece === '{') return 'brace-not-closed'
  if (piece === '}') return 'brace-not-opened'
  if (!piece.startsWith('{')) return undefined
  const [token = '', width, ...rest] = piece.slice(1, -1).split(':')
  const known: readonly string[] = TOKENS[kind]
  if (!known.includes(token) || rest.length > 0) return 'unknown-token'
  if (width === undefined) return undefined
  if (token !== 'N') return 'unknown-token'
  const digits = /^\d{1,2}$/.test(width) ? Number(width) : 0
  return digits >= 1 && digits <= DIGITS_MAX ? undefined : 'counter-width'
}
