import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bandOfHour, fromClock, toClock } from './week-minutes.ts'

const BANDS = [
  {
    code: 'night',
    intervals: [{ weekdays: 62, fromMinute: 22 * 60, untilMinute: 480, holidays: 'any' as const }],
  },
  {
    code: 'weekend',
    intervals: [{ weekdays: 65, fromMinute: 0, untilMinute: 1440, holidays: 'any' as const }],
  },
]

test('the picture of a week shows what the first fitting band covers', () => {
  assert.equal(bandOfHour(BANDS, 0, 12), undefined)
  assert.equal(bandOfHour(BANDS, 0, 23), 'night')
  assert.equal(bandOfHour(BANDS, 5, 3), 'night', 'the night of Friday')
  assert.equal(bandOfHour(BANDS, 5, 12), 'weekend')
  assert.equal(bandOfHour(BANDS, 0, 3), undefined, 'Sunday has no night')
})

test('a time of day is read as it is written', () => {
  assert.equal(toClock(1350), '22:30')
  assert.equal(fromClock('8:05'), 485)
  assert.equal(fromClock('24:00'), 1440)
  assert.equal(fromClock('24:01'), undefined)
  assert.equal(fromClock('12:60'), undefined)
})
