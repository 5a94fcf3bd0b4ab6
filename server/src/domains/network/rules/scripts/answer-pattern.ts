/**
 * Whether a pattern stands in a text, letter case ignored; `*` is anything in between. The parts are
 * looked for one after another, so the time grows with the text and with nothing else.
 */
export function holds(text: string, pattern: string): boolean {
  const haystack = text.toLowerCase()
  let at = 0
  for (const part of partsOf(pattern)) {
    const found = haystack.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return true
}

/** Whether a text ends as a pattern says. */
export function endsAs(text: string, pattern: string): boolean {
  const parts = partsOf(pattern)
  const last = parts.pop() ?? ''
  const trimmed = text.trimEnd()
  if (!trimmed.toLowerCase().endsWith(last)) return false
  return holds(trimmed.slice(0, trimmed.length - last.length), parts.join('*'))
}

function partsOf(pattern: string): string[] {
  return pattern
    .toLowerCase()
    .split('*')
    .filter((part) => part !== '')
}
