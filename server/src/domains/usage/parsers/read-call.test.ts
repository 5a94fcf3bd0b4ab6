import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CallFormat } from '../../network/index.ts'
import { createCallReader, plainNumber } from './read-call.ts'

const FORMAT: CallFormat = {
  columns: ['startedAt', 'from', 'to', 'seconds', 'uniqueId'],
  time: 'iso',
  replacements: [
    { prefix: '810', length: null, replaceWith: '' },
    { prefix: '8', length: 11, replaceWith: '7' },
  ],
}
const OPTIONS = { agentId: 1, timeZone: 'Europe/Moscow' }
const reader = (format: Partial<CallFormat> = {}) =>
  createCallReader({ ...FORMAT, ...format }, OPTIONS)

const NUMBERS: [written: string, becomes: string][] = [
  ['8 (391) 200-00-01', '73912000001'],
  ['810493012345', '493012345'],
  ['+7 391 200 00 01', '73912000001'],
  ['101', '101'],
]

for (const [written, becomes] of NUMBERS) {
  test(`${written} becomes ${becomes}`, () => {
    assert.equal(plainNumber(written, FORMAT.replacements), becomes)
  })
}

const TIMES: [time: CallFormat['time'], written: string, instant: string | undefined][] = [
  ['iso', '2026-04-10 10:00:05', '2026-04-10T07:00:05Z'],
  ['iso', '2026-04-10T10:00:05.250Z', '2026-04-10T10:00:05.25Z'],
  ['iso', '2026-04-10 10:00:05+07:00', '2026-04-10T03:00:05Z'],
  ['iso', '2026-02-30 10:00:05', undefined],
  ['iso', '10.04.2026 10:00:05', undefined],
  ['dmy', '10.04.2026 10:00:05', '2026-04-10T07:00:05Z'],
  ['dmy', '10/04/2026 10:00:61', undefined],
  ['unix', '1775804405', '2026-04-10T07:00:05Z'],
  ['unix', 'yesterday', undefined],
]

for (const [time, written, instant] of TIMES) {
  test(`${written} by ${time} is ${instant ?? 'no moment'}`, () => {
    const read = reader({ time })([written, '1001', '1002', '5', ''])
    const found =
      read && 'call' in read
        ? Temporal.Instant.fromEpochMilliseconds(read.call.startedAtMs).toString()
        : undefined
    assert.equal(found, instant)
  })
}

test('a call is told from others by the id of the exchange, else by all that is said of it', () => {
  const key = (format: Partial<CallFormat>, cells: string[]) => {
    const read = reader(format)(cells)
    return read && 'call' in read ? read.call.key : ''
  }
  const at = '2026-04-10 10:00:00'
  const plain = { columns: ['startedAt', 'from', 'to', 'seconds'] as const }
  assert.equal(
    key({}, [at, '1001', '1002', '5', 'a1']),
    key({}, [at, '1001', '1002', '7', 'a1']),
    'a corrected duration is the same call',
  )
  assert.notEqual(
    key({ columns: [...plain.columns] }, [at, '1001', '1002', '5']),
    key({ columns: [...plain.columns] }, [at, '1001', '1002', '7']),
  )
})

test('a call that nobody answered is none, a row that is wrong names its field', () => {
  const read = reader()
  assert.equal(read(['2026-04-10 10:00:00', '1001', '1002', '0', '']), null)
  assert.deepEqual(read(['2026-04-10 10:00:00', '1001', '', '5', '']), {
    fault: { field: 'to', value: '' },
  })
  assert.deepEqual(read(['2026-04-10 10:00:00', '1001', '1002', '-5', '']), {
    fault: { field: 'seconds', value: '-5' },
  })
})
