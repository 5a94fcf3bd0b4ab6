import { divideRounded, RATE_PER_MINOR, type Rate } from '@altyn/money'

/** What a unit costs from an amount on, in whole units: megabytes or minutes. */
export type PriceStep = { from: number; rate: Rate }
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
  /** By rising amount, the first one from nought. */
  steps: readonly PriceStep[]
}
export type Usage = { octetsIn: bigint; octetsOut: bigint; seconds: bigint }
/** So many days of a month of so many. */
export type Share = { days: number; ofDays: number }

export type PricedPart = { fromUnits: number; rate: Rate; amount: bigint }
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
 * first; the steps count what is paid for.
 */
export function priceUsage(
  terms: AmountTerms,
  usage: Usage,
  { share, carried = 0n }: { share: Share; carried?: bigint },
): PricedUsage {
  const perUnit = amountPerUnit(terms)
  const used = countUsage(terms, usage)
  const included = includedAmount(terms, share) + carried
  const paid = used > included ? used - included : 0n
  const parts = divideBySteps(terms, paid)
  const exact = parts.reduce((sum, { rate, amount }) => sum + rate * amount, 0n)
  const perMinor = RATE_PER_MINOR * perUnit
  const dueMinor = divideRounded(exact, perMinor)
  return { used, included, carried, paid, parts, exact, perMinor, dueMinor }
}

/** What is left of the included amount of a month for the next one. Nothing is carried twice. */
export function carryOver(terms: AmountTerms, usage: Usage, share: Share): bigint {
  if (!terms.carriesOver) return 0n
  const left = includedAmount(terms, share) - countUsage(terms, usage)
  return left > 0n ? left : 0n
}

/** Octets or seconds in one unit of the price. */
export function amountPerUnit({ unit }: Pick<AmountTerms, 'unit'>): bigint {
  return unit === 'megabyte' ? OCTETS_PER_MEGABYTE : SECONDS_PER_MINUTE
}

function countUsage({ unit, counts }: AmountTerms, usage: Usage): bigint {
  if (unit === 'minute') return usage.seconds
  const { octetsIn, octetsOut } = usage
  switch (counts) {
    case 'in':
      return octetsIn
    case 'out':
      return octetsOut
    case 'sum':
      return octetsIn + octetsOut
    case 'larger':
      if (octetsIn > octetsOut) return octetsIn
      return octetsOut
  }
}

function includedAmount(terms: AmountTerms, { days, ofDays }: Share): bigint {
  const whole = BigInt(terms.included) * amountPerUnit(terms)
  if (!terms.includedByDays || days >= ofDays) return whole
  return divideRounded(whole * BigInt(days), BigInt(ofDays))
}

function divideBySteps(terms: AmountTerms, paid: bigint): PricedPart[] {
  if (paid === 0n) return []
  const perUnit = amountPerUnit(terms)
  const { steps } = terms
  if (terms.stepping === 'whole') {
    const reached = steps.findLast(({ from }) => BigInt(from) * perUnit <= paid)
    return reached ? [{ fromUnits: 0, rate: reached.rate, amount: paid }] : []
  }
  const parts: PricedPart[] = []
  for (const [i, { from, rate }] of steps.entries()) {
    const begin = BigInt(from) * perUnit
    const next = steps[i + 1]
    const end = next ? BigInt(next.from) * perUnit : paid
    const amount = (end < paid ? end : paid) - begin
    if (amount > 0n) parts.push({ fromUnits: from, rate, amount })
  }
  return parts
}
