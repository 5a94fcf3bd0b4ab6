import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type AgentHearing, hearingOf } from './agent-silence.ts'

const NOW = Temporal.Instant.from('2026-04-17T12:00:00Z')
const ago = (seconds: number) => NOW.subtract({ seconds }).toString()
const WELL: AgentHearing = {
  now: NOW,
  toldAt: ago(50),
  lastContactAt: ago(20),
  liveSessions: 40,
  interimSeconds: 300,
}

const CASES: [why: string, change: Partial<AgentHearing>, verdict: string][] = [
  ['hears', {}, 'ok hears'],
  ['no process has told of it', { toldAt: undefined }, 'quiet none'],
  ['its process is silent for minutes', { toldAt: ago(200) }, 'bad stopped'],
  ['nothing has ever come', { lastContactAt: null }, 'note waits'],
  ['an interval was missed', { lastContactAt: ago(600) }, 'ok hears'],
  ['two intervals were missed', { lastContactAt: ago(601) }, 'warn silent'],
  ['five, with live sessions', { lastContactAt: ago(1501) }, 'bad silent'],
  ['five, nobody is on-line', { lastContactAt: ago(1501), liveSessions: 0 }, 'warn silent'],
  ['rare reports, a long pause', { lastContactAt: ago(1501), interimSeconds: 3600 }, 'ok hears'],
]

for (const [why, change, verdict] of CASES) {
  test(`an agent: ${why}`, () => {
    const { tone, word } = hearingOf({ ...WELL, ...change })
    assert.equal(`${tone} ${word}`, verdict)
  })
}
