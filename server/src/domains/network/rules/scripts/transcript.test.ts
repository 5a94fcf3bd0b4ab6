import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hide, LOG_MAX, type LogEntry, readable, withEntry } from './transcript.ts'

test('what a device sends is read without colours, bells and moving cursors', () => {
  const sent = '\u001b[31mred\u001b[0m\r\nsw1\u0007#\u001b]0;title\u0007 a\tb\u0000\u202e\u001b(B'
  assert.equal(readable(sent), 'red\nsw1# a  b')
  assert.equal(readable('progress 1%\rprogress 2%\r\r\nЁ'), 'progress 1%\nprogress 2%\nЁ')
})

test('broken sequences without end take no longer than others', () => {
  const started = performance.now()
  for (const broken of ['\u001b]', '\u001b[1;', '\u001b[', '\r']) readable(broken.repeat(100_000))
  assert.ok(performance.now() - started < 2000)
})

test('secrets are hidden wherever they stand, one within another too', () => {
  const shown = hide('enable secret-2\nPassword: secret-2x secret', [
    'secret',
    '',
    'secret-2x',
    'secret-2',
  ])
  assert.equal(shown, 'enable ••••••\nPassword: •••••• ••••••')
})

test('a letter that is cut in two is left out', () => {
  const [entry] = withEntry([], { kind: 'answered', text: `x${'😀'.repeat(LOG_MAX)}` })
  assert.ok(entry?.text.isWellFormed())
})

test('a log grows to its end and no further', () => {
  let log: LogEntry[] = []
  for (let i = 0; i < 100; i += 1)
    log = withEntry(log, { kind: 'answered', text: 'x'.repeat(1000) })
  const size = log.reduce((sum, { text }) => sum + text.length, 0)
  assert.equal(size, LOG_MAX + 1)
  assert.ok(log.at(-1)?.text.endsWith('…'))
})
