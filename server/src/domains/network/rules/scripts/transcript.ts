export type LogEntry = { kind: 'sent' | 'answered' | 'note'; text: string }

export const LOG_MAX = 64 * 1024
const HIDDEN = '••••••'
// Sequences that move the cursor and colour the text, begun by ESC. Each repetition has an end, so that
// nothing a device sends takes long to read.
const ESCAPES =
  /[\p{Cc}--[\n\r\t]](?:\[[0-9;?]{0,32}[ -\/]{0,4}[@-~]|\][^\p{Cc}]{0,256}\p{Cc}|[ -\/]?[0-~])/gv
const CONTROLS = /[[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]--\n]/gv

/** What a device sent, as a person may read it: lines without control characters. */
export function readable(text: string): string {
  return text
    .replaceAll(ESCAPES, '')
    .replaceAll(/\r{1,4}\n|\r/g, '\n')
    .replaceAll('\t', '  ')
    .replaceAll(CONTROLS, '')
}

/** The same text with secrets hidden wherever they stand; the longest first, since one may hold another. */
export function hide(text: string, secrets: readonly string[]): string {
  let shown = text
  for (const secret of secrets.toSorted((a, b) => b.length - a.length)) {
    if (secret !== '') shown = shown.replaceAll(secret, HIDDEN)
  }
  return shown
}

/**
 * Adds an entry while there is room; the first one that has none is cut, and nothing follows it. Half of a
 * letter is none: the database takes no such text.
 */
export function withEntry(log: readonly LogEntry[], entry: LogEntry): LogEntry[] {
  const used = log.reduce((sum, { text }) => sum + text.length, 0)
  if (used >= LOG_MAX) return [...log]
  const room = LOG_MAX - used
  if (entry.text.length <= room) return [...log, entry]
  return [...log, { ...entry, text: `${entry.text.slice(0, room).toWellFormed()}…` }]
}
