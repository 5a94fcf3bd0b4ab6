import {
  billCalls,
  type CallAllowance,
  type CallGroup,
  carryMinutesOver,
} from '../../rating/rules/call-bill.ts'
import {
  type AmountTerms,
  carryOver,
  priceUsage,
  type Share,
  type UsageGroup,
} from '../../rating/rules/usage-price.ts'
import type { Due, FeeFacts, FeeLine, FeeTerms, Offer, Period } from './charge-facts.ts'
import { cutSegments, type Segment } from './cut-segments.ts'
import { type DayNumber, fromDayNumber, type Month, monthOf } from './day-number.ts'

/** What an account used, day by day; nothing of what it does not pay for. */
export type UsedByDay = {
  traffic?: readonly UsageGroup[]
  calls?: readonly CallGroup[]
}

/**
 * What the usage of an account comes to for each month so far. Where the tariff or its terms change
 * in a month, each part is priced by itself with its part of the included amount.
 */
export function computeUsageDues(
  facts: Pick<FeeFacts, 'blocked' | 'adjustments'> & { tariffs: FeeFacts['holdings'] },
  { traffic, calls }: UsedByDay,
  tariffs: ReadonlyMap<number, Offer>,
  { months, asOf }: Period,
): Due[] {
  // Personal terms are about the fee: they do not cut usage into parts.
  const fee: FeeFacts = { holdings: facts.tariffs, blocked: [], adjustments: [] }
  const dues: Due[] = []
  for (const month of months) {
    const around = { month, fee, tariffs }
    const segments = cutSegments(fee, tariffs, { month, asOf })
    if (traffic) {
      const lines = segments.flatMap((segment) => trafficLine(segment, traffic, around))
      if (lines.length > 0) dues.push(toDue('usage', lines, month))
    }
    if (calls) {
      const lines = segments.flatMap((segment) => callsLine(segment, calls, around))
      if (lines.length > 0) dues.push(toDue('calls', lines, month))
    }
  }
  return dues
}

function toDue(component: 'usage' | 'calls', lines: FeeLine[], month: Month): Due {
  const dueMinor = lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0n)
  return { component, kind: component, month, dueMinor, lines, mayWait: false, freeDays: {} }
}

type Around = { month: Month; fee: FeeFacts; tariffs: ReadonlyMap<number, Offer> }

function trafficLine(segment: Segment, traffic: readonly UsageGroup[], around: Around): FeeLine[] {
  const { metered } = segment.terms
  if (!metered) return []
  const carried = carriedInto(segment, around, {
    terms: ({ metered: terms }) => terms,
    groups: traffic,
    carry: carryOver,
  })
  const share = shareOf(segment, around.month)
  const priced = priceUsage(metered, within(traffic, segment), { share, carried })
  return [{ ...lineOf(segment, priced.dueMinor), priced: { ...priced, unit: metered.unit } }]
}

function callsLine(segment: Segment, calls: readonly CallGroup[], around: Around): FeeLine[] {
  const { calls: terms } = segment.terms
  if (!terms) return []
  const carriedSeconds = carriedInto(segment, around, {
    terms: ({ calls: allowance }) => allowance,
    groups: calls,
    carry: carryMinutesOver,
  })
  const share = shareOf(segment, around.month)
  const bill = billCalls(terms, within(calls, segment), { share, carriedSeconds })
  return [{ ...lineOf(segment, bill.dueMinor), bill }]
}

function lineOf({ terms, offer, from, until }: Segment, dueMinor: bigint): FeeLine {
  return {
    offerId: offer.id,
    name: offer.name,
    serviceClass: offer.serviceClass,
    versionNumber: terms.versionNumber,
    state: 'active',
    feeMinor: dueMinor,
    feePeriod: 'once',
    quantity: 1,
    steps: [],
    from,
    until,
    days: until - from,
    amountMinor: dueMinor,
  }
}

type Carrying<Terms extends AmountTerms | CallAllowance, Group> = {
  terms: (terms: FeeTerms) => Terms | null | undefined
  groups: readonly Group[]
  carry: (terms: Terms, groups: readonly Group[], share: Share) => bigint
}

/** What the month before left of its included amount, when it ended on the same tariff. */
function carriedInto<Terms extends AmountTerms | CallAllowance, Group extends { day: DayNumber }>(
  { offer, terms, from }: Segment,
  { month, fee, tariffs }: Around,
  carrying: Carrying<Terms, Group>,
): bigint {
  if (from !== month.first || !carrying.terms(terms)?.carriesOver) return 0n
  const before = monthOf(fromDayNumber(month.first - 1))
  const last = cutSegments(fee, tariffs, { month: before, asOf: month.first - 1 }).at(-1)
  const had = last && carrying.terms(last.terms)
  if (!last || !had || last.offer.id !== offer.id) return 0n
  return carrying.carry(had, within(carrying.groups, last), shareOf(last, before))
}

function shareOf({ from, until }: Segment, month: Month): Share {
  return { days: until - from, ofDays: month.days }
}

function within<Group extends { day: DayNumber }>(
  groups: readonly Group[],
  { from, until }: Segment,
): Group[] {
  return groups.filter(({ day }) => day >= from && day < until)
}
