import type { DirectionPrice } from './call-price.ts'

const DIGITS = 10
const ZERO = 48
const NONE = -1
const FIRST_NODES = 1024

/** Finds the price of a number of plain digits in a band of time; nothing where no prefix fits. */
export type FindDirection = (digits: string, band: string | null) => DirectionPrice | undefined

/**
 * Puts prices into a tree of digits. The price of a number is that of the longest prefix that has one
 * at this time: that of the band itself before that of all other times.
 */
export function indexDirections(prices: readonly DirectionPrice[]): FindDirection {
  const { childOf, nodeOf, count } = growTree(prices)
  // The prices of a node hang together: where they begin, and which one is next.
  const firstOf = new Int32Array(count).fill(NONE)
  const nextOf = new Int32Array(prices.length)
  nodeOf.forEach((node, i) => {
    nextOf[i] = firstOf[node] ?? NONE
    firstOf[node] = i
  })
  const priceAt = (node: number, band: string | null): DirectionPrice | undefined => {
    let otherwise: DirectionPrice | undefined
    for (let i = firstOf[node] ?? NONE; i !== NONE; i = nextOf[i] ?? NONE) {
      const price = prices[i]
      if (price?.band === band) return price
      if (price?.band === null) otherwise = price
    }
    return otherwise
  }
  return (digits, band) => {
    let node = 0
    let found: DirectionPrice | undefined
    for (let i = 0; i < digits.length; i += 1) {
      node = childOf[node * DIGITS + digits.charCodeAt(i) - ZERO] ?? 0
      if (node === 0) return found
      found = priceAt(node, band) ?? found
    }
    return found
  }
}

/** Nodes by number, the root being 0, with ten children each, and the node of every price. */
function growTree(prices: readonly DirectionPrice[]) {
  let childOf = new Int32Array(FIRST_NODES * DIGITS)
  let count = 1
  const nodeOf = new Int32Array(prices.length)
  for (const [i, { prefix }] of prices.entries()) {
    let node = 0
    for (let digit = 0; digit < prefix.length; digit += 1) {
      const place = node * DIGITS + prefix.charCodeAt(digit) - ZERO
      if (childOf[place] === 0) {
        if ((count + 1) * DIGITS > childOf.length) childOf = twiceAsLong(childOf)
        childOf[place] = count
        count += 1
      }
      node = childOf[place] ?? 0
    }
    nodeOf[i] = node
  }
  return { childOf, nodeOf, count }
}

function twiceAsLong(cells: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const longer = new Int32Array(cells.length * 2)
  longer.set(cells)
  return longer
}
