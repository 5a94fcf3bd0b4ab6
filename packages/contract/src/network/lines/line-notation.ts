/**
 * What may stand in braces. `device` and `port` name the line; `onu` is a serial number behind a PON
 * port; `module` goes into the name of the port; `*` is passed over.
 */
export const LINE_WORDS = ['device', 'port', 'module', 'vlan', 'onu', '*'] as const
export type LineWord = (typeof LINE_WORDS)[number]
/** What the word `device` is compared with. */
export const DEVICE_KEYS = ['mac', 'name', 'address', 'relay-id'] as const
export type DeviceKey = (typeof DEVICE_KEYS)[number]

export const NOTATION_MAX = 200
const PARTS_MAX = 20
const WORD = /\{([^{}]*)\}/g
const CONTROL = /[\p{Cc}\p{Zl}\p{Zp}]/v
const MAC_AT =
  /(?:[0-9a-f]{2}[:.-]){5}[0-9a-f]{2}|(?:[0-9a-f]{4}[.-]){2}[0-9a-f]{4}|[0-9a-f]{6}[.-][0-9a-f]{6}|[0-9a-f]{12}/iy
/** How long a value may be; longer ones are no names of ours. */
const LENGTHS: Record<Exclude<LineWord, '*'>, number> = {
  device: 100,
  port: 40,
  module: 3,
  vlan: 4,
  onu: 40,
}
const DIGITS = /^\d+$/
const ADDRESS = /^[0-9a-f.:]+$/i
const SERIAL = /^[0-9a-z:.-]+$/i

type Part = { kind: 'text'; text: string } | { kind: 'word'; word: LineWord }
export type Notation = { parts: Part[]; words: LineWord[] }
export type NotationFault = 'too-long' | 'control-character' | 'unknown-word' | 'words-touch'
export type LineValues = Partial<Record<Exclude<LineWord, '*'>, string>>

/** Reads a notation, or says what is wrong with it. */
export function parseNotation(text: string): Notation | NotationFault {
  if (text.length > NOTATION_MAX) return 'too-long'
  if (CONTROL.test(text)) return 'control-character'
  const parts: Part[] = []
  let from = 0
  for (const found of text.matchAll(WORD)) {
    const word = LINE_WORDS.find((known) => known === found[1])
    if (!word) return 'unknown-word'
    if (found.index > from) parts.push(toText(text.slice(from, found.index)))
    // Nothing would tell where the first ends and the second begins.
    if (parts.at(-1)?.kind === 'word') return 'words-touch'
    parts.push({ kind: 'word', word })
    from = found.index + found[0].length
  }
  if (from < text.length) parts.push(toText(text.slice(from)))
  if (parts.length > PARTS_MAX) return 'too-long'
  return { parts, words: parts.flatMap((part) => (part.kind === 'word' ? [part.word] : [])) }
}

function toText(text: string): Part {
  return { kind: 'text', text: text.toLowerCase() }
}

/**
 * The values that make the notation this text; undefined when none do. Letter case does not matter in
 * what stands outside of braces. A value ends where what follows it begins first; when the rest does
 * not fit then, the next such place is tried. The time is bounded by the length of both, squared.
 */
export function matchNotation(
  { parts }: Notation,
  text: string,
  deviceBy: DeviceKey,
): LineValues | undefined {
  const lower = text.toLowerCase()
  const failed = new Set<number>()
  const values: LineValues = {}

  function fits(index: number, at: number): boolean {
    const part = parts[index]
    if (!part) return at === text.length
    if (part.kind === 'text') {
      return lower.startsWith(part.text, at) && fits(index + 1, at + part.text.length)
    }
    const state = index * (text.length + 1) + at
    if (failed.has(state)) return false
    const next = parts[index + 1]
    for (const end of endsOf(part.word, { text, lower, at, next, deviceBy })) {
      if (!fits(index + 1, end)) continue
      if (part.word !== '*') values[part.word] = text.slice(at, end)
      return true
    }
    failed.add(state)
    return false
  }

  return fits(0, 0) ? values : undefined
}

type Place = {
  text: string
  lower: string
  at: number
  next: Part | undefined
  deviceBy: DeviceKey
}

/** Where a value that begins at a place may end: before what follows it, or at the end. */
function endsOf(word: LineWord, place: Place): Iterable<number> {
  const { text, at, deviceBy } = place
  if (word !== 'device' || deviceBy !== 'mac') return endsBefore(word, place)
  MAC_AT.lastIndex = at
  const mac = MAC_AT.exec(text)
  return mac ? [at + mac[0].length] : []
}

function* endsBefore(
  word: LineWord,
  { text, lower, at, next, deviceBy }: Place,
): Generator<number> {
  const first = word === '*' ? at : at + 1
  const longest = word === '*' ? text.length : at + LENGTHS[word]
  const isPossible = (end: number) => end >= first && end <= longest
  if (next?.kind !== 'text') {
    const end = text.length
    if (isPossible(end) && isValue(word, text.slice(at, end), deviceBy)) yield end
    return
  }
  let end = lower.indexOf(next.text, first)
  while (isPossible(end)) {
    if (isValue(word, text.slice(at, end), deviceBy)) yield end
    end = lower.indexOf(next.text, end + 1)
  }
}

function isValue(word: LineWord, value: string, deviceBy: DeviceKey): boolean {
  if (word === 'vlan' || word === 'module') return DIGITS.test(value)
  if (word === 'onu') return SERIAL.test(value)
  return word === 'device' && deviceBy === 'address' ? ADDRESS.test(value) : true
}
