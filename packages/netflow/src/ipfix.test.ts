import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseFlowAddress } from './address.ts'
import type { FlowRecord } from './flow-record.ts'
import { collecting, ipfix } from './testing/datagrams.ts'
import { RFC7011_A } from './testing/rfc-examples.ts'
import {
  fieldsOf,
  optionsTemplate,
  set,
  template,
  type Written,
  type WrittenField,
  written,
} from './testing/written.ts'

const octetsOf = (flows: FlowRecord[]) => flows.map((flow) => flow.octets)
const noDrops = new Set([0])

/** Sends a template of these fields and one record of these values, and returns what is told. */
function tell(fields: WrittenField[], values: Written[], domain = 1): FlowRecord[] {
  const { receive } = collecting()
  return receive(ipfix({ domain }, set(2, template(400, fields)), set(400, written(...values))))
}

test('the message of RFC 7011, appendix A, is told', () => {
  const { collector, receive } = collecting()
  const { header, templateSet, dataSet, optionsTemplateSet, optionsDataSet } = RFC7011_A
  const message = Buffer.concat([header, templateSet, dataSet, optionsTemplateSet, optionsDataSet])
  assert.equal(message.length, 152)
  const flows = receive(message)
  assert.deepEqual(
    flows.map((flow) => [flow.source, flow.destination, flow.packets, flow.octets]),
    [
      [parseFlowAddress('192.0.2.12'), parseFlowAddress('192.0.2.254'), 5009n, 5344385n],
      [parseFlowAddress('192.0.2.27'), parseFlowAddress('192.0.2.23'), 748n, 388934n],
      [parseFlowAddress('192.0.2.56'), parseFlowAddress('192.0.2.65'), 5n, 6534n],
    ],
  )
  assert.equal(flows[0]?.header.observationDomain, 12345678)
  assert.equal(flows[0]?.firstAtMs, 0x43b71b80 * 1000)
  const counters = collector.counters()
  assert.deepEqual(new Set(Object.values(counters.dropped)), noDrops)
  assert.equal(counters.templates, 2)
})

test('the next message is expected behind all five data records of that one, options included', () => {
  const { collector, receive } = collecting()
  const { header, templateSet, dataSet, optionsTemplateSet, optionsDataSet } = RFC7011_A
  receive(Buffer.concat([header, templateSet, dataSet, optionsTemplateSet, optionsDataSet]))
  receive(ipfix({ domain: 12345678, sequence: 5 }, dataSet))
  assert.equal(collector.counters().lost.ipfix, 0)
  receive(ipfix({ domain: 12345678, sequence: 18 }, dataSet))
  assert.equal(collector.counters().lost.ipfix, 10)
})

test('a field of an enterprise is passed over, also when its type is one that is known (A.2.2)', () => {
  const { receive } = collecting()
  const record = written('192.0.2.1', '192.0.2.2', [0xffffffff, 4], [7, 4], [8, 4])
  const [flow] = receive(ipfix({}, RFC7011_A.enterpriseTemplateSet, set(257, record)))
  assert.equal(flow?.packets, 7n)
  assert.equal(flow?.octets, 8n)
  const own = fieldsOf('8/4 1/4@9 1/4')
  assert.deepEqual(octetsOf(tell(own, ['192.0.2.1', [66, 4], [8, 4]])), [8n])
})

test('fields of variable length are walked over, short and long (A.5), and read where they are wanted', () => {
  const { collector, receive } = collecting()
  const fields = fieldsOf('8/4 82/v 1/v 12/4 4/1')
  const short = written(
    '192.0.2.1',
    [5, 1],
    Buffer.from('hello'),
    [2, 1],
    [513, 2],
    '192.0.2.2',
    [6, 1],
  )
  const long = written(
    '192.0.2.3',
    [255, 1],
    [1000, 2],
    Buffer.alloc(1000, 0x61),
    [255, 1],
    [8, 2],
    [2 ** 50, 8],
    '192.0.2.4',
    [17, 1],
  )
  const empty = written('192.0.2.5', [0, 1], [0, 1], '192.0.2.6', [1, 1])
  const flows = receive(ipfix({}, set(2, template(300, fields)), set(300, short, long, empty)))
  assert.deepEqual(
    flows.map((flow) => [flow.octets, flow.destination, flow.protocol]),
    [
      [513n, parseFlowAddress('192.0.2.2'), 6],
      [2n ** 50n, parseFlowAddress('192.0.2.4'), 17],
      [0n, parseFlowAddress('192.0.2.6'), 1],
    ],
  )
  assert.deepEqual(new Set(Object.values(collector.counters().dropped)), noDrops)
})

test('a variable length that overruns its set ends the set', () => {
  const fields = fieldsOf('8/4 82/v')
  const overruns: Written[][] = [
    ['192.0.2.1', [9, 1], [0, 4]],
    ['192.0.2.1', [255, 1], [0, 1]],
    ['192.0.2.1', [255, 1], [60_000, 2], [0, 4]],
  ]
  for (const overrun of overruns) {
    const { collector, receive } = collecting()
    const good = written('192.0.2.9', [1, 1], [0x61, 1])
    const flows = receive(
      ipfix({}, set(2, template(300, fields)), set(300, good, written(...overrun))),
    )
    assert.equal(flows.length, 1)
    assert.equal(collector.counters().dropped['bad-record'], 1)
  }
})

test('a shortened number is read by the length of its template (RFC 7011 §6.2)', () => {
  for (let octets = 1; octets <= 8; octets++) {
    const most = 2n ** BigInt(8 * octets) - 1n
    const [flow] = tell(
      [
        [8, 4],
        [1, octets],
        [10, octets],
      ],
      ['192.0.2.1', [most, octets], [9, octets]],
    )
    assert.equal(flow?.octets, most)
    assert.equal(flow?.inputInterface, 9)
  }
})

test('sampling is told as packets taken and passed over, as a part, as a probability', () => {
  const float64 = (value: number) => {
    const octets = Buffer.alloc(8)
    octets.writeDoubleBE(value)
    return octets
  }
  const cases: [WrittenField[], Written[], bigint, number][] = [
    [
      fieldsOf('305/4 306/4'),
      [
        [1, 4],
        [99, 4],
      ],
      100_000n,
      100,
    ],
    [
      fieldsOf('305/4 306/4'),
      [
        [2, 4],
        [1, 4],
      ],
      1500n,
      1.5,
    ],
    [
      fieldsOf('309/4 310/4'),
      [
        [5, 4],
        [1000, 4],
      ],
      200_000n,
      200,
    ],
    [fieldsOf('311/8'), [float64(0.001)], 1_000_000n, 1000],
    [fieldsOf('311/8'), [float64(Number.NaN)], 1000n, 1],
    [
      fieldsOf('305/4 306/4'),
      [
        [0, 4],
        [7, 4],
      ],
      1000n,
      1,
    ],
    [
      fieldsOf('309/4 310/4'),
      [
        [5, 4],
        [4, 4],
      ],
      1000n,
      1,
    ],
    [fieldsOf('34/8'), [[2n ** 64n - 1n, 8]], 1000n, 1],
  ]
  for (const [fields, values, octets, interval] of cases) {
    const { receive } = collecting()
    const [flow] = receive(
      ipfix(
        {},
        set(3, optionsTemplate(300, 1, [[302, 2], ...fields])),
        set(300, written([7, 2], ...values)),
        set(2, template(256, fieldsOf('8/4 1/4 302/2'))),
        set(256, written('192.0.2.1', [1000, 4], [7, 2])),
      ),
    )
    assert.equal(flow?.octets, octets)
    assert.equal(flow?.samplingInterval, interval)
  }
})

test('a sampling of 2000 packets in 2001 is multiplied exactly and rounded half up', () => {
  const fields = fieldsOf('8/4 1/4 2/4 305/4 306/4')
  const [flow] = tell(fields, ['192.0.2.1', [1000, 4], [999, 4], [2000, 4], [1, 4]])
  assert.deepEqual([flow?.octets, flow?.packets], [1001n, 999n])
})

test('a record of two directions is two flows (RFC 5103, Cisco ASA)', () => {
  const ends = fieldsOf('8/4 12/4 7/2 11/2 10/2 14/2')
  const values: Written[] = ['10.0.0.7', '198.51.100.1', [50_000, 2], [443, 2], [3, 2], [7, 2]]
  const counts: WrittenField[][] = [
    fieldsOf('1/4 2/4 1/4@29305 2/4@29305'),
    fieldsOf('231/4 298/4 232/4 299/4'),
  ]
  for (const fields of counts) {
    const both = tell([...ends, ...fields], [...values, [1000, 4], [10, 4], [64_000, 4], [50, 4]])
    assert.deepEqual(octetsOf(both), [1000n, 64_000n])
    assert.deepEqual(
      both.map((flow) => flow.packets),
      [10n, 50n],
    )
    const [, back] = both
    assert.equal(back?.source, parseFlowAddress('198.51.100.1'))
    assert.equal(back?.destination, parseFlowAddress('10.0.0.7'))
    assert.deepEqual([back?.sourcePort, back?.destinationPort], [443, 50_000])
    assert.deepEqual([back?.inputInterface, back?.outputInterface], [7, 3])
    const one = tell([...ends, ...fields], [...values, [1000, 4], [10, 4], [0, 4], [0, 4]])
    assert.deepEqual(octetsOf(one), [1000n])
  }
})

test('totals are told as totals, and go behind what was counted since the last record', () => {
  const [total] = tell(fieldsOf('8/4 85/8 86/8'), ['192.0.2.1', [5000, 8], [5, 8]])
  assert.deepEqual([total?.octets, total?.packets, total?.counting], [5000n, 5n, 'total'])
  const [delta] = tell(fieldsOf('8/4 85/8 1/8'), ['192.0.2.1', [5000, 8], [70, 8]])
  assert.deepEqual([delta?.octets, delta?.counting], [70n, 'delta'])
})

test('of a template for both families the one that is filled is told', () => {
  const fields = fieldsOf('8/4 12/4 27/16 28/16')
  const [four] = tell(fields, ['192.0.2.1', '192.0.2.2', '::', '::'])
  assert.deepEqual([four?.source, four?.destination], [0xc0000201, 0xc0000202])
  const [six] = tell(fields, ['0.0.0.0', '0.0.0.0', '2001:db8::1', '2001:db8::2'])
  assert.equal(six?.source, parseFlowAddress('2001:db8::1'))
  assert.equal(six?.destination, parseFlowAddress('2001:db8::2'))
})

test('a withdrawn template holds no longer; its data wait for the next one', () => {
  const fields = fieldsOf('8/4 1/4')
  const record = written('192.0.2.1', [70, 4])
  for (const withdrawal of [written([256, 2], [0, 2]), written([2, 2], [0, 2])]) {
    const { collector, receive } = collecting()
    receive(ipfix({}, set(2, template(256, fields), template(257, fields))))
    receive(ipfix({}, set(2, withdrawal)))
    assert.deepEqual(receive(ipfix({}, set(256, record))), [])
    assert.equal(collector.counters().dropped['bad-template'], 0)
    assert.deepEqual(octetsOf(receive(ipfix({}, set(2, template(256, fields))))), [70n])
  }
  const { receive } = collecting()
  receive(ipfix({}, set(2, template(256, fields)), set(3, written([3, 2], [0, 2]))))
  assert.equal(receive(ipfix({}, set(256, record))).length, 1)
})

test('an options template with more scopes than fields is refused', () => {
  const { collector, receive } = collecting()
  receive(ipfix({}, set(3, optionsTemplate(300, 3, fieldsOf('149/4 160/8')))))
  assert.equal(collector.counters().dropped['bad-template'], 1)
  assert.equal(collector.counters().templates, 0)
})

test('a message is as long as it says; what is longer or shorter than the datagram is told apart', () => {
  const { collector, receive } = collecting()
  const whole = ipfix({}, set(2, template(256, fieldsOf('8/4'))), set(256, written('192.0.2.1')))
  assert.equal(receive(Buffer.concat([whole, Buffer.alloc(8, 0xff)])).length, 1)
  assert.deepEqual(receive(whole.subarray(0, whole.length - 1)), [])
  assert.equal(collector.counters().dropped['bad-length'], 1)
  assert.deepEqual(receive(written([10, 2], [15, 2], Buffer.alloc(12))), [])
  assert.equal(collector.counters().dropped['bad-length'], 2)
  assert.deepEqual(receive(whole.subarray(0, 15)), [])
  assert.equal(collector.counters().dropped['too-short'], 1)
})

test('an address of variable length that is none of an address names nobody', () => {
  const { collector, receive } = collecting()
  const records = [written([4, 1], '192.0.2.1', [1, 4]), written([3, 1], [1, 3], [1, 4])]
  const flows = receive(ipfix({}, set(2, template(256, fieldsOf('8/v 1/4'))), set(256, ...records)))
  assert.deepEqual(
    flows.map((flow) => flow.source),
    [0xc0000201],
  )
  assert.equal(collector.counters().dropped['names-nobody'], 1)
})
