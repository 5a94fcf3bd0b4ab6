import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isHarmful, type Observation, readinessOf } from './protection.ts'

const NOW = Temporal.Instant.from('2026-04-17T12:00:00Z')
const hoursAgo = (hours: number) => NOW.subtract({ minutes: Math.round(hours * 60) })

function seen(times: number, first: number, last: number, requestsByThen = 0): Observation {
  return {
    times: BigInt(times),
    firstAt: hoursAgo(first),
    lastAt: hoursAgo(last),
    requestsByThen: BigInt(requestsByThen),
  }
}

const READINESS: [why: string, ...Parameters<typeof of>][] = [
  ['nothing has come yet', undefined, undefined, 'watching', 0],
  ['a hundred in a day, none unsigned', seen(100, 24, 0), undefined, 'safe', 100],
  ['one too few', seen(99, 24, 0), undefined, 'watching', 99],
  ['a minute too young', seen(500, 23.98, 0), undefined, 'watching', 500],
  ['an unsigned one an hour ago', seen(900, 90, 0), seen(3, 80, 1, 850), 'unsafe', 50],
  ['unsigned until it was set right', seen(900, 90, 0), seen(700, 90, 30, 701), 'safe', 199],
  ['set right, but few came since', seen(900, 90, 0), seen(800, 90, 30, 890), 'watching', 10],
]

function of(
  requests: Observation | undefined,
  offending: Observation | undefined,
  state: string,
  clean: number,
) {
  const readiness = readinessOf(NOW, requests, offending)
  assert.equal(readiness.state, state)
  assert.equal(readiness.requests, BigInt(clean))
}

for (const [why, ...row] of READINESS) {
  test(`may a rule be enforced? ${why}: ${row[2]}`, () => of(...row))
}

const HARM: [requests: number, discarded: number, isHarm: boolean][] = [
  [0, 0, false],
  [19, 19, false],
  [20, 20, true],
  [20, 1, false],
  [20, 2, true],
  [10_000, 500, false],
  [10_000, 501, true],
  [100_000, 20, false],
]

for (const [requests, discarded, isHarm] of HARM) {
  test(`${discarded} of ${requests} dropped ${isHarm ? 'is harm' : 'is borne'}`, () => {
    assert.equal(isHarmful({ requests, discarded }), isHarm)
  })
}
