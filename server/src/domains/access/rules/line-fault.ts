import { type Line, type LinePlace, leadsTo } from '../../network/rules/lines/line-words.ts'

/**
 * What is wrong with the line of an account that is bound to a place; undefined when nothing is, when
 * it is bound nowhere, or its agent does not look.
 */
export function lineFaultOf(
  { checksLine, refusesUnreadLine }: { checksLine: boolean; refusesUnreadLine: boolean },
  place: LinePlace | undefined,
  seen: { line: Line | undefined; isUncertain: boolean },
): 'other-line' | 'line-unread' | undefined {
  if (!checksLine || !place) return undefined
  if (seen.line) return leadsTo(seen.line, place) ? undefined : 'other-line'
  // Who cannot be asked about now is let in, as with everything else that the database knows.
  return refusesUnreadLine && !seen.isUncertain ? 'line-unread' : undefined
}
