import { divideRounded } from './rounding.ts'

/**
 * Splits an amount in proportion to weights so that the parts sum to the whole to the kopeck:
 * every part is the difference of rounded running totals. All-zero weights give all to the last.
 */
export function splitByWeights(amountMinor: bigint, weights: readonly bigint[]): bigint[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0n)
  if (total === 0n) return weights.map((_, i) => (i === weights.length - 1 ? amountMinor : 0n))
  let weightSoFar = 0n
  let givenSoFar = 0n
  return weights.map((weight) => {
    weightSoFar += weight
    const upToHere = divideRounded(amountMinor * weightSoFar, total)
    const part = upToHere - givenSoFar
    givenSoFar = upToHere
    return part
  })
}
