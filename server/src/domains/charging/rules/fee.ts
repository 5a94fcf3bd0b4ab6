import { divideRounded, RATE_PER_MINOR, type Rate, splitByWeights } from '@altyn/money'
import type { FeeDue, FeeFacts, FeeLine, FeeQuestion, Offer } from './charge-facts.ts'
import { NOTHING_DUE } from './charge-facts.ts'
import { type Counted, countDays } from './count-days.ts'
import { cutSegments } from './cut-segments.ts'
import type { Month } from './day-number.ts'

/**
 * The recurring fee of an account for a month as it should stand on the day `asOf`.
 *
 * A fee in advance is due for the rest of the month from the first day with access on, and stays
 * due if money blocks later; days blocked for other reasons are free. A fee at the end is due when
 * the month or the holding has ended, a fee in daily parts for the days up to and including `asOf`.
 * A fee while blocked is due by days as they pass. Changes planned for later days count from their
 * day on. Every part is an exact fraction; the month is rounded once.
 */
export function computeFee(
  facts: FeeFacts,
  offers: ReadonlyMap<number, Offer>,
  question: FeeQuestion,
): FeeDue {
  const segments = cutSegments(facts, offers, question)
  if (segments.length === 0) return NOTHING_DUE
  const { counted, freeDays } = countDays(segments, facts, question)
  return totalOf(counted, question.month, freeDays)
}

function totalOf(counted: readonly Counted[], month: Month, freeDays: FeeDue['freeDays']): FeeDue {
  // In units of a rate per day of the month, so that months and days add up exactly.
  const weights = counted.map((item) => weightOf(item, month))
  const exact = weights.reduce((sum, weight) => sum + weight, 0n)
  const dueMinor = divideRounded(exact, BigInt(month.days) * RATE_PER_MINOR)
  const amounts = splitByWeights(dueMinor, weights)
  const lines = counted.map((item, i) => toLine(item, amounts[i] ?? 0n))
  return { dueMinor, lines, freeDays }
}

function weightOf({ segment, state, days }: Counted, month: Month): bigint {
  const { terms, quantity, price } = segment
  const rate: Rate = state === 'active' ? price.rate : terms.blockFees[state] * RATE_PER_MINOR
  const perDay = terms.feePeriod === 'month' ? rate : rate * BigInt(month.days)
  return perDay * BigInt(quantity) * BigInt(days)
}

function toLine({ segment, state, days }: Counted, amountMinor: bigint): FeeLine {
  const { offer, terms, quantity, price, from, until } = segment
  return {
    offerId: offer.id,
    name: offer.name,
    serviceClass: offer.serviceClass,
    versionNumber: terms.versionNumber,
    state,
    feeMinor: state === 'active' ? terms.feeMinor : terms.blockFees[state],
    feePeriod: terms.feePeriod,
    quantity,
    steps: state === 'active' ? price.steps : [],
    from,
    until,
    days,
    amountMinor,
  }
}
