import type { TariffFamily } from '@altyn/contract/catalogue/terms'
import type { TermsDraft } from '../terms.ts'

const COMMON = { included: 0, carriesOver: false, includedByDays: true }
export const FIRST_STEP = { from: 0, price: '' }

/** What the usage of a tariff of a family begins with; nothing where only the fee is paid. */
export function firstUsage(family: TariffFamily): TermsDraft['usage'] {
  const prices = [{ category: null, band: null, steps: [FIRST_STEP] }]
  if (family === 'internet-volume') {
    return { kind: 'volume', counts: 'sum', stepping: 'graduated', prices, ...COMMON }
  }
  if (family === 'internet-time') {
    return { kind: 'time', stepping: 'graduated', prices, ...COMMON }
  }
  if (family !== 'telephony') return null
  return {
    kind: 'calls',
    // Chosen in the form: a tariff without a price list is not let through.
    priceListId: undefined,
    includedClasses: [],
    stepSeconds: 60,
    freeSeconds: 0,
    minimumSeconds: 0,
    callPrice: '0',
    incomingPrice: '0',
    ...COMMON,
  }
}
