import {
  type AmountTerms,
  carryOver,
  priceUsage,
  type Usage,
} from '../../rating/rules/usage-price.ts'
import type { Due, FeeFacts, FeeLine, Offer, Period } from './charge-facts.ts'
import { cutSegments, type Segment } from './cut-segments.ts'
import { type DayNumber, fromDayNumber, type Month, monthOf } from './day-number.ts'

export type UsageByDay = ReadonlyMap<DayNumber, Usage>

const NOTHING_USED: Usage = { octetsIn: 0n, octetsOut: 0n, seconds: 0n }

/**
 * What the usage of an account comes to for each month so far. Where the tariff or its terms change
 * in a month, each part is priced by itself with its part of the included amount.
 */
export function computeUsageDues(
  facts: Pick<FeeFacts, 'blocked' | 'adjustments'> & { tariffs: FeeFacts['holdings'] },
  usage: UsageByDay,
  tariffs: ReadonlyMap<number, Offer>,
  { months, asOf }: Period,
): Due[] {
  // Personal terms are about the fee: they do not cut usage into parts.
  const fee: FeeFacts = { holdings: facts.tariffs, blocked: [], adjustments: [] }
  const dues: Due[] = []
  for (const month of months) {
    const segments = cutSegments(fee, tariffs, { month, asOf })
    const lines = segments.flatMap((segment) => lineOf(segment, { month, usage, fee, tariffs }))
    if (lines.length === 0) continue
    const dueMinor = lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0n)
    const common = { component: 'usage', kind: 'usage', mayWait: false, freeDays: {} } as const
    dues.push({ ...common, month, dueMinor, lines })
  }
  return dues
}

type Around = {
  month: Month
  usage: UsageByDay
  fee: FeeFacts
  tariffs: ReadonlyMap<number, Offer>
}

function lineOf(segment: Segment, around: Around): FeeLine[] {
  const { terms, offer, from, until } = segment
  const { metered } = terms
  if (!metered) return []
  const { month } = around
  const share = { days: until - from, ofDays: month.days }
  const carried = from === month.first ? carriedInto(segment, metered, around) : 0n
  const priced = priceUsage(metered, usedIn(around.usage, from, until), { share, carried })
  return [
    {
      offerId: offer.id,
      name: offer.name,
      serviceClass: offer.serviceClass,
      versionNumber: terms.versionNumber,
      state: 'active',
      feeMinor: priced.dueMinor,
      feePeriod: 'once',
      quantity: 1,
      steps: [],
      from,
      until,
      days: until - from,
      amountMinor: priced.dueMinor,
      priced: { ...priced, unit: metered.unit },
    },
  ]
}

/** What the month before left of its included amount, when it ended on the same tariff. */
function carriedInto({ offer }: Segment, metered: AmountTerms, around: Around): bigint {
  if (!metered.carriesOver) return 0n
  const before = monthOf(fromDayNumber(around.month.first - 1))
  const asOf = around.month.first - 1
  const last = cutSegments(around.fee, around.tariffs, { month: before, asOf }).at(-1)
  const terms = last?.terms.metered
  if (!last || !terms || last.offer.id !== offer.id) return 0n
  const used = usedIn(around.usage, last.from, last.until)
  return carryOver(terms, used, { days: last.until - last.from, ofDays: before.days })
}

function usedIn(usage: UsageByDay, from: DayNumber, until: DayNumber): Usage {
  let sum = NOTHING_USED
  for (let day = from; day < until; day += 1) {
    const used = usage.get(day)
    if (!used) continue
    sum = {
      octetsIn: sum.octetsIn + used.octetsIn,
      octetsOut: sum.octetsOut + used.octetsOut,
      seconds: sum.seconds + used.seconds,
    }
  }
  return sum
}
