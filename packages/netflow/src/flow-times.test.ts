import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FlowRecord } from './flow-record.ts'
import { collecting, ipfix, NOW_MS, NOW_SECONDS } from './testing/datagrams.ts'
import {
  fieldsOf,
  optionsTemplate,
  set,
  template,
  type Written,
  type WrittenField,
  written,
} from './testing/written.ts'

const NTP_SECONDS = 2_208_988_800

/** Sends a template of these fields and one record of these values, and returns what is told. */
function tell(fields: WrittenField[], values: Written[]): FlowRecord[] {
  const { receive } = collecting()
  return receive(ipfix({}, set(2, template(400, fields)), set(400, written(...values))))
}

const FIRST = NOW_MS - 7250
const LAST = NOW_MS - 250
const BOOT = NOW_MS - 86_400_000
const ntp = (ms: number) =>
  (BigInt(Math.floor(ms / 1000) + NTP_SECONDS) << 32n) | BigInt(((ms % 1000) * 2 ** 32) / 1000)

/** The same two instants, each time by other fields. */
const WAYS: [string, (number | bigint)[]][] = [
  ['152/8 153/8', [FIRST, LAST]],
  ['154/8 155/8', [ntp(FIRST), ntp(LAST)]],
  ['156/8 157/8', [ntp(FIRST), ntp(LAST)]],
  ['158/4 159/4', [7_250_000, 250_000]],
  ['160/8 22/4 21/4', [BOOT, FIRST - BOOT, LAST - BOOT]],
  ['152/8 161/4', [FIRST, 7000]],
  ['161/4 153/8', [7000, LAST]],
  ['150/4 152/8 153/8', [1, FIRST, LAST]],
]

test('each way to tell a time comes to the same instants', () => {
  for (const [text, values] of WAYS) {
    const fields = fieldsOf(text)
    const record = fields.map(([, octets], index): Written => [values[index] ?? 0, octets])
    const [flow] = tell([[8, 4], ...fields], ['192.0.2.1', ...record])
    assert.deepEqual([flow?.firstAtMs, flow?.lastAtMs], [FIRST, LAST], text)
  }
})

test('no millisecond is lost where NTP cuts its fraction', () => {
  for (const part of [0, 1, 7, 333, 999]) {
    const fraction = BigInt(Math.floor((part * 2 ** 32) / 1000))
    const ntpCut = (BigInt(NOW_SECONDS + NTP_SECONDS) << 32n) | fraction
    assert.equal(
      tell(fieldsOf('8/4 154/8'), ['192.0.2.1', [ntpCut, 8]])[0]?.firstAtMs,
      NOW_MS + part,
    )
  }
})

test('seconds alone are whole seconds, and the instant of an event is both ends', () => {
  const [whole] = tell(fieldsOf('8/4 150/4 151/4'), [
    '192.0.2.1',
    [NOW_SECONDS - 9, 4],
    [NOW_SECONDS, 4],
  ])
  assert.deepEqual([whole?.firstAtMs, whole?.lastAtMs], [NOW_MS - 9000, NOW_MS])
  const [event] = tell(fieldsOf('8/4 230/1 323/8'), ['192.0.2.1', [4, 1], [NOW_MS - 250, 8]])
  assert.deepEqual(
    [event?.firstAtMs, event?.lastAtMs, event?.natEvent],
    [NOW_MS - 250, NOW_MS - 250, 4],
  )
})

test('the start of an exporter may come in its options', () => {
  const { receive } = collecting()
  const boot = NOW_MS - 60 * 86_400_000 // more than 2^32 ms: the uptimes have run over once
  const fields = fieldsOf('8/4 22/4 21/4')
  const wrapped = (ms: number) => (ms - boot) % 2 ** 32
  const [flow] = receive(
    ipfix(
      {},
      set(3, optionsTemplate(300, 1, fieldsOf('149/4 160/8'))),
      set(300, written([1, 4], [boot, 8])),
      set(2, template(256, fields)),
      set(256, written('192.0.2.1', [wrapped(NOW_MS - 5000), 4], [wrapped(NOW_MS - 10), 4])),
    ),
  )
  assert.deepEqual([flow?.firstAtMs, flow?.lastAtMs], [NOW_MS - 5000, NOW_MS - 10])
})

test('an instant that no calendar knows is as if it were not told', () => {
  for (const nonsense of [2n ** 64n - 1n, 8_640_000_000_000_001n]) {
    const [flow] = tell(fieldsOf('8/4 152/8 153/8'), ['192.0.2.1', [nonsense, 8], [nonsense, 8]])
    assert.deepEqual([flow?.firstAtMs, flow?.lastAtMs], [NOW_MS, NOW_MS])
  }
  const [endless] = tell(fieldsOf('8/4 152/8 161/8'), [
    '192.0.2.1',
    [NOW_MS, 8],
    [2n ** 64n - 1n, 8],
  ])
  assert.deepEqual([endless?.firstAtMs, endless?.lastAtMs], [NOW_MS, NOW_MS])
})

test('the seconds of NTP go on after their era ends in 2036', () => {
  const in2040 = 2_208_988_800_000 + 123
  const seconds = Math.floor(in2040 / 1000) + NTP_SECONDS - 2 ** 32
  const fraction = BigInt(Math.ceil((123 * 2 ** 32) / 1000))
  const [flow] = tell(fieldsOf('8/4 154/8'), [
    '192.0.2.1',
    [(BigInt(seconds) << 32n) | fraction, 8],
  ])
  assert.equal(flow?.firstAtMs, in2040)
})
