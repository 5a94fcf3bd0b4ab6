import type { Terms } from './tariff-version.ts'
import type { UsageTerms } from './usage-terms.ts'

/** What terms may refer to: bands of time, categories of traffic, price lists with prices in them. */
export type KnownWords = {
  bands: ReadonlyMap<string, { isOnHours: boolean }>
  categories: ReadonlySet<string>
  priceLists: ReadonlySet<number>
}
export type TermsFault = { field: string; code: string }

/** What terms refer to that is not kept here: a price that could never apply is refused. */
export function unknownIn(
  { usage, speedRules }: Pick<Terms, 'usage' | 'speedRules'>,
  known: KnownWords,
): TermsFault | undefined {
  const unknown = speedRules.findIndex(
    (rule) => rule.kind === 'band' && !known.bands.has(rule.band),
  )
  if (unknown >= 0) return { field: `speedRules.${unknown}.band`, code: 'catalogue.unknown-band' }
  if (!usage) return undefined
  if (usage.kind !== 'calls') return unknownPrice(usage.prices, known)
  return known.priceLists.has(usage.priceListId)
    ? undefined
    : { field: 'usage.priceListId', code: 'catalogue.unknown-price-list' }
}

type Prices = Exclude<UsageTerms, { kind: 'calls' }>['prices']

function unknownPrice(prices: Prices, known: KnownWords): TermsFault | undefined {
  for (const [i, { category, band }] of prices.entries()) {
    if (category !== null && !known.categories.has(category)) {
      return { field: `usage.prices.${i}.category`, code: 'catalogue.unknown-category' }
    }
    const found = band === null ? undefined : known.bands.get(band)
    if (band !== null && !found) {
      return { field: `usage.prices.${i}.band`, code: 'catalogue.unknown-band' }
    }
    // Usage is counted by hours: nobody could tell which half of one it belongs to.
    if (found && !found.isOnHours) {
      return { field: `usage.prices.${i}.band`, code: 'catalogue.band-not-on-hours' }
    }
  }
  return undefined
}
