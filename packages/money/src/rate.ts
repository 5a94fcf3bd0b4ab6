import { divideRounded } from './rounding.ts'

/** A price finer than a kopeck: a bigint in millionths of a rouble, so that 1.2345 roubles are 1_234_500n. */
export type Rate = bigint

/** How many units of a rate make one minor unit. */
export const RATE_PER_MINOR = 10_000n

const RATE = /^(-?)(\d{1,12})(?:[.,](\d{1,6}))?$/

/**
 * Reads a decimal price into a rate: `1.2345` → 1_234_500n, a comma is taken as a point.
 * Throws on anything but digits with at most six decimals: callers check the form first.
 */
export function parseRate(text: string): Rate {
  const match = RATE.exec(text)
  if (!match) throw new RangeError(`Not a price: ${JSON.stringify(text)}`)
  const [, sign, whole = '0', decimals = ''] = match
  const rate = BigInt(whole) * 1_000_000n + BigInt(decimals.padEnd(6, '0') || '0')
  return sign === '-' ? -rate : rate
}

/** A rate as a decimal string of roubles, two to six decimals: 1_234_500n → `1.2345`. */
export function formatRate(rate: Rate): string {
  const digits = (rate < 0n ? -rate : rate).toString().padStart(7, '0')
  const decimals = digits.slice(-6).replace(/0{1,4}$/, '')
  return `${rate < 0n ? '-' : ''}${digits.slice(0, -6)}.${decimals}`
}

/** A sum of exact rates as minor units, rounded once, half away from zero. */
export function rateToMinor(rate: Rate): bigint {
  return divideRounded(rate, RATE_PER_MINOR)
}
