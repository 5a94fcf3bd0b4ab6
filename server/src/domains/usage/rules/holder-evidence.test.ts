import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type HolderSession, judgeSessions, sortByCertainty, weaker } from './holder-evidence.ts'

const instant = (text: string) => Temporal.Instant.from(text)
const AT = instant('2026-04-17T10:00:00Z')

function session(
  accountId: number | null,
  startedAt: string,
  closedAt: string | null,
  more: Partial<HolderSession> = {},
): HolderSession {
  const ended = closedAt === null ? null : instant(closedAt)
  return {
    id: 1n,
    nasId: 1,
    acctSessionId: 'session',
    login: `u${accountId}`,
    accountId,
    isGuest: false,
    contractId: accountId,
    startedAt: instant(startedAt),
    updatedAt: ended ?? instant('2026-04-17T09:55:00Z'),
    closedAt: ended,
    cause: ended && 'user-request',
    callingStation: '',
    nasPort: '',
    network: null,
    ...more,
  }
}

const judged = (sessions: readonly HolderSession[]) =>
  judgeSessions(sessions, AT).map(({ claim, certainty, reason }) => [
    claim.accountId,
    certainty,
    reason,
  ])

test('the only account on an address had it for sure, live or ended since', () => {
  assert.deepEqual(judged([session(7, '2026-04-17T08:00:00Z', null)]), [[7, 'sure', 'only-holder']])
  assert.deepEqual(judged([session(7, '2026-04-16T22:00:00Z', '2026-04-17T10:00:01Z')]), [
    [7, 'sure', 'only-holder'],
  ])
})

test('of two accounts that overlap the one that began later is likelier: the other never told a Stop', () => {
  const forgotten = session(3, '2026-04-16T12:00:00Z', '2026-04-18T12:00:00Z')
  const present = session(7, '2026-04-17T09:30:00Z', '2026-04-17T11:00:00Z')
  assert.deepEqual(judged([forgotten, present]), [
    [7, 'likely', 'latest-of-several'],
    [3, 'possible', 'earlier-of-several'],
  ])
})

test('two sessions of one account leave no doubt, and those of nobody are told apart by login', () => {
  const both = [
    session(7, '2026-04-17T08:00:00Z', '2026-04-17T12:00:00Z'),
    session(7, '2026-04-17T09:00:00Z', '2026-04-17T12:00:00Z'),
  ]
  assert.deepEqual(
    judged(both).map(([, certainty]) => certainty),
    ['sure', 'sure'],
  )
  const strangers = [
    session(null, '2026-04-17T08:00:00Z', null, { login: 'Guest' }),
    session(null, '2026-04-17T09:00:00Z', null, { login: 'other' }),
  ]
  assert.deepEqual(
    judged(strangers).map(([, , reason]) => reason),
    ['latest-of-several', 'earlier-of-several'],
  )
})

test('a session that was lost before the moment may have gone on, unless its account is there again', () => {
  const lost = { cause: 'lost' }
  const silent = session(3, '2026-04-17T08:00:00Z', '2026-04-17T09:50:00Z', lost)
  assert.deepEqual(judged([silent]), [[3, 'possible', 'silent']])
  const again = session(3, '2026-04-17T09:52:00Z', null)
  assert.deepEqual(judged([silent, again]), [[3, 'sure', 'only-holder']])
})

test('a chain is as sure as its weakest link, and the surest chain is told first', () => {
  const sure = { certainty: 'sure', reason: 'only-holder' } as const
  const likely = { certainty: 'likely', reason: 'latest-of-several' } as const
  const possible = { certainty: 'possible', reason: 'silent' } as const
  assert.equal(weaker(sure, likely), likely)
  assert.equal(weaker(possible, likely), possible)
  assert.equal(weaker(sure, sure).reason, 'only-holder')
  assert.deepEqual(sortByCertainty([possible, sure, likely]), [sure, likely, possible])
})
