/** An exact rational number: rates finer than a kopeck are fractions until they are posted. */
export type Fraction = { numerator: bigint; denominator: bigint }

/** Divides and rounds half away from zero: the one rounding of the whole system. */
export function divideRounded(numerator: bigint, denominator: bigint): bigint {
  if (denominator === 0n) throw new RangeError('Division by zero')
  const negative = numerator < 0n !== denominator < 0n
  const top = numerator < 0n ? -numerator : numerator
  const bottom = denominator < 0n ? -denominator : denominator
  const rounded = (2n * top + bottom) / (2n * bottom)
  return negative ? -rounded : rounded
}

/** An amount times an exact fraction, rounded once. */
export function timesFraction(amountMinor: bigint, { numerator, denominator }: Fraction): bigint {
  return divideRounded(amountMinor * numerator, denominator)
}

/** The part of an amount that falls on `part` of `whole` equal units (days of a month). */
export function prorate(amountMinor: bigint, part: number, whole: number): bigint {
  return divideRounded(amountMinor * BigInt(part), BigInt(whole))
}
