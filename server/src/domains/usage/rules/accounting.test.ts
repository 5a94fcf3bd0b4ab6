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
  at: Temporal.Instant.from('2026-04-17T10:00:00Z'),
  address: '10.0.0.7',
  framedPrefix: null,
  delegatedPrefix: null,
  callingStation: 'AA-BB',
  calledStation: '',
  nasPort: '',
  octetsIn: 0n,
  octetsOut: 0n,
  sessionSeconds: 0,
  cause: '',
  speedDownKbps: null,
  speedUpKbps: null,
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

test('a session that starts and stops within one batch is one finished session', () => {
  const [only, ...rest] = foldAccounting([start, interim, stop])
  assert.equal(rest.length, 0)
  assert.equal(only?.kind, 'stop')
  assert.equal(only?.address, '10.0.0.7')
  assert.equal(only?.octetsIn, 5_000_000_000n)
})

test('an Interim that overtakes its Stop neither reopens nor shrinks it', () => {
  const [only] = foldAccounting([
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
  assert.equal(foldAccounting(others).length, 4)
})

test('the start of a session is counted back from any packet', () => {
  assert.ok(startOf(interim).equals(start.at))
})
