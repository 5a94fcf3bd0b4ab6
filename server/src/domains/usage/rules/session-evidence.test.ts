import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  type DoubtfulSession,
  judgeAnswer,
  type Probe,
  planProbe,
  type ServerAnswer,
  type SessionState,
  stateOf,
} from './session-evidence.ts'

const NOON = Temporal.Instant.from('2026-04-10T12:00:00Z')
const before = (minutes: number) => NOON.subtract({ minutes })

/** Told to report every five minutes, silent for twelve, while its server reports about others. */
const silent: DoubtfulSession = {
  reason: 'silent',
  heardAt: before(12),
  promisedSeconds: 300,
  hasReported: true,
  probes: 0,
  probedAt: null,
  server: {
    sessions: 100,
    doubtful: 1,
    heardAt: NOON,
    canBeAsked: false,
    keepsLastOnly: false,
  },
}
const at = (server: Partial<DoubtfulSession['server']>) => ({
  server: { ...silent.server, ...server },
})

const PLANS: [what: string, session: Partial<DoubtfulSession>, plan: Probe][] = [
  ['a silent session is told to end where it cannot be asked about', {}, 'end'],
  ['it is only asked about where that is possible', at({ canBeAsked: true }), 'ask'],
  [
    'one that never reported is not ended: its server may not report at all',
    { hasReported: false },
    'wait',
  ],
  ['but a question does no harm', { hasReported: false, ...at({ canBeAsked: true }) }, 'ask'],
  ['nothing is done while the whole server is silent', at({ heardAt: before(12) }), 'wait'],
  ['nor when most of its sessions are', at({ doubtful: 51, canBeAsked: true }), 'wait'],
  [
    'a small server may be silent with most of its sessions',
    at({ sessions: 3, doubtful: 2 }),
    'end',
  ],
  [
    'a newer session of the device is no proof while the next report is not due',
    { reason: 'newer', heardAt: before(5), ...at({ canBeAsked: true }) },
    'wait',
  ],
  [
    'a report that is missing then is',
    { reason: 'newer', heardAt: before(6), ...at({ canBeAsked: true }) },
    'ask',
  ],
  [
    'or an order to end',
    { reason: 'newer', heardAt: before(6), ...at({ heardAt: before(5) }) },
    'end',
  ],
  [
    'at once when the agent keeps the last sign-in only',
    { reason: 'newer', heardAt: before(0), hasReported: false, ...at({ keepsLastOnly: true }) },
    'end',
  ],
  [
    'which says nothing about silence',
    { hasReported: false, ...at({ keepsLastOnly: true }) },
    'wait',
  ],
  [
    'nobody is asked again within a quarter of an hour',
    { probes: 1, probedAt: before(14) },
    'wait',
  ],
  ['then once more', { probes: 1, probedAt: before(15) }, 'end'],
  ['and then after twice as long', { probes: 2, probedAt: before(29) }, 'wait'],
  ['eight hours at most', { probes: 60, probedAt: before(480) }, 'end'],
]

for (const [what, session, plan] of PLANS) {
  test(what, () => assert.equal(planProbe({ ...silent, ...session }, NOON), plan))
}

const asked: ServerAnswer = { probe: 'ask', isDone: true, errorCause: null, reason: 'silent' }
const ANSWERS: [what: string, answer: Partial<ServerAnswer>, cause: string | null, kind: string][] =
  [
    ['the server knows the session', {}, null, 'confirmed'],
    ['it does not', { isDone: false, errorCause: 503 }, 'gone', 'gone'],
    [
      'it does not, told to end it',
      { probe: 'end', isDone: false, errorCause: 503 },
      'gone',
      'gone',
    ],
    ['it has ended it', { probe: 'end' }, 'ended-silent', 'ended'],
    ['it has ended the older one', { probe: 'end', reason: 'newer' }, 'superseded', 'ended'],
    ['it refuses, which proves nothing', { isDone: false, errorCause: 405 }, null, 'refused'],
  ]
for (const [what, answer, cause, kind] of ANSWERS) {
  test(`asked about a session: ${what}`, () => {
    const verdict = judgeAnswer({ ...asked, ...answer })
    assert.deepEqual([verdict.cause, verdict.evidence.kind], [cause, kind])
  })
}

test('a state is what the doubt says, and the question more than the doubt', () => {
  const states: [Parameters<typeof stateOf>[0], SessionState][] = [
    [{ doubtReason: null, probedAt: null }, 'live'],
    [{ doubtReason: 'silent', probedAt: null }, 'silent'],
    [{ doubtReason: 'newer', probedAt: null }, 'suspected'],
    [{ doubtReason: 'newer', probedAt: NOON }, 'probed'],
  ]
  for (const [doubt, state] of states) assert.equal(stateOf(doubt), state)
})
