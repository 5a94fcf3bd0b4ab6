import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hasRestarted } from './uptime.ts'

const DAY = 86_400
const day = (count: number) => count * DAY * 100

test('a device whose uptime went on has not restarted, one whose uptime fell behind has', () => {
  assert.equal(hasRestarted(day(10), day(10) + 30_000, 300), false)
  assert.equal(hasRestarted(day(10), 2000, 300), true)
  assert.equal(
    hasRestarted(1000, 180_000, 3600),
    true,
    'up for longer than before, yet not for as long as has passed',
  )
})

test('an uptime that begins anew after 497 days is no restart', () => {
  const last = 2 ** 32 - 10_000
  assert.equal(hasRestarted(last, 20_000, 300), false)
  assert.equal(hasRestarted(last, 1000, 300), true, 'it should stand at 200 s by now')
})

test('a restart after 300 days is seen as well as one after a day', () => {
  assert.equal(hasRestarted(day(300), 3000, 300), true)
})

test('a clock that goes wrong by a per cent is no restart', () => {
  assert.equal(hasRestarted(day(1), day(1) + DAY * 99, DAY), false)
})
