import { divideRounded, RATE_PER_MINOR, type Rate } from '@altyn/money'
import type { DayNumber } from './day-number.ts'

/** What one account pays otherwise than its tariff or service says, over a half-open span of days. */
export type Adjustment = {
  id: number
  kind: 'own-price' | 'coefficient' | 'percent' | 'absolute'
  /** Minor units for own-price and absolute, basis points for coefficient and percent. */
  amount: bigint
  from: DayNumber
  until: DayNumber | null
  /** The smaller comes first. */
  priority: number
  /** One that does not stack applies only when it comes first, and nothing comes after it. */
  isStacking: boolean
  title: string
}
export type PriceStep = { adjustment: Adjustment; afterRate: Rate }
export type AdjustedPrice = { rate: Rate; steps: PriceStep[] }

const WHOLE = 10_000n
const ORDER = { 'own-price': 0, coefficient: 1, percent: 2, absolute: 2 }

/**
 * The price after everything agreed with the account: first its own price, then the coefficient,
 * then discounts by priority. A discount that does not stack stands alone: it counts only if it is
 * the first one, and then no other does. Never below zero; exact to a ten-thousandth of a kopeck.
 */
export function adjustPrice(priceMinor: bigint, adjustments: readonly Adjustment[]): AdjustedPrice {
  let rate = priceMinor * RATE_PER_MINOR
  const steps: PriceStep[] = []
  let discounts = 0
  let isClosed = false
  for (const adjustment of inOrder(adjustments)) {
    const isDiscount = ORDER[adjustment.kind] === 2
    if (isDiscount && (isClosed || (!adjustment.isStacking && discounts > 0))) continue
    rate = applied(rate, adjustment)
    if (isDiscount) {
      discounts += 1
      isClosed = !adjustment.isStacking
    }
    steps.push({ adjustment, afterRate: rate })
  }
  return { rate, steps }
}

function inOrder(adjustments: readonly Adjustment[]): readonly Adjustment[] {
  if (adjustments.length < 2) return adjustments
  return adjustments.toSorted(
    (a, b) => ORDER[a.kind] - ORDER[b.kind] || a.priority - b.priority || a.id - b.id,
  )
}

function applied(rate: Rate, { kind, amount }: Adjustment): Rate {
  switch (kind) {
    case 'own-price':
      return amount * RATE_PER_MINOR
    case 'coefficient':
      return divideRounded(rate * amount, WHOLE)
    case 'percent':
      return divideRounded(rate * (WHOLE - amount), WHOLE)
    case 'absolute':
      return atLeastZero(rate - amount * RATE_PER_MINOR)
  }
}

function atLeastZero(rate: Rate): Rate {
  return rate > 0n ? rate : 0n
}
