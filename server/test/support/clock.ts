import type { Clock } from '#platform/clock'

export type TestClock = Clock & {
  /** Moves on by calendar time of the operator's zone: a day is a day, whatever its hours. */
  advance(duration: Temporal.DurationLike): void
  set(when: string): void
}

/** A clock that stands still at a moment, such as `2026-04-17T10:00:00+03:00`, until it is moved. */
export function createTestClock(start: string, timeZone = 'Europe/Moscow'): TestClock {
  let now = Temporal.Instant.from(start)
  return {
    now: () => now,
    advance(duration) {
      now = now.toZonedDateTimeISO(timeZone).add(duration).toInstant()
    },
    set(when) {
      now = Temporal.Instant.from(when)
    },
  }
}
