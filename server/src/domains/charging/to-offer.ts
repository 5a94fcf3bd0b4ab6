import type { Service, Tariff } from '../catalogue/index.ts'
import type { Offer } from './rules/charge-facts.ts'
import { toDayNumber } from './rules/day-number.ts'
import type { ServiceOffer } from './rules/service-dues.ts'

/** A tariff as the arithmetic of fees sees it. */
export function toTariffOffer({ id, name, serviceClass, versions }: Tariff): Offer {
  return {
    id,
    name,
    serviceClass,
    versions: versions.map(({ number, from, until, ...terms }) => ({
      ...terms,
      versionNumber: number,
      from: toDayNumber(from),
      until: until ? toDayNumber(until) : null,
    })),
  }
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
