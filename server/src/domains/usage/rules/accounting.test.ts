import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type AccountingRecord, foldAccounting, startOf } from './accounting.ts'

const start: AccountingRecord = {
  kind: 'start',
  nasId: 1,
  acctSessionId: 'a',
  login: 'ivanova',
  accountId: 7,
  contractId: 3,
  isGuest: false,
  guestAccountId: null,
  isTrafficIgnored: false,
  at: Temporal.Instant.from('2026-04-17T10:00:00Z'),
  address: '10.0.0.7',
  framedPrefix: null,
  delegatedPrefix: null,
  callingStation: 'AA-BB',
  calledStation: '',
  line: '',
  nasPort: '',
  octetsIn: 0n,
  octetsOut: 0n,
  sessionSeconds: 0,
  cause: '',
  speedDownKbps: null,
  speedUpKbps: null,
  interimSeconds: 300,
}
const interim: AccountingRecord = {
  ...start,
  kind: 'interim',
  at: start.at.add({ seconds: 300 }),
  address: null,
  framedPrefix: null,
  delegatedPrefix: null,
  octetsIn: 5_000_000_000n,
  octetsOut: 10n,
  sessionSeconds: 300,
}
const stop: AccountingRecord = {
  ...interim,
  kind: 'stop',
  at: start.at.add({ seconds: 310 }),
  sessionSeconds: 310,
}

/** What has to be one round. */
function foldOnce(records: readonly AccountingRecord[]): AccountingRecord[] {
  const [round = [], ...more] = foldAccounting(records)
  assert.equal(more.length, 0)
  return round
}

test('a session that starts and stops within one batch is one finished session', () => {
  const [only, ...rest] = foldOnce([start, interim, stop])
  assert.equal(rest.length, 0)
  assert.equal(only?.kind, 'stop')
  assert.equal(only?.address, '10.0.0.7')
  assert.equal(only?.octetsIn, 5_000_000_000n)
})

test('an Interim that overtakes its Stop neither reopens nor shrinks it', () => {
  const [only] = foldOnce([
    { ...stop, octetsIn: 9n },
    { ...interim, octetsIn: 8n },
  ])
  assert.equal(only?.kind, 'stop')
  assert.equal(only?.octetsIn, 9n)
})

test('sessions of different logins, servers and ids stay apart', () => {
  const others = [
    start,
    { ...start, login: 'b' },
    { ...start, nasId: 2 },
    { ...start, acctSessionId: 'b' },
  ]
  assert.equal(foldOnce(others).length, 4)
})

test('the start of a session is counted back from any packet', () => {
  assert.ok(startOf(interim).equals(start.at))
})

test('counters that begin anew within a batch are written after what was there before', () => {
  const before = { ...interim, octetsIn: 9_000n }
  const after = {
    ...before,
    at: before.at.add({ seconds: 300 }),
    sessionSeconds: 600,
    octetsIn: 70n,
  }
  const later = { ...after, at: after.at.add({ seconds: 300 }), sessionSeconds: 900, octetsIn: 80n }
  const rounds = foldAccounting([before, after, later, { ...start, login: 'b' }])
  assert.deepEqual(
    rounds.map((round) => round.map(({ login, octetsIn }) => [login, octetsIn])),
    [
      [
        ['ivanova', 9_000n],
        ['b', 0n],
      ],
      [['ivanova', 80n]],
    ],
  )
})

test('a late packet, and one without counters, are no new beginning', () => {
  const late = { ...interim, sessionSeconds: 100, octetsIn: 5n }
  const empty = { ...interim, at: stop.at, sessionSeconds: 310, octetsIn: 0n, octetsOut: 0n }
  assert.equal(foldOnce([interim, late, empty])[0]?.octetsIn, interim.octetsIn)
})
