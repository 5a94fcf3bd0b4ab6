const WORD_BITS = 32n

export type Counting = {
  before: bigint
  after: bigint
  /** How wide the counter is: 32 or 64. */
  bits: 32 | 64
  /** More than this cannot have been counted: then it was set back, or wrapped unseen. */
  most: bigint
}

/**
 * How much a counter grew between two looks, across one wrap (RFC 2578, 7.1.6: a counter that reaches
 * its end begins at zero). Undefined when the growth cannot be true: the counter was reset.
 */
export function counterGrowth({ before, after, bits, most }: Counting): bigint | undefined {
  const growth = BigInt.asUintN(bits, after - before)
  return growth <= most ? growth : undefined
}

// What half the range is for errors: nobody sees two thousand million of them between two polls.
const ERRORS_MAX = 1n << (WORD_BITS - 1n)
const MEGA = 1_000_000n
const OCTET_BITS = 8n
// A line may be told a little slower than it is, and clocks differ.
const TOLERANCE_PERCENT = 120n
const PERCENT = 100n
const UNKNOWN_MBPS = 400_000n

export type PortCounters = {
  inOctets: bigint
  outOctets: bigint
  errors: bigint
  discards: bigint
  /** How wide the octet counters are. Those of errors always have 32 bits. */
  bits: 32 | 64
}
export type PortGrowth = Omit<PortCounters, 'bits'>

/**
 * What went over a line between two looks that are `seconds` apart. Undefined when it cannot be known:
 * counters of another width, or set back meanwhile, or more than the line carries. `speedMbps` 0 = not
 * said. Errors that were set back count as none.
 */
export function portGrowth(
  before: PortCounters,
  after: PortCounters,
  { seconds, speedMbps }: { seconds: number; speedMbps: number },
): PortGrowth | undefined {
  if (before.bits !== after.bits || seconds <= 0) return undefined
  const mbps = speedMbps > 0 ? BigInt(speedMbps) : UNKNOWN_MBPS
  const carried = (mbps * MEGA * BigInt(Math.ceil(seconds)) * TOLERANCE_PERCENT) / PERCENT
  const most = carried / OCTET_BITS
  const octets = (name: 'inOctets' | 'outOctets') =>
    counterGrowth({ before: before[name], after: after[name], bits: after.bits, most })
  const events = (name: 'errors' | 'discards') =>
    counterGrowth({ before: before[name], after: after[name], bits: 32, most: ERRORS_MAX }) ?? 0n
  const inOctets = octets('inOctets')
  const outOctets = octets('outOctets')
  if (inOctets === undefined || outOctets === undefined) return undefined
  return { inOctets, outOctets, errors: events('errors'), discards: events('discards') }
}
