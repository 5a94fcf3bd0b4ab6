import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTestClock } from './clock.ts'

test('a test clock stands still, moves by calendar days of its zone and can be set', () => {
  const clock = createTestClock('2026-03-28T23:30:00+01:00', 'Europe/Berlin')
  assert.equal(`${clock.now()}`, '2026-03-28T22:30:00Z')
  clock.advance({ days: 1 })
  // The night of summer time has 23 hours.
  assert.equal(`${clock.now()}`, '2026-03-29T21:30:00Z')
  clock.set('2026-04-17T10:00:00+03:00')
  assert.equal(`${clock.now()}`, '2026-04-17T07:00:00Z')
})
