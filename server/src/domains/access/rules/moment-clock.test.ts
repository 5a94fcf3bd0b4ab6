import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createMomentClock } from './moment-clock.ts'

const clock = createMomentClock({
  bands: [
    {
      code: 'night',
      intervals: [{ weekdays: 127, fromMinute: 23 * 60, untilMinute: 7 * 60, holidays: 'any' }],
    },
  ],
  days: new Map(),
  timeZone: 'Europe/Moscow',
})
const EPOCH = Temporal.PlainDate.from('1970-01-01')

function at(instant: string) {
  const { band, begins } = clock(Temporal.Instant.from(instant).epochMilliseconds)
  const day = (number: number) => EPOCH.add({ days: number }).toString()
  return [band, day(begins.day), day(begins.week), day(begins.month)]
}

test('day, week and month begin in the operator’s zone, weeks on Monday', () => {
  // Sunday evening, half an hour before Monday in Moscow.
  const sunday = ['night', '2026-03-01', '2026-02-23', '2026-03-01']
  assert.deepEqual(at('2026-03-01T23:30:00+03:00'), sunday)
  const monday = ['night', '2026-03-02', '2026-03-02', '2026-03-01']
  assert.deepEqual(at('2026-03-02T00:00:00+03:00'), monday)
  assert.deepEqual(at('2026-03-02T07:00:00+03:00'), [null, ...monday.slice(1)])
  assert.deepEqual(at('2026-03-01T23:30:00+03:00'), sunday, 'asked about the past again')
})
