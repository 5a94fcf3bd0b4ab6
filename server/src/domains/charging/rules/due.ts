import type { Due, Period } from './charge-facts.ts'
import {
  type FeeDue,
  type FeeFacts,
  type FeeTerms,
  type Holding,
  NOTHING_DUE,
  type Offer,
} from './charge-facts.ts'
import { versionsFor } from './cut-segments.ts'
import { type DayNumber, type Month, monthsFrom } from './day-number.ts'
import { computeFee } from './fee.ts'
import type { Adjustment } from './price.ts'
import { type AssignedService, computeServiceDues, type ServiceOffer } from './service-dues.ts'
import { computeUsageDues, type UsedByDay } from './usage-dues.ts'

export type Offers = {
  tariffs: ReadonlyMap<number, Offer>
  services: ReadonlyMap<number, ServiceOffer>
}
/** Everything about one account that decides what it owes. */
export type AccountFacts = {
  accountId: number
  contractId: number
  tariffs: readonly Holding[]
  services: readonly AssignedService[]
  blocked: FeeFacts['blocked']
  /** What was used, by day; nothing of accounts that pay no usage. */
  used?: UsedByDay
  /** What is agreed about the fee of the tariff. */
  adjustments: readonly Adjustment[]
}

/** Everything that an account should have been charged for the months, as of the day. */
export function computeDues(facts: AccountFacts, offers: Offers, period: Period): Due[] {
  const dues = feeDues(facts, offers.tariffs, period)
  if (facts.used) dues.push(...computeUsageDues(facts, facts.used, offers.tariffs, period))
  for (const service of facts.services) {
    const offer = offers.services.get(service.serviceId)
    if (offer) dues.push(...computeServiceDues(service, offer, facts.blocked, period))
  }
  return dues
}

function feeDues(
  facts: AccountFacts,
  tariffs: ReadonlyMap<number, Offer>,
  { months, asOf }: Period,
): Due[] {
  const [first] = facts.tariffs
  if (!first) return []
  const fee: FeeFacts = { ...facts, holdings: facts.tariffs }
  const anchors = anchorsOf(facts.tariffs, tariffs)
  const dues: Due[] = []
  if (anchors.has('calendar')) {
    for (const month of months) {
      const due = computeFee(fee, tariffs, { month, asOf, anchor: 'calendar' })
      if (due !== NOTHING_DUE) dues.push(asFee(due, 'fee', month))
    }
  }
  if (anchors.has('connection')) {
    for (const month of monthsFrom(first.from, months)) {
      const due = computeFee(fee, tariffs, { month, asOf, anchor: 'connection' })
      if (due !== NOTHING_DUE) dues.push(asFee(due, 'fee-from-connection', month))
    }
  }
  return dues
}

function asFee(due: FeeDue, component: string, month: Month): Due {
  return { ...due, component, kind: 'fee', month, mayWait: true }
}

function anchorsOf(
  holdings: readonly Holding[],
  tariffs: ReadonlyMap<number, Offer>,
): Set<FeeTerms['feeAnchor']> {
  const anchors = new Set<FeeTerms['feeAnchor']>()
  for (const { offerId } of holdings) {
    for (const { feeAnchor } of tariffs.get(offerId)?.versions ?? []) anchors.add(feeAnchor)
  }
  return anchors
}

/** The block policy that an account is under on a day; `none` when it has no tariff. */
export function policyOf(
  { tariffs: holdings }: Pick<AccountFacts, 'tariffs'>,
  tariffs: Offers['tariffs'],
  day: DayNumber,
): FeeTerms['blockPolicy'] {
  const holding = holdings.findLast(
    ({ from, until }) => from <= day && (until === null || day < until),
  )
  const offer = holding && tariffs.get(holding.offerId)
  if (!offer) return 'none'
  const version = versionsFor(offer, holding.from).find(
    ({ from, until }) => from <= day && (until === null || day < until),
  )
  return version?.blockPolicy ?? 'none'
}
