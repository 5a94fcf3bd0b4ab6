import { divideRounded } from './rounding.ts'

/** VAT contained in a gross amount. The rate is in basis points: 2200 = 22 %. */
export function vatInside(grossMinor: bigint, rateBasisPoints: number): bigint {
  const rate = BigInt(rateBasisPoints)
  return divideRounded(grossMinor * rate, 10_000n + rate)
}

/** VAT to be added to a net amount. The rate is in basis points: 2200 = 22 %. */
export function vatOnTop(netMinor: bigint, rateBasisPoints: number): bigint {
  return divideRounded(netMinor * BigInt(rateBasisPoints), 10_000n)
}
