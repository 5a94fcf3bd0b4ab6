import { parseRate } from '@altyn/money'
import type { Service, Tariff, UsageTerms } from '../catalogue/index.ts'
import type { AmountTerms, CallAllowance } from '../rating/index.ts'
import type { Offer } from './rules/charge-facts.ts'
import { toDayNumber } from './rules/day-number.ts'
import type { ServiceOffer } from './rules/service-dues.ts'

/** A tariff as the arithmetic of fees sees it. */
export function toTariffOffer({ id, name, serviceClass, versions }: Tariff): Offer {
  return {
    id,
    name,
    serviceClass,
    versions: versions.map(({ number, from, until, usage, ...terms }) => ({
      ...terms,
      metered: toAmountTerms(usage),
      calls: toCallAllowance(usage),
      versionNumber: number,
      from: toDayNumber(from),
      until: until ? toDayNumber(until) : null,
    })),
  }
}

/** Prices of volume or time; nothing for a tariff whose usage is not measured so. */
function toAmountTerms(usage: UsageTerms | null): AmountTerms | null {
  if (!usage || usage.kind === 'calls') return null
  const { included, carriesOver, includedByDays, stepping } = usage
  return {
    unit: usage.kind === 'volume' ? 'megabyte' : 'minute',
    counts: usage.kind === 'volume' ? usage.counts : 'sum',
    included,
    carriesOver,
    includedByDays,
    stepping,
    prices: usage.prices.map(({ category, band, steps }) => ({
      category,
      band,
      steps: steps.map(({ from, price }) => ({ from, rate: parseRate(price) })),
    })),
  }
}

/** The minutes given for calls; their prices come with the calls themselves. */
function toCallAllowance(usage: UsageTerms | null): CallAllowance | null {
  if (usage?.kind !== 'calls') return null
  const { included, carriesOver, includedByDays, includedClasses } = usage
  return { included, carriesOver, includedByDays, includedClasses }
}

/** A service as the arithmetic of fees sees it: its price is a fee by the calendar month or the day. */
export function toServiceOffer(service: Service): ServiceOffer {
  const { id, name, serviceClass, kind, discountScope, versions } = service
  return {
    id,
    name,
    serviceClass,
    kind,
    discountScope,
    versions: versions.map(({ number, from, until, priceMinor, ...terms }) => ({
      ...terms,
      versionNumber: number,
      from: toDayNumber(from),
      until: until ? toDayNumber(until) : null,
      audience: 'everybody',
      feeMinor: priceMinor,
      feePeriod: kind === 'daily' ? 'day' : 'month',
      feeCharged: kind === 'monthly' ? 'in-advance' : 'daily-parts',
      feeAnchor: 'calendar',
      blockFeeDaysMax: null,
      blockPolicy: 'none',
    })),
  }
}
