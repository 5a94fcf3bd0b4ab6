import { createBandClock } from '../../server/src/domains/rating/rules/band-clock.ts'
import {
  type CallTerms,
  type DirectionPrice,
  priceOutgoing,
} from '../../server/src/domains/rating/rules/call-price.ts'
import { indexDirections } from '../../server/src/domains/rating/rules/direction-index.ts'
import { type DrawnCall, drawCalls } from './dataset.ts'

const PROVED = 20_000
export const TERMS: CallTerms = {
  stepSeconds: 1,
  freeSeconds: 0,
  minimumSeconds: 0,
  callRate: 0n,
  incomingRate: 0n,
}
const TIME_ZONE = 'Europe/Moscow'
const TIME_BANDS = [
  { code: 'night', intervals: [interval(62, 1320, 480)] },
  { code: 'weekend', intervals: [interval(65, 0, 1440)] },
]

function interval(weekdays: number, fromMinute: number, untilMinute: number) {
  return { weekdays, fromMinute, untilMinute, holidays: 'any' as const }
}

/** What a call costs in millionths of a rouble times seconds of a minute. */
export type PriceCall = (call: DrawnCall) => bigint

/** Prices calls by the tree of digits, as the house does. */
export function createPricer(prices: readonly DirectionPrice[]): PriceCall {
  const find = indexDirections(prices)
  const bandOf = createBandClock(TIME_BANDS, { timeZone: TIME_ZONE, days: new Map() })
  return ({ numberTo, startedAtMs, seconds }) => {
    const direction = find(numberTo, bandOf(startedAtMs))
    if (!direction) return 0n
    const { rate, billedSeconds } = priceOutgoing(seconds, TERMS, direction)
    return rate * BigInt(billedSeconds)
  }
}

/** The same by a look at every shorter beginning of the number, and at the clock itself. */
export function createPlainPricer(prices: readonly DirectionPrice[]): PriceCall {
  const byPrefix = new Map(prices.map((price) => [`${price.prefix} ${price.band ?? ''}`, price]))
  return ({ numberTo, startedAtMs, seconds }) => {
    const band = plainBand(startedAtMs)
    for (let length = numberTo.length; length > 0; length -= 1) {
      const prefix = numberTo.slice(0, length)
      const found = byPrefix.get(`${prefix} ${band}`) ?? byPrefix.get(`${prefix} `)
      if (found) return found.rate * BigInt(seconds)
    }
    return 0n
  }
}

function plainBand(epochMs: number): string {
  const at = Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(TIME_ZONE)
  const isWorkday = (weekday: number) => weekday % 7 >= 1 && weekday % 7 <= 5
  if (at.hour >= 22 && isWorkday(at.dayOfWeek)) return 'night'
  if (at.hour < 8 && isWorkday(at.dayOfWeek + 6)) return 'night'
  return isWorkday(at.dayOfWeek) ? '' : 'weekend'
}

/** How many calls a second one core prices, and how many it only looks up in a table. */
export function measureInMemory(
  prices: readonly DirectionPrice[],
  count: number,
): { perSecond: number; floorPerSecond: number } {
  const calls = [...drawCalls(count, { accounts: 1000, prices })]
  const price = createPricer(prices)
  const plain = createPlainPricer(prices)
  for (const call of calls.slice(0, PROVED)) {
    if (price(call) !== plain(call)) throw new Error(`a call to ${call.numberTo} differs`)
  }
  const known = new Map(calls.map(({ numberTo, seconds }) => [numberTo, BigInt(seconds)]))
  return {
    perSecond: perSecond(calls, price),
    floorPerSecond: perSecond(calls, ({ numberTo }) => known.get(numberTo) ?? 0n),
  }
}

function perSecond(calls: readonly DrawnCall[], price: PriceCall): number {
  let sum = 0n
  const began = performance.now()
  for (const call of calls) sum += price(call)
  const seconds = (performance.now() - began) / 1000
  if (sum === 0n) throw new Error('nothing was priced')
  return calls.length / seconds
}
