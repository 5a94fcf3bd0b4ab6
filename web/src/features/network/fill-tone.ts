const WARN_SHARE = 0.75
const BAD_SHARE = 0.9

/** The share of addresses that are given. */
export function shareOf(segment: { leasedCount: number; addressesCount: number }): number {
  return segment.addressesCount === 0 ? 0 : segment.leasedCount / segment.addressesCount
}

/** From three quarters on it is time to add a network; from nine tenths on it is urgent. */
export function fillTone(share: number): 'ok' | 'warn' | 'bad' {
  if (share >= BAD_SHARE) return 'bad'
  return share >= WARN_SHARE ? 'warn' : 'ok'
}
