import { divideRounded, splitByWeights } from '@altyn/money'
import type { DayNumber, Month } from './day-number.ts'

export type FeeTerms = {
  versionNumber: number
  from: DayNumber
  until: DayNumber | null
  feeMinor: bigint
  feePeriod: 'month' | 'day'
  feeCharged: 'in-advance' | 'daily-parts'
  blockPolicy: 'none' | 'after-debt' | 'before-charge'
}
export type FeeTariff = { id: number; name: string; serviceClass: string; versions: FeeTerms[] }
export type Assignment = { tariffId: number; from: DayNumber; until: DayNumber | null }
/** Whole days without access: a day on which there was access at any hour does not belong to it. */
export type BlockedDays = {
  kind: 'off' | 'staff' | 'own-wish' | 'money'
  from: DayNumber
  until: DayNumber | null
}
export type FeeFacts = { assignments: Assignment[]; blocked: BlockedDays[] }

export type FeeLine = {
  tariffId: number
  tariffName: string
  serviceClass: string
  versionNumber: number
  feeMinor: bigint
  feePeriod: 'month' | 'day'
  from: DayNumber
  until: DayNumber
  days: number
  amountMinor: bigint
}
/** What the fee of one month comes to, by what is known as of a day. */
export type FeeDue = {
  dueMinor: bigint
  lines: FeeLine[]
  /** Days of the month not charged because of a block, by its kind. */
  freeDays: Partial<Record<BlockedDays['kind'], number>>
}

type Segment = { tariff: FeeTariff; terms: FeeTerms; from: DayNumber; until: DayNumber }
const FOR_EVER = Number.MAX_SAFE_INTEGER
export const NOTHING_DUE: FeeDue = { dueMinor: 0n, lines: [], freeDays: {} }

/**
 * The recurring fee of an account for a month as it should stand on the day `asOf`.
 *
 * A fee in advance is due for the rest of the month from the first day with access on, and stays
 * due if money blocks later; days blocked for other reasons are free. A fee in daily parts is due
 * for the days with access up to and including `asOf`. Changes planned for later days count from
 * their day on. Every part is an exact fraction; the month is rounded once.
 */
export function computeFee(
  facts: FeeFacts,
  tariffs: ReadonlyMap<number, FeeTariff>,
  { month, asOf }: { month: Month; asOf: DayNumber },
): FeeDue {
  const segments = cutSegments(facts.assignments, tariffs, { month, asOf })
  if (segments.length === 0) return NOTHING_DUE
  const state = stateByDay(facts.blocked, month)
  const counted: { segment: Segment; days: number }[] = []
  const seen: Seen = { asOf, hasBegun: false, freeDays: {} }
  for (const segment of segments) {
    const days = countDays(segment, (day) => state?.[day - month.first], seen)
    if (days > 0) counted.push({ segment, days })
  }
  return totalOf(counted, month, seen.freeDays)
}

/** A month has begun once a day with access has come: from then on a fee in advance is owed. */
type Seen = { asOf: DayNumber; hasBegun: boolean; freeDays: FeeDue['freeDays'] }

function countDays(
  { terms, from, until }: Segment,
  blockOn: (day: DayNumber) => BlockedDays['kind'] | undefined,
  seen: Seen,
): number {
  let days = 0
  for (let day = from; day < until; day += 1) {
    const kind = blockOn(day)
    const isOwed = terms.feeCharged === 'in-advance' && seen.hasBegun
    if (kind !== undefined && !(kind === 'money' && isOwed)) {
      seen.freeDays[kind] = (seen.freeDays[kind] ?? 0) + 1
    } else if (day <= seen.asOf || isOwed) {
      seen.hasBegun = true
      days += 1
    }
  }
  return days
}

function cutSegments(
  assignments: readonly Assignment[],
  tariffs: ReadonlyMap<number, FeeTariff>,
  { month, asOf }: { month: Month; asOf: DayNumber },
): Segment[] {
  const segments: Segment[] = []
  assignments.forEach((assignment, i) => {
    const tariff = tariffs.get(assignment.tariffId)
    if (!tariff || assignment.from > asOf) return
    const next = assignments[i + 1]
    const isPlanned = next !== undefined && next.from > asOf && next.from === assignment.until
    const until = isPlanned ? FOR_EVER : (assignment.until ?? FOR_EVER)
    const span = {
      from: Math.max(month.first, assignment.from),
      until: Math.min(month.first + month.days, until),
    }
    segments.push(...cutVersions(tariff, span, asOf))
  })
  return segments.sort((a, b) => a.from - b.from)
}

function cutVersions(
  tariff: FeeTariff,
  span: { from: DayNumber; until: DayNumber },
  asOf: DayNumber,
): Segment[] {
  return tariff.versions
    .filter((terms) => terms.from <= asOf)
    .map((terms) => {
      // The next version is not known yet on this day: the present one goes on.
      const end = terms.until === null || terms.until > asOf ? FOR_EVER : terms.until
      const from = Math.max(span.from, terms.from)
      return { tariff, terms, from, until: Math.min(span.until, end) }
    })
    .filter(({ from, until }) => from < until)
}

const STRENGTH = { off: 3, staff: 2, 'own-wish': 1, money: 0 }

/** The block of each day of the month, the strongest where several hold; undefined when none. */
function stateByDay(
  blocked: readonly BlockedDays[],
  month: Month,
): (BlockedDays['kind'] | undefined)[] | undefined {
  if (blocked.length === 0) return undefined
  const state = new Array<BlockedDays['kind'] | undefined>(month.days).fill(undefined)
  for (const { kind, from, until } of blocked) {
    const first = Math.max(0, from - month.first)
    const end = Math.min(month.days, (until ?? FOR_EVER) - month.first)
    for (let i = first; i < end; i += 1) {
      const before = state[i]
      if (before === undefined || STRENGTH[before] < STRENGTH[kind]) state[i] = kind
    }
  }
  return state
}

function totalOf(
  counted: { segment: Segment; days: number }[],
  month: Month,
  freeDays: FeeDue['freeDays'],
): FeeDue {
  // In units of a minor unit per day of the month, so that months and days add up exactly.
  const weights = counted.map(({ segment: { terms }, days }) => {
    const perDay =
      terms.feePeriod === 'month' ? terms.feeMinor : terms.feeMinor * BigInt(month.days)
    return perDay * BigInt(days)
  })
  const exact = weights.reduce((sum, weight) => sum + weight, 0n)
  const dueMinor = divideRounded(exact, BigInt(month.days))
  const amounts = splitByWeights(dueMinor, weights)
  const lines = counted.map(({ segment: { tariff, terms, from, until }, days }, i) => ({
    tariffId: tariff.id,
    tariffName: tariff.name,
    serviceClass: tariff.serviceClass,
    versionNumber: terms.versionNumber,
    feeMinor: terms.feeMinor,
    feePeriod: terms.feePeriod,
    from,
    until,
    days,
    amountMinor: amounts[i] ?? 0n,
  }))
  return { dueMinor, lines, freeDays }
}
