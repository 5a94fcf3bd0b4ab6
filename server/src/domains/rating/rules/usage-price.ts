import { divideRounded, RATE_PER_MINOR, type Rate } from '@altyn/money'

/** What a unit costs from an amount on, in whole units: megabytes or minutes. */
export type PriceStep = { from: number; rate: Rate }
/** The price of one category of traffic in one band of time; null stands for all others. */
export type SteppedPrice = {
  category: string | null
  band: string | null
  /** By rising amount, the first one from nought. */
  steps: readonly PriceStep[]
}
export type AmountTerms = {
  unit: 'megabyte' | 'minute'
  /** Which way traffic is counted; nothing for time. */
  counts: 'in' | 'out' | 'sum' | 'larger'
  /** Whole units given with the fee of a whole month. */
  included: number
  /** What was not used is added to the next month, once. */
  carriesOver: boolean
  /** An incomplete month gives only the part by days. */
  includedByDays: boolean
  /** `graduated`: each part at its own price; `whole`: everything at the price of the step reached. */
  stepping: 'graduated' | 'whole'
  prices: readonly SteppedPrice[]
}
export type Usage = { octetsIn: bigint; octetsOut: bigint; seconds: bigint }
/** What was used on one day of one category in one band of time. */
export type UsageGroup = Usage & {
  /** Days since 1970-01-01. */
  day: number
  category: string | null
  band: string | null
}
/** So many days of a month of so many. */
export type Share = { days: number; ofDays: number }

export type PricedPart = {
  category: string | null
  band: string | null
  fromUnits: number
  rate: Rate
  amount: bigint
}
export type PricedUsage = {
  /** In octets or seconds, as everything here that is called an amount. */
  used: bigint
  included: bigint
  /** Of the included what came over from the month before. */
  carried: bigint
  paid: bigint
  parts: PricedPart[]
  /** Exact money: a rate times an amount; minor units are this by `perMinor`. */
  exact: bigint
  perMinor: bigint
  dueMinor: bigint
}

const OCTETS_PER_MEGABYTE = 1n << 20n
const SECONDS_PER_MINUTE = 60n

/**
 * What usage costs beyond the included amount, exact, and rounded once. The included amount goes
 * first, day by day, within a day in the order of the prices; the steps of each price count what is
 * paid for at it. The order in which usage became known does not matter.
 */
export function priceUsage(
  terms: AmountTerms,
  groups: readonly UsageGroup[],
  { share, carried = 0n }: { share: Share; carried?: bigint },
): PricedUsage {
  const count = counterOf(terms, groups)
  const included = includedAmount(terms, share) + carried
  const paidAt = terms.prices.map(() => 0n)
  let used = 0n
  for (const { group, price } of inOrder(terms.prices, groups)) {
    const amount = count(group)
    const before = used > included ? used - included : 0n
    used += amount
    const after = used > included ? used - included : 0n
    paidAt[price] = (paidAt[price] ?? 0n) + after - before
  }
  const parts = terms.prices.flatMap(({ category, band, steps }, i) =>
    divideBySteps(terms, steps, paidAt[i] ?? 0n).map((part) => ({ category, band, ...part })),
  )
  const paid = used > included ? used - included : 0n
  const exact = parts.reduce((sum, { rate, amount }) => sum + rate * amount, 0n)
  const perMinor = RATE_PER_MINOR * amountPerUnit(terms)
  const dueMinor = divideRounded(exact, perMinor)
  return { used, included, carried, paid, parts, exact, perMinor, dueMinor }
}

/** What is left of the included amount of a month for the next one. Nothing is carried twice. */
export function carryOver(terms: AmountTerms, groups: readonly UsageGroup[], share: Share): bigint {
  if (!terms.carriesOver) return 0n
  const count = counterOf(terms, groups)
  const used = groups.reduce((sum, group) => sum + count(group), 0n)
  const left = includedAmount(terms, share) - used
  return left > 0n ? left : 0n
}

/** Octets or seconds in one unit of the price. */
export function amountPerUnit({ unit }: Pick<AmountTerms, 'unit'>): bigint {
  return unit === 'megabyte' ? OCTETS_PER_MEGABYTE : SECONDS_PER_MINUTE
}

/** The included amount of a month or of a part of one, in octets or seconds. */
export function includedAmount(
  terms: Pick<AmountTerms, 'unit' | 'included' | 'includedByDays'>,
  { days, ofDays }: Share,
): bigint {
  const whole = BigInt(terms.included) * amountPerUnit(terms)
  if (!terms.includedByDays || days >= ofDays) return whole
  return divideRounded(whole * BigInt(days), BigInt(ofDays))
}

/** Which way is the larger one is asked of all the usage together, not of each part of it. */
function counterOf(
  { unit, counts }: AmountTerms,
  groups: readonly UsageGroup[],
): (usage: Usage) => bigint {
  if (unit === 'minute') return ({ seconds }) => seconds
  if (counts === 'sum') return ({ octetsIn, octetsOut }) => octetsIn + octetsOut
  const surplus = groups.reduce((sum, { octetsIn, octetsOut }) => sum + octetsIn - octetsOut, 0n)
  const isIn = counts === 'in' || (counts === 'larger' && surplus > 0n)
  return isIn ? ({ octetsIn }) => octetsIn : ({ octetsOut }) => octetsOut
}

function inOrder(prices: readonly SteppedPrice[], groups: readonly UsageGroup[]) {
  return groups
    .map((group) => ({ group, price: priceOf(prices, group) }))
    .sort((a, b) => a.group.day - b.group.day || a.price - b.price)
}

/** The price of the category in the band; else of the category, else of the band, else of all others. */
function priceOf(prices: readonly SteppedPrice[], { category, band }: UsageGroup): number {
  const at = (wanted: { category: string | null; band: string | null }) =>
    prices.findIndex((price) => price.category === wanted.category && price.band === wanted.band)
  const found = [
    { category, band },
    { category, band: null },
    { category: null, band },
    { category: null, band: null },
  ].map(at)
  return found.find((index) => index >= 0) ?? 0
}

type Stepped = Pick<PricedPart, 'fromUnits' | 'rate' | 'amount'>

function divideBySteps(terms: AmountTerms, steps: readonly PriceStep[], paid: bigint): Stepped[] {
  if (paid === 0n) return []
  const perUnit = amountPerUnit(terms)
  if (terms.stepping === 'whole') {
    const reached = steps.findLast(({ from }) => BigInt(from) * perUnit <= paid)
    return reached ? [{ fromUnits: 0, rate: reached.rate, amount: paid }] : []
  }
  const parts: Stepped[] = []
  for (const [i, { from, rate }] of steps.entries()) {
    const begin = BigInt(from) * perUnit
    const next = steps[i + 1]
    const end = next ? BigInt(next.from) * perUnit : paid
    const amount = (end < paid ? end : paid) - begin
    if (amount > 0n) parts.push({ fromUnits: from, rate, amount })
  }
  return parts
}
