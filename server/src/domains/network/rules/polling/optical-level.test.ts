import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lineState } from './line-state.ts'
import { opticalLevel } from './optical-level.ts'
import { pollPause } from './poll-pause.ts'

test('−25 dBm is good, −27 is still weak, less is bad', () => {
  assert.deepEqual([-19.5, -25, -25.1, -27, -27.1].map(opticalLevel), [
    'good',
    'good',
    'weak',
    'weak',
    'bad',
  ])
})

test('a line is switched off, down, up, or up and losing frames', () => {
  const of = (isAdminUp: boolean, isUp: boolean, errorsPerMinute: number | null) =>
    lineState({ isAdminUp, isUp, errorsPerMinute })
  assert.equal(of(false, false, 5), 'disabled')
  assert.equal(of(true, false, 5), 'down')
  assert.equal(of(true, true, null), 'up')
  assert.equal(of(true, true, 0.9), 'up')
  assert.equal(of(true, true, 1), 'errors')
})

test('a device that does not answer is asked ever more rarely, at last once an hour', () => {
  const pauses = [0, 1, 2, 3, 4, 5, 50].map((failures) => pollPause(300, failures))
  assert.deepEqual(pauses, [300, 300, 600, 1200, 2400, 3600, 3600])
  assert.equal(pollPause(86_400, 9), 86_400, 'never more often than its own pace')
  assert.equal(pollPause(30, 9), 480)
})
