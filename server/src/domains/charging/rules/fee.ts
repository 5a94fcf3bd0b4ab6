import { divideRounded, RATE_PER_MINOR, type Rate, splitByWeights } from '@altyn/money'
import { countDays, type Counted } from './count-days.ts'
import { cutSegments } from './cut-segments.ts'
import type { DayNumber, Month } from './day-number.ts'
import type { Adjustment, PriceStep } from './price.ts'

export type BlockKind = 'off' | 'staff' | 'own-wish' | 'money'
/** Blocks under which a fee of its own may be taken; what is switched off is never charged. */
export type ChargedBlock = Exclude<BlockKind, 'off'>

export type FeeTerms = {
  versionNumber: number
  from: DayNumber
  until: DayNumber | null
  audience: 'everybody' | 'new-accounts'
  feeMinor: bigint
  feePeriod: 'month' | 'day'
  feeCharged: 'in-advance' | 'at-end' | 'daily-parts'
  feeAnchor: 'calendar' | 'connection'
  firstPeriod: 'by-days' | 'full' | 'none'
  lastPeriod: 'by-days' | 'full' | 'none'
  blockFees: Record<ChargedBlock, bigint>
  /** The fee while blocked ends after so many days of the block. */
  blockFeeDaysMax: number | null
  blockPolicy: 'none' | 'after-debt' | 'before-charge'
}
/** What an account can have at a recurring fee: a tariff, or a service beside it. */
export type Offer = { id: number; name: string; serviceClass: string; versions: FeeTerms[] }
/** That an account has an offer over a half-open span of days. */
export type Holding = {
  offerId: number
  quantity: number
  from: DayNumber
  until: DayNumber | null
}
/** Whole days without access: a day on which there was access at any hour does not belong to it. */
export type BlockedDays = { kind: BlockKind; from: DayNumber; until: DayNumber | null }
export type FeeFacts = {
  holdings: readonly Holding[]
  blocked: readonly BlockedDays[]
  adjustments: readonly Adjustment[]
}
export type FeeQuestion = {
  month: Month
  asOf: DayNumber
  /** Only terms with this anchor count: the others have months of their own. */
  anchor?: FeeTerms['feeAnchor']
}

export type FeeLine = {
  offerId: number
  name: string
  serviceClass: string
  versionNumber: number
  /** `active`, or the block under whose fee these days fall. */
  state: 'active' | ChargedBlock
  /** The price as published: for a month, for a day, or once. */
  feeMinor: bigint
  feePeriod: 'month' | 'day' | 'once'
  quantity: number
  /** What personal terms made of the price, step by step. */
  steps: PriceStep[]
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
  freeDays: Partial<Record<BlockKind, number>>
}

export const NOTHING_DUE: FeeDue = { dueMinor: 0n, lines: [], freeDays: {} }

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

function totalOf(
  counted: readonly Counted[],
  month: Month,
  freeDays: FeeDue['freeDays'],
): FeeDue {
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
