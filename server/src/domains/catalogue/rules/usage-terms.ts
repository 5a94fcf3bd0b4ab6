/** Prices by amount, as decimal text of roubles: each step holds from its amount on. */
export type PriceSteps = { from: number; price: string }[]
/** The price of one category of traffic in one band of time; null stands for all others. */
export type UsagePrice = { category: string | null; band: string | null; steps: PriceSteps }

type Included = { included: number; carriesOver: boolean; includedByDays: boolean }
type Stepped = { stepping: 'graduated' | 'whole'; prices: UsagePrice[] }

/** What usage costs beyond the fee: of a megabyte (2^20 bytes), of a minute on-line, of calls. */
export type UsageTerms =
  | ({ kind: 'volume'; counts: 'in' | 'out' | 'sum' | 'larger' } & Included & Stepped)
  | ({ kind: 'time' } & Included & Stepped)
  | ({
      kind: 'calls'
      priceListId: number
      includedClasses: string[]
      stepSeconds: number
      freeSeconds: number
      minimumSeconds: number
      callPrice: string
      incomingPrice: string
    } & Included)

export type TariffFamily =
  | 'internet-flat'
  | 'internet-volume'
  | 'internet-time'
  | 'telephony'
  | 'services'

const USAGE_OF: Partial<Record<TariffFamily, UsageTerms['kind']>> = {
  'internet-volume': 'volume',
  'internet-time': 'time',
  telephony: 'calls',
}

/** A family is priced by one kind of usage, or by none. */
export function suitsFamily(family: TariffFamily, usage: UsageTerms | null): boolean {
  return (usage?.kind ?? undefined) === USAGE_OF[family]
}
