import type {
  BlockedDays,
  BlockKind,
  FeeDue,
  FeeFacts,
  FeeLine,
  FeeQuestion,
} from './charge-facts.ts'
import type { Segment } from './cut-segments.ts'
import type { DayNumber, Month } from './day-number.ts'

/** So many days of a segment that are charged at one price. */
export type Counted = { segment: Segment; state: FeeLine['state']; days: number }

const FOR_EVER = Number.MAX_SAFE_INTEGER
const STRENGTH: Record<BlockKind, number> = { off: 3, staff: 2, 'own-wish': 1, money: 0 }

/** A month has begun once a day with access has come: from then on a fee in advance is owed. */
type Seen = { hasBegun: boolean; freeDays: FeeDue['freeDays'] }

/** How many days of each segment are charged as of the day, and at which of its prices. */
export function countDays(
  segments: readonly Segment[],
  facts: FeeFacts,
  { month, asOf }: FeeQuestion,
): { counted: Counted[]; freeDays: FeeDue['freeDays'] } {
  const blocks = blocksByDay(facts.blocked, month)
  const edges = edgesOf(facts, month)
  const seen: Seen = { hasBegun: false, freeDays: {} }
  const counted: Counted[] = []
  for (const [i, segment] of segments.entries()) {
    const days = countSegment(segment, (day) => blocks?.[day - month.first], { asOf, edges, seen })
    const extra = extraDays(segments, i, edges)
    for (const [state, count] of days) {
      const more = state === 'active' && count > 0 ? extra : 0
      if (count > 0) counted.push({ segment, state, days: count + more })
    }
  }
  return { counted: isNothingTaken(segments, edges) ? [] : counted, freeDays: seen.freeDays }
}

type Edges = {
  month: Month
  /** The day on which everything began, when that is inside the month. */
  begins: DayNumber | undefined
  /** The day from which nothing is held any more, when that is inside the month. */
  ends: DayNumber | undefined
}

function edgesOf({ holdings }: FeeFacts, month: Month): Edges {
  const begins = Math.min(...holdings.map(({ from }) => from))
  const ends = Math.max(...holdings.map(({ until }) => until ?? FOR_EVER))
  const monthEnd = month.first + month.days
  return {
    month,
    begins: begins > month.first && begins < monthEnd ? begins : undefined,
    ends: ends > month.first && ends < monthEnd ? ends : undefined,
  }
}

/** An incomplete month that is charged in full: the days that are missing count with its edge. */
function extraDays(segments: readonly Segment[], i: number, edges: Edges): number {
  const { month, begins, ends } = edges
  const terms = segments[i]?.terms
  let extra = 0
  if (i === 0 && begins !== undefined && terms?.firstPeriod === 'full') {
    extra += begins - month.first
  }
  if (i === segments.length - 1 && ends !== undefined && terms?.lastPeriod === 'full') {
    extra += month.first + month.days - ends
  }
  return extra
}

/** An incomplete month that is given away. */
function isNothingTaken(segments: readonly Segment[], { begins, ends }: Edges): boolean {
  const isFirstFree = begins !== undefined && segments[0]?.terms.firstPeriod === 'none'
  return isFirstFree || (ends !== undefined && segments.at(-1)?.terms.lastPeriod === 'none')
}

function countSegment(
  { terms, from, until }: Segment,
  blockOn: (day: DayNumber) => BlockedDays | undefined,
  { asOf, edges, seen }: { asOf: DayNumber; edges: Edges; seen: Seen },
): Map<FeeLine['state'], number> {
  const days = new Map<FeeLine['state'], number>()
  const monthEnd = edges.month.first + edges.month.days
  const isDueAtEnd = terms.feeCharged === 'at-end' && asOf + 1 < (edges.ends ?? monthEnd)
  for (let day = from; day < until; day += 1) {
    const block = blockOn(day)
    const isOwed = terms.feeCharged === 'in-advance' && seen.hasBegun
    const state = stateOf(terms, block, { day, asOf, isOwed })
    if (state === 'active') seen.hasBegun = true
    if (state === 'free' && block) seen.freeDays[block.kind] = (seen.freeDays[block.kind] ?? 0) + 1
    if (state === 'free' || state === 'to-come' || (state === 'active' && isDueAtEnd)) continue
    days.set(state, (days.get(state) ?? 0) + 1)
  }
  return days
}

/** Whether a day is charged and at which price; `free` of charge by a block, or still `to-come`. */
function stateOf(
  { blockFees, blockFeeDaysMax }: Segment['terms'],
  block: BlockedDays | undefined,
  { day, asOf, isOwed }: { day: DayNumber; asOf: DayNumber; isOwed: boolean },
): FeeLine['state'] | 'free' | 'to-come' {
  // A fee in advance stays owed when it was the money that ran out.
  if (!block || (block.kind === 'money' && isOwed)) {
    return day <= asOf || isOwed ? 'active' : 'to-come'
  }
  const { kind, from } = block
  if (kind === 'off' || blockFees[kind] === 0n || day > asOf) return 'free'
  return blockFeeDaysMax === null || day - from < blockFeeDaysMax ? kind : 'free'
}

/** The block of each day of the month, the strongest where several hold; undefined when none. */
function blocksByDay(
  blocked: readonly BlockedDays[],
  month: Month,
): (BlockedDays | undefined)[] | undefined {
  if (blocked.length === 0) return undefined
  const blocks = new Array<BlockedDays | undefined>(month.days).fill(undefined)
  for (const block of blocked) {
    const first = Math.max(0, block.from - month.first)
    const end = Math.min(month.days, (block.until ?? FOR_EVER) - month.first)
    for (let i = first; i < end; i += 1) {
      const before = blocks[i]
      if (before === undefined || STRENGTH[before.kind] < STRENGTH[block.kind]) blocks[i] = block
    }
  }
  return blocks
}
