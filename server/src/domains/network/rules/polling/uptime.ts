const TICKS_PER_SECOND = 100
const WRAP_TICKS = 2 ** 32
const DRIFT_SECONDS = 60
// Clocks of cheap devices go wrong by a few per cent.
const DRIFT_SHARE = 0.05

/**
 * Whether a device has started anew between two looks that are `elapsedSeconds` apart, by its uptime
 * in hundredths of a second. A look after 497 days, when that begins at zero by itself (TimeTicks of
 * RFC 2578, 7.1.8), is no start.
 */
export function hasRestarted(
  beforeTicks: number,
  nowTicks: number,
  elapsedSeconds: number,
): boolean {
  const expected = beforeTicks + elapsedSeconds * TICKS_PER_SECOND
  const ahead = (((nowTicks - expected) % WRAP_TICKS) + WRAP_TICKS) % WRAP_TICKS
  const drift = Math.min(ahead, WRAP_TICKS - ahead)
  return drift > (DRIFT_SECONDS + elapsedSeconds * DRIFT_SHARE) * TICKS_PER_SECOND
}
