import type { Segment } from '@altyn/contract/network/segments'

const WARN_SHARE = 0.75
const BAD_SHARE = 0.9

export type Fill = { taken: number; reserved: number; free: number; share: number }
type Counts = Pick<Segment, 'addressesCount' | 'leasedCount' | 'fixedCount' | 'reservedCount'>

/** What of a segment is taken, held back and free; `share` is of what may be given at all. */
export function fillOf(segment: Counts): Fill {
  const { addressesCount, leasedCount, fixedCount, reservedCount } = segment
  const taken = leasedCount + fixedCount
  const reserved = Math.min(reservedCount, addressesCount)
  const givable = addressesCount - reserved
  const share = givable > 0 ? Math.min(1, taken / givable) : 0
  return { taken, reserved, free: Math.max(0, givable - taken), share }
}

/** From three quarters on it is time to add a network; from nine tenths on it is urgent. */
export function fillTone(share: number): 'ok' | 'warn' | 'bad' {
  if (share >= BAD_SHARE) return 'bad'
  return share >= WARN_SHARE ? 'warn' : 'ok'
}
