import type { Context } from '#platform/context'
import { findContractIdsHolding } from '../accounts/index.ts'
import { getTariff, type Terms } from '../catalogue/index.ts'
import { type Period, readChargingFacts } from './read-charging-facts.ts'
import type { FeeTerms, Offer } from './rules/charge-facts.ts'
import { monthOf, toDayNumber } from './rules/day-number.ts'
import { type AccountFacts, computeDues, type Offers } from './rules/due.ts'

const AT_ONCE = 1000
const ACCOUNTS_MAX = 20_000

export type TermsEffect = {
  month: Temporal.PlainDate
  accountsCount: number
  /** False when there are too many accounts to look at all of them. */
  isComplete: boolean
  beforeMinor: bigint
  afterMinor: bigint
  dearer: { count: number; differenceMinor: bigint }
  cheaper: { count: number; differenceMinor: bigint }
  sameCount: number
}

type Draft = {
  tariffId: number
  terms: Terms
  from: Temporal.PlainDate
  audience: FeeTerms['audience']
}

/**
 * Who would pay how much more or less in the first whole month of new terms, by the real rules and
 * with everything agreed with each account. Nothing is written.
 */
export async function readTermsEffect(ctx: Context, draft: Draft): Promise<TermsEffect> {
  await getTariff(ctx, draft.tariffId)
  const first = draft.from.day === 1 ? draft.from : draft.from.with({ day: 1 }).add({ months: 1 })
  const month = monthOf(first)
  const last = first.with({ day: first.daysInMonth })
  const period: Period = { months: [month], asOf: last }
  const effect: TermsEffect = {
    month: first,
    accountsCount: 0,
    isComplete: true,
    beforeMinor: 0n,
    afterMinor: 0n,
    dearer: { count: 0, differenceMinor: 0n },
    cheaper: { count: 0, differenceMinor: 0n },
    sameCount: 0,
  }
  let after = 0
  for (;;) {
    const held = { tariffId: draft.tariffId, since: first }
    const contractIds = await findContractIdsHolding(ctx, held, { after, limit: AT_ONCE })
    if (contractIds.length === 0) return effect
    const facts = await readChargingFacts(ctx, contractIds, period, {
      justLooking: true,
      asIfLifted: true,
    })
    for (const account of facts.accounts) {
      if (effect.accountsCount >= ACCOUNTS_MAX) return { ...effect, isComplete: false }
      countAccount(effect, account, { draft, offers: facts.offers, period: toRulePeriod(period) })
    }
    after = contractIds.at(-1) ?? after
  }
}

type RulePeriod = Parameters<typeof computeDues>[2]

function toRulePeriod({ months, asOf }: Period): RulePeriod {
  return { months, asOf: toDayNumber(asOf) }
}

function countAccount(
  effect: TermsEffect,
  account: AccountFacts,
  { draft, offers, period }: { draft: Draft; offers: Offers; period: RulePeriod },
): void {
  const { tariffId } = draft
  const tariffs = account.tariffs.filter(({ offerId }) => offerId === tariffId)
  const offer = offers.tariffs.get(tariffId)
  const holds = tariffs.some(
    ({ until }) => until === null || until > (period.months[0]?.first ?? 0),
  )
  if (!offer || !holds) return
  const own = { ...account, tariffs, services: [], blocked: [] }
  const beforeMinor = feeOf(own, offers, period)
  const changed = { ...offers, tariffs: new Map([[tariffId, withDraft(offer, draft)]]) }
  const afterMinor = feeOf(own, changed, period)
  effect.accountsCount += 1
  effect.beforeMinor += beforeMinor
  effect.afterMinor += afterMinor
  if (afterMinor === beforeMinor) {
    effect.sameCount += 1
    return
  }
  const side = afterMinor > beforeMinor ? effect.dearer : effect.cheaper
  side.count += 1
  side.differenceMinor += afterMinor - beforeMinor
}

function feeOf(account: AccountFacts, offers: Offers, period: RulePeriod): bigint {
  return computeDues(account, offers, period).reduce((sum, { dueMinor }) => sum + dueMinor, 0n)
}

function withDraft(offer: Offer, { terms, from, audience }: Draft): Offer {
  const begin = toDayNumber(from)
  const number = offer.versions.length + 1
  const before = offer.versions
    .filter((version) => version.from < begin)
    .map((version) => ({ ...version, until: Math.min(version.until ?? begin, begin) }))
  const next = { ...terms, versionNumber: number, from: begin, until: null, audience }
  return { ...offer, versions: [...before, next] }
}
