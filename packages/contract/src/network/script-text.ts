/**
 * What may stand in braces in a script. `enablePassword` is a secret: it is sent and never shown.
 * Numbers are those of VLANs and kbit/s; `account` and `contract` are their numbers in the system.
 */
export const SCRIPT_WORDS = [
  'deviceAddress',
  'port',
  'vlan',
  'innerVlan',
  'guestVlan',
  'guestInnerVlan',
  'onu',
  'account',
  'contract',
  'login',
  'address',
  'mac',
  'macDots',
  'macDashes',
  'downKbps',
  'upKbps',
  'enablePassword',
] as const
export type ScriptWord = (typeof SCRIPT_WORDS)[number]
export const SECRET_WORD = 'enablePassword'
/** Words about a device as a whole; the others need a port, an ONU or an account. */
export const DEVICE_WORDS: readonly ScriptWord[] = ['deviceAddress', SECRET_WORD]

export const SCRIPT_TRANSPORTS = ['ssh', 'telnet', 'http'] as const
export type ScriptTransport = (typeof SCRIPT_TRANSPORTS)[number]
export const SCRIPT_TEXT_MAX = 20_000
export const STEPS_MAX = 200
export const STEP_SECONDS_MAX = 300

/** `line`: where it stands in the script, from 1. `seconds`: how long the answer may take; null = as usual. */
type Step = { line: number; awaits: string; seconds: number | null }
export type CommandStep = Step & { send: string }
export type RequestStep = Step & {
  method: string
  path: string
  headers: { name: string; value: string }[]
  /** `200`, `2xx`. */
  status: string
  body: string
}
export type ScriptFault = { line: number; rule: ScriptRule; word?: string }
export const SCRIPT_RULES = [
  'empty',
  'too-many-steps',
  'too-long-line',
  'control-character',
  'unknown-word',
  'secret-in-request',
  'wait-without-step',
  'wrong-wait',
  'wrong-request',
  'wrong-header',
  'wrong-status',
  'wrong-body',
  'unknown-directive',
] as const
export type ScriptRule = (typeof SCRIPT_RULES)[number]
export type ParsedScript<S> = { steps: S[]; faults: ScriptFault[] }

const LINE_MAX = 1000
const WORD = /\{(\w+)\}/g
const WAIT = /^@wait(?: +(\d{1,3})s)?(?: +(.*))?$/
const REQUEST = /^(GET|POST|PUT|PATCH|DELETE) (\/[\x21-\x7e]*)$/
const HEADER = /^([A-Za-z0-9-]{1,60}): ?(.*)$/
const STATUS = /^@status +([1-5](?:\d\d|xx))$/
/** The connection is ours to keep: these headers are not a script's to set. */
const OWN_HEADERS = [
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'authorization',
  'upgrade',
  'te',
  'trailer',
  'expect',
]
const JSON_BODY = /^application\/([a-z.-]+\+)?json\b/i
const FORM_BODY = /^application\/x-www-form-urlencoded\b/i

/**
 * Commands of SSH and Telnet: one a line. `@enter` sends an empty line; `@wait 30s pattern` says what
 * the command above is answered by instead of the prompt, and how long that may take; `#` begins a remark.
 */
export function parseCommands(text: string): ParsedScript<CommandStep> {
  const steps: CommandStep[] = []
  const faults: ScriptFault[] = []
  for (const { line, content } of linesOf(text, faults)) {
    if (content.trim() === '' || content.startsWith('#')) continue
    if (content.startsWith('@')) readDirective(content, { line, steps, faults })
    else steps.push({ line, send: content.trimEnd(), awaits: '', seconds: null })
  }
  findWrongWords(text, faults, false)
  return checked(steps, faults)
}

type Reading = { line: number; steps: CommandStep[]; faults: ScriptFault[] }

function readDirective(content: string, { line, steps, faults }: Reading): void {
  if (content.trim() === '@enter') {
    steps.push({ line, send: '', awaits: '', seconds: null })
    return
  }
  if (!content.startsWith('@wait')) faults.push({ line, rule: 'unknown-directive' })
  else readWait(content, { line, step: steps.at(-1), faults })
}

function readWait(
  content: string,
  { line, step, faults }: { line: number; step: Step | undefined; faults: ScriptFault[] },
): void {
  const [, seconds, pattern = ''] = WAIT.exec(content.trimEnd()) ?? [
    undefined,
    undefined,
    undefined,
  ]
  const limit = seconds === undefined ? null : Number(seconds)
  const isWrong = !WAIT.test(content.trimEnd()) || (seconds === undefined && pattern === '')
  if (isWrong || limit === 0 || (limit ?? 0) > STEP_SECONDS_MAX) {
    faults.push({ line, rule: 'wrong-wait' })
  } else if (!step) faults.push({ line, rule: 'wait-without-step' })
  else Object.assign(step, { seconds: limit, awaits: pattern.trim() })
}

/**
 * Requests of HTTP, divided by lines of `###`: `POST /path`, headers, directives, an empty line, the body.
 * `@status 204` says what status is right (2xx if nothing is said), `@wait 20s pattern` what has to stand
 * in the answer and how long it may take.
 */
export function parseRequests(text: string): ParsedScript<RequestStep> {
  const faults: ScriptFault[] = []
  const blocks: Line[][] = [[]]
  for (const line of linesOf(text, faults)) {
    if (line.content.startsWith('###')) blocks.push([])
    else blocks.at(-1)?.push(line)
  }
  const steps = blocks.flatMap((block) => readRequest(block, faults))
  findWrongWords(text, faults, true)
  return checked(steps, faults)
}

type Line = { line: number; content: string }

function readRequest(block: readonly Line[], faults: ScriptFault[]): RequestStep[] {
  const start = block.findIndex(({ content }) => !isRemark(content))
  const first = block[start]
  if (!first) return []
  const [, method, path] = REQUEST.exec(first.content.trimEnd()) ?? []
  if (!method || !path || /^\/\/|[#\\]/.test(path)) {
    faults.push({ line: first.line, rule: 'wrong-request' })
    return []
  }
  const rest = block.slice(start + 1)
  const gap = rest.findIndex(({ content }) => content.trim() === '')
  const head = gap < 0 ? rest : rest.slice(0, gap)
  const body = gap < 0 ? [] : rest.slice(gap + 1)
  const step: RequestStep = {
    line: first.line,
    method,
    path,
    headers: [],
    status: '2xx',
    body: body
      .map(({ content }) => content)
      .join('\n')
      .trim(),
    awaits: '',
    seconds: null,
  }
  for (const { line, content } of head) readHead(content, { line, step, faults })
  if (!isBodySound(step)) faults.push({ line: body[0]?.line ?? first.line, rule: 'wrong-body' })
  return [step]
}

const isRemark = (content: string) => content.trim() === '' || content.startsWith('#')

function readHead(
  content: string,
  { line, step, faults }: { line: number; step: RequestStep; faults: ScriptFault[] },
): void {
  if (content.startsWith('#')) return
  if (content.startsWith('@wait')) {
    readWait(content, { line, step, faults })
    return
  }
  if (content.startsWith('@')) {
    const [, status] = STATUS.exec(content.trimEnd()) ?? []
    if (status) step.status = status
    else {
      const rule = content.startsWith('@status') ? 'wrong-status' : 'unknown-directive'
      faults.push({ line, rule })
    }
    return
  }
  const [, name, value] = HEADER.exec(content.trimEnd()) ?? []
  if (name === undefined || value === undefined || !/^[\x20-\x7e]*$/.test(value)) {
    faults.push({ line, rule: 'wrong-header' })
  } else if (OWN_HEADERS.includes(name.toLowerCase())) {
    faults.push({ line, rule: 'wrong-header', word: name })
  } else step.headers.push({ name, value })
}

/** How the body of a request is written: values are put into it in that notation. */
export function bodyKindOf({ headers, body }: RequestStep): 'none' | 'json' | 'form' | undefined {
  if (body === '') return 'none'
  const type = headers.find(({ name }) => name.toLowerCase() === 'content-type')?.value ?? ''
  if (JSON_BODY.test(type)) return 'json'
  return FORM_BODY.test(type) ? 'form' : undefined
}

function isBodySound(step: RequestStep): boolean {
  const kind = bodyKindOf(step)
  if (kind !== 'json') return kind !== undefined
  try {
    JSON.parse(fillJson(step.body, () => '1'))
    return true
  } catch {
    return false
  }
}

/** A request as people write it. */
export function requestText({ method, path, headers, body }: RequestStep): string {
  const head = headers.map(({ name, value }) => `${name}: ${value}`)
  return [`${method} ${path}`, ...head, ...(body === '' ? [] : ['', body])].join('\n')
}

/** The words in braces that a text has, each once. */
export function wordsOf(text: string): string[] {
  return [...new Set([...text.matchAll(WORD)].map(([, word = '']) => word))]
}

/** Puts values in the place of known words in braces. */
export function fillWords(text: string, valueFor: (word: string) => string): string {
  return text.replaceAll(WORD, (whole, word: string) => (isWord(word) ? valueFor(word) : whole))
}

/**
 * Puts values into JSON: within quotes as a part of that text, outside as a number where the value is one
 * and as a text where it is not. Whatever a value holds, it stays one value.
 */
export function fillJson(template: string, valueFor: (word: string) => string): string {
  // A text in quotes with its escapes, or a word in braces outside of one.
  return template.replaceAll(/"(?:[^"\\]|\\.)*"|\{(\w+)\}/g, (whole, word: string | undefined) => {
    if (whole.startsWith('"')) {
      return fillWords(whole, (inner) => JSON.stringify(valueFor(inner)).slice(1, -1))
    }
    if (!isWord(word ?? '')) return whole
    const value = valueFor(word ?? '')
    return /^(0|[1-9]\d{0,14})$/.test(value) ? value : JSON.stringify(value)
  })
}

function isWord(word: string): word is ScriptWord {
  return SCRIPT_WORDS.some((known) => known === word)
}

function linesOf(text: string, faults: ScriptFault[]): Line[] {
  return text.split(/\r?\n/).map((content, index) => {
    const line = index + 1
    if (content.length > LINE_MAX) faults.push({ line, rule: 'too-long-line' })
    if (/[[\p{Cc}\p{Zl}\p{Zp}]--\t]/v.test(content)) {
      faults.push({ line, rule: 'control-character' })
    }
    return { line, content }
  })
}

function findWrongWords(text: string, faults: ScriptFault[], isRequest: boolean): void {
  for (const [index, content] of text.split(/\r?\n/).entries()) {
    if (content.startsWith('#')) continue
    for (const word of wordsOf(content)) {
      if (!isWord(word)) faults.push({ line: index + 1, rule: 'unknown-word', word })
      else if (isRequest && word === SECRET_WORD) {
        faults.push({ line: index + 1, rule: 'secret-in-request', word })
      }
    }
  }
}

function checked<S>(steps: S[], faults: ScriptFault[]): ParsedScript<S> {
  if (steps.length === 0 && faults.length === 0) faults.push({ line: 1, rule: 'empty' })
  if (steps.length > STEPS_MAX) faults.push({ line: 1, rule: 'too-many-steps' })
  return { steps, faults: faults.toSorted((a, b) => a.line - b.line) }
}

/** What is wrong with a script, line by line. */
export function findScriptFaults(transport: ScriptTransport, text: string): ScriptFault[] {
  return (transport === 'http' ? parseRequests(text) : parseCommands(text)).faults
}
