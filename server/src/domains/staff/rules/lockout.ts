const FREE_ATTEMPTS = 5
const FIRST_LOCK_SECONDS = 30
const LOCK_SECONDS_MAX = 3600

/** How long sign-in stays shut after so many failures in a row: doubling from 30 s to an hour. */
export function lockSeconds(failedAttempts: number): number {
  const over = failedAttempts - FREE_ATTEMPTS
  return over < 0 ? 0 : Math.min(FIRST_LOCK_SECONDS * 2 ** over, LOCK_SECONDS_MAX)
}
