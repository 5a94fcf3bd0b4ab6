import type { Rate } from '@altyn/money'

/** How long a call counts: rounded up to steps, short ones raised or free. */
export type CallTiming = { stepSeconds: number; freeSeconds: number; minimumSeconds: number }
/** What a tariff says of every call, beside the price of its direction. */
export type CallTerms = CallTiming & {
  /** For the fact of an outgoing call, beside its minutes and what its direction takes for it. */
  callRate: Rate
  /** For a minute of an incoming call. */
  incomingRate: Rate
}
/** The price of a direction; null seconds: as the tariff says. */
export type DirectionPrice = {
  prefix: string
  band: string | null
  name: string
  class: string
  rate: Rate
  callRate: Rate
  stepSeconds: number | null
  freeSeconds: number | null
  minimumSeconds: number | null
}
/** What a call costs: so much a minute of its billed seconds, and so much for the fact of it. */
export type CallPrice = { billedSeconds: number; rate: Rate; callRate: Rate }

export const INCOMING_CLASS = 'incoming'

/**
 * The price of an outgoing call by its direction. A call of no seconds, or of no more than the free
 * ones, costs nothing at all.
 */
export function priceOutgoing(
  seconds: number,
  terms: CallTerms,
  direction: DirectionPrice,
): CallPrice {
  const billedSeconds = billSeconds(seconds, {
    stepSeconds: direction.stepSeconds ?? terms.stepSeconds,
    freeSeconds: direction.freeSeconds ?? terms.freeSeconds,
    minimumSeconds: direction.minimumSeconds ?? terms.minimumSeconds,
  })
  const callRate = billedSeconds === 0 ? 0n : terms.callRate + direction.callRate
  return { billedSeconds, rate: direction.rate, callRate }
}

/** The price of an incoming call for the one who is called. */
export function priceIncoming(seconds: number, terms: CallTerms): CallPrice {
  return { billedSeconds: billSeconds(seconds, terms), rate: terms.incomingRate, callRate: 0n }
}

function billSeconds(seconds: number, timing: CallTiming): number {
  if (seconds === 0 || seconds <= timing.freeSeconds) return 0
  const { stepSeconds } = timing
  return Math.ceil(Math.max(seconds, timing.minimumSeconds) / stepSeconds) * stepSeconds
}
