import assert from 'node:assert/strict'
import { test } from 'node:test'
import { collecting, ipfix, NOW_MS, netflow5, netflow9, sflow5 } from '../testing/datagrams.ts'
import { fieldsOf, optionsTemplate9, set, template, written } from '../testing/written.ts'
import { Sequence } from './sequence.ts'

const flows = (count: number) => Array.from({ length: count }, () => ({}))
const state = ({ lost, late, restarts }: Sequence) => ({ lost, late, restarts })

test('lost flows of NetFlow v5 are those between the numbers, of each engine by itself', () => {
  const { collector, receive } = collecting()
  receive(netflow5({ sequence: 100, engine: 1 }, flows(3)))
  receive(netflow5({ sequence: 103, engine: 1 }, flows(2)))
  receive(netflow5({ sequence: 7, engine: 2 }, flows(2)))
  assert.equal(collector.counters().lost.netflow5, 0)
  receive(netflow5({ sequence: 135, engine: 1 }, flows(1)))
  assert.equal(collector.counters().lost.netflow5, 30)
  const byEngine = collector
    .exporters()
    .map(({ observationDomain, lost }) => [observationDomain, lost])
  assert.deepEqual(byEngine, [
    [1, 30],
    [2, 0],
  ])
})

test('lost datagrams of NetFlow v9 and sFlow are counted', () => {
  const { collector, receive } = collecting()
  for (const sequence of [1, 2, 5]) receive(netflow9({ sequence }))
  for (const sequence of [1, 2, 9]) receive(sflow5({ sequence }))
  for (const sequence of [500, 501]) receive(sflow5({ sequence, agent: '192.0.2.77' }))
  assert.equal(collector.counters().lost.netflow9, 2)
  assert.equal(collector.counters().lost.sflow5, 6)
})

test('data records of IPFIX that wait for their template make no loss', () => {
  const { collector, receive } = collecting()
  const record = written('192.0.2.1')
  receive(ipfix({ sequence: 10 }, set(256, record, record)))
  receive(ipfix({ sequence: 12 }, set(2, template(256, fieldsOf('8/4'))), set(256, record)))
  receive(ipfix({ sequence: 13 }, set(256, record)))
  assert.equal(collector.counters().lost.ipfix, 0)
  receive(ipfix({ sequence: 17 }, set(256, record)))
  assert.equal(collector.counters().lost.ipfix, 3)
})

test('an exporter of IPFIX that counts its flows up to the message end, and no options, is understood', () => {
  const sequence = new Sequence()
  const messages = [
    [23, 24, 23],
    [40, 17, 17],
    [65, 26, 25],
    [90, 25, 25],
  ] as const
  for (const [number, records, flows] of messages)
    sequence.followRecords(number, { records, flows })
  assert.deepEqual(state(sequence), { lost: 0, late: 0, restarts: 0 })
  sequence.followRecords(90 + 30 + 12, { records: 12, flows: 12 })
  assert.deepEqual(state(sequence), { lost: 30, late: 0, restarts: 0 })
  sequence.followRecords(90 + 30 + 12 + 9, undefined)
  sequence.followRecords(90 + 30 + 12 + 9 + 4, { records: 4, flows: 4 })
  assert.deepEqual(state(sequence), { lost: 30, late: 0, restarts: 0 })
})

test('an exporter of IPFIX that counts as the RFC says is never taken for another', () => {
  const sequence = new Sequence()
  sequence.followRecords(0, { records: 20, flows: 20 })
  sequence.followRecords(20, { records: 25, flows: 25 })
  // Five records are lost: by the other way to count this message would follow without a gap.
  sequence.followRecords(50, { records: 30, flows: 30 })
  assert.deepEqual(state(sequence), { lost: 5, late: 0, restarts: 0 })
})

test('a datagram that was overtaken is not lost', () => {
  const sequence = new Sequence()
  const changes = [10, 11, 13, 12, 14].map((number) => sequence.follow(number, 1))
  assert.deepEqual(changes, [0, 0, 1, -1, 0])
  assert.deepEqual(state(sequence), { lost: 0, late: 1, restarts: 0 })
})

test('numbers run over after 2^32 without a loss', () => {
  const sequence = new Sequence()
  for (const number of [0xffff_fffe, 0xffff_ffff, 0, 2, 1, 4]) sequence.follow(number, 1)
  assert.deepEqual(state(sequence), { lost: 1, late: 1, restarts: 0 })
})

test('a number that falls to nearly nothing is a new start and no loss of billions', () => {
  for (const before of [5_000_000, 4_000_000_000]) {
    const sequence = new Sequence()
    sequence.follow(before, 1)
    sequence.follow(20, 1)
    sequence.follow(21, 1)
    assert.deepEqual(state(sequence), { lost: 0, late: 0, restarts: 1 }, `${before}`)
  }
})

test('a start anew from a number that was small already is seen by the run of its datagrams', () => {
  const sequence = new Sequence()
  for (let number = 0; number < 1000; number++) sequence.follow(number, 1)
  for (let number = 0; number < 20; number++) sequence.follow(number, 1)
  assert.deepEqual(state(sequence), { lost: 0, late: 8, restarts: 1 })
  sequence.follow(25, 1)
  assert.deepEqual(state(sequence), { lost: 5, late: 8, restarts: 1 })
})

test('an exporter that always sends the same number has lost nothing', () => {
  const sequence = new Sequence()
  for (let i = 0; i < 100; i++) sequence.follow(0, 1)
  assert.deepEqual(state(sequence), { lost: 0, late: 99, restarts: 0 })
})

test('a large gap is a loss as long as the numbers go on', () => {
  const sequence = new Sequence()
  sequence.follow(1000, 1)
  sequence.follow(12_000_000, 30)
  assert.deepEqual(state(sequence), { lost: 11_998_999, late: 0, restarts: 0 })
})

test('an uptime that falls is a new start, unless it ran over or came late', () => {
  const sequence = new Sequence()
  const minutes = (count: number) => NOW_MS + 60_000 * count
  assert.equal(sequence.hasRestarted(4_294_000_000, minutes(0)), false)
  assert.equal(sequence.hasRestarted(4_293_999_000, minutes(0)), false)
  // Twenty minutes later the 32 bits have run over.
  assert.equal(sequence.hasRestarted(1_200_000 - 967_296, minutes(20)), false)
  assert.equal(sequence.hasRestarted(60_000, minutes(21)), true)
  assert.equal(sequence.hasRestarted(120_000, minutes(22)), false)
  assert.equal(sequence.restarts, 1)
})

test('after a new start of NetFlow v9 neither the old templates nor the old sampling hold, and no gap is counted', () => {
  const { collector, receive } = collecting()
  const old = set(0, template(256, fieldsOf('8/4 1/4')))
  const fresh = set(0, template(256, fieldsOf('12/4 2/4')))
  const data = set(256, written('192.0.2.1', [1000, 4]))
  const sampling = [
    set(1, optionsTemplate9(300, fieldsOf('1/4'), fieldsOf('34/4'))),
    set(300, written([1, 4], [50, 4])),
  ]
  receive(netflow9({ uptimeMs: 900_000_000, sequence: 70_000 }, old, ...sampling))
  const [before] = receive(netflow9({ uptimeMs: 900_001_000, sequence: 70_001 }, data))
  assert.equal(before?.octets, 50_000n)
  assert.deepEqual(receive(netflow9({ uptimeMs: 5000, sequence: 1 }, data)), [])
  const [after] = receive(netflow9({ uptimeMs: 6000, sequence: 2 }, fresh))
  assert.deepEqual(
    [after?.source, after?.destination, after?.packets],
    [undefined, 0xc0000201, 1000n],
  )
  const { lost, restarts, waitingSets } = collector.counters()
  assert.deepEqual([lost.netflow9, restarts, waitingSets], [0, 1, 0])
})
