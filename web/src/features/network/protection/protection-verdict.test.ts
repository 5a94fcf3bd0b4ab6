import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ProtectionVerdict, type RuleState, verdictOf } from './protection-verdict.ts'

const SINCE = '2026-04-17T09:00:00Z'
const WATCHED: RuleState = {
  rule: 'signature',
  isEnforced: false,
  readiness: { state: 'watching', requests: 7, since: SINCE },
  latest: null,
  probationUntil: null,
}
const SAFE = { state: 'safe' as const, requests: 900, since: SINCE }
const TAKEN_BACK = {
  id: 1,
  rule: 'signature' as const,
  enforcedAt: SINCE,
  enforcedBy: 'Петрова',
  endedAt: SINCE,
  endedBy: 'protection',
  rolledBack: { requests: 30, discarded: 20 },
}

const CASES: [change: Partial<RuleState>, verdict: ProtectionVerdict][] = [
  [{}, 'watching'],
  [{ readiness: { state: 'watching', requests: 0, since: null } }, 'silent'],
  [{ readiness: SAFE }, 'safe'],
  [{ readiness: { ...SAFE, state: 'unsafe' } }, 'unsafe'],
  [{ latest: TAKEN_BACK }, 'rolled-back'],
  [{ latest: TAKEN_BACK, readiness: SAFE }, 'safe'],
  [{ isEnforced: true }, 'enforced'],
  [{ isEnforced: true, probationUntil: SINCE }, 'probation'],
]

for (const [change, verdict] of CASES) {
  test(`${JSON.stringify(change)} is ${verdict}`, () => {
    assert.equal(verdictOf({ ...WATCHED, ...change }), verdict)
  })
}
