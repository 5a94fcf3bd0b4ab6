const DOUBLED_MAX = 4
const PAUSE_SECONDS_MAX = 3600

/**
 * Seconds until a device is asked again: its own pace, and ever more slowly while it does not answer,
 * an hour at most unless its own pace is slower.
 */
export function pollPause(pollSeconds: number, failuresCount: number): number {
  const doubled = Math.min(Math.max(failuresCount - 1, 0), DOUBLED_MAX)
  const slowed = Math.min(pollSeconds * 2 ** doubled, PAUSE_SECONDS_MAX)
  return Math.max(slowed, pollSeconds)
}
