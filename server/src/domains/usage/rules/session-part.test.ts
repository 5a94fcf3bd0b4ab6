import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AccountingRecord } from './accounting.ts'
import { findRun, keyOf, type PartCounters, raiseRun, SESSION_OVER } from './session-part.ts'

const START = Temporal.Instant.from('2026-04-10T09:00:00Z')

type News = { kind?: AccountingRecord['kind']; minute: number; seconds?: number; down?: bigint }

/** A record of the service INET, `minute` minutes after it was switched on. */
function record({ kind = 'interim', minute, seconds = minute * 60, down = 0n }: News) {
  const plain: AccountingRecord = {
    kind,
    nasId: 1,
    acctSessionId: 'part-1',
    login: 'ivanova',
    accountId: 5,
    contractId: 7,
    isGuest: false,
    guestAccountId: null,
    isTrafficIgnored: false,
    at: START.add({ minutes: minute }),
    address: null,
    framedPrefix: null,
    delegatedPrefix: null,
    callingStation: '',
    calledStation: '',
    nasPort: '',
    line: '',
    octetsIn: down,
    octetsOut: 0n,
    sessionSeconds: seconds,
    cause: kind === 'stop' ? 'User-Request' : '',
    speedDownKbps: null,
    speedUpKbps: null,
    interimSeconds: null,
    part: {
      name: 'INET',
      parentSessionId: 'session-1',
      serviceId: 3,
      counting: 'category',
      category: 'inet',
    },
  }
  return plain
}

/** What is known after news in their order. */
function tell(...news: News[]): PartCounters {
  const [first, ...more] = news
  assert.ok(first)
  let known = raiseRun(undefined, record(first))
  for (const one of more) known = raiseRun(known, record(one))
  return known
}

const START_NEWS: News = { kind: 'start', minute: 0 }

test('counters of a service only grow: what comes again, late or out of order adds nothing twice', () => {
  const known = tell(
    START_NEWS,
    { minute: 10, down: 500n },
    { minute: 10, down: 500n },
    { minute: 5, down: 200n },
    START_NEWS,
  )
  assert.equal(known.octetsIn, 500n)
  assert.equal(known.sessionSeconds, 600)
  assert.equal(known.endedAt, null)
  assert.equal(String(known.startedAt), String(START))
})

test('what comes after the Stop still counts and does not begin the service again', () => {
  const known = tell(
    START_NEWS,
    { kind: 'stop', minute: 10, down: 500n },
    { minute: 9, down: 600n },
    { kind: 'stop', minute: 11, seconds: 600, down: 500n },
  )
  assert.equal(known.octetsIn, 600n)
  assert.equal(String(known.endedAt), String(START.add({ minutes: 10 })))
  assert.equal(known.cause, 'User-Request')
})

test('a Stop whose Start was never heard makes a whole run', () => {
  const known = tell({ kind: 'stop', minute: 30, down: 900n })
  assert.equal(known.octetsIn, 900n)
  assert.equal(String(known.startedAt), String(START))
  assert.ok(known.endedAt)
})

test('counters that began anew go on from where they were, and older ones say nothing any more', () => {
  const known = tell(
    START_NEWS,
    { minute: 10, down: 500n },
    { minute: 20, down: 100n },
    { minute: 25, down: 300n },
    { minute: 10, down: 500n },
  )
  assert.equal(known.octetsIn, 800n)
  assert.equal(known.baseIn, 500n)
})

test('an empty counter says nothing', () => {
  const known = tell(START_NEWS, { minute: 10, down: 500n }, { minute: 20, down: 0n })
  assert.equal(known.octetsIn, 500n)
})

test('whose end was only concluded is on again when it reports; one that was told stays over', () => {
  const known = tell(START_NEWS, { minute: 10, down: 500n })
  const concluded = { ...known, endedAt: known.updatedAt, cause: SESSION_OVER }
  assert.equal(raiseRun(concluded, record({ minute: 60, down: 700n })).endedAt, null)
  const stopped = raiseRun(concluded, record({ kind: 'stop', minute: 60, down: 700n }))
  assert.deepEqual(
    [String(stopped.endedAt), stopped.cause],
    [String(START.add({ minutes: 60 })), 'User-Request'],
  )
})

test('a record is of the run that is on, else of the one that had not ended when it began, else of a new one', () => {
  const ended = tell(START_NEWS, { kind: 'stop', minute: 10 })
  const live = tell({ kind: 'start', minute: 20, seconds: 0 })
  assert.equal(findRun([ended, live], record({ minute: 9 })), live)
  assert.equal(findRun([ended], record({ minute: 9 })), ended)
  assert.equal(findRun([ended], record({ kind: 'start', minute: 20, seconds: 0 })), undefined)
  assert.equal(findRun([], record(START_NEWS)), undefined)
  assert.equal(findRun([ended], record({ kind: 'stop', minute: 20, seconds: 0 })), ended)
  const left = { ...ended, cause: SESSION_OVER }
  assert.equal(findRun([left], record({ kind: 'stop', minute: 11, seconds: 30 })), left)
  assert.equal(findRun([left], record({ kind: 'start', minute: 11, seconds: 0 })), undefined)
})

test('a record of a service is about the session that it belongs to', () => {
  const key = { nasId: 1, login: 'ivanova' }
  assert.deepEqual(keyOf(record(START_NEWS)), { ...key, acctSessionId: 'session-1' })
  const { part: _, ...ofSession } = record(START_NEWS)
  assert.deepEqual(keyOf(ofSession), { ...key, acctSessionId: 'part-1' })
})
