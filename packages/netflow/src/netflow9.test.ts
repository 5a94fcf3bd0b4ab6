import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatFlowAddress, parseFlowAddress } from './address.ts'
import type { FlowRecord } from './flow-record.ts'
import { collecting, NOW_MS, netflow9 } from './testing/datagrams.ts'
import { RFC3954 } from './testing/rfc-examples.ts'
import {
  fieldsOf,
  optionsTemplate9,
  set,
  template,
  type Written,
  type WrittenField,
  written,
} from './testing/written.ts'

/** Source, destination, octets, packets, first, last, sampler. */
const FIELDS = fieldsOf('8/4 12/4 1/4 2/4 22/4 21/4 48/1')
const templates = (id = 256, fields = FIELDS) => set(0, template(id, fields))
const flowOf = (octets: number, sampler = 0) =>
  written(
    '192.0.2.7',
    '100.64.0.9',
    ...pairs([octets, 4], [3, 4], [3_590_000, 4], [3_599_000, 4], [sampler, 1]),
  )
const pairs = (...list: Written[]) => list
const octetsOf = (flows: FlowRecord[]) => flows.map((flow) => flow.octets)

const path = (flow: FlowRecord) =>
  `${formatFlowAddress(flow.source ?? 0)} > ${formatFlowAddress(flow.destination ?? 0)}`

test('the three flow records of RFC 3954 are told', () => {
  const { collector, receive } = collecting()
  const flows = receive(
    Buffer.concat([RFC3954.header, RFC3954.templateFlowSet, RFC3954.dataFlowSet]),
  )
  assert.deepEqual(
    flows.map((flow) => [path(flow), flow.packets, flow.octets]),
    [
      ['198.168.1.12 > 10.5.12.254', 5009n, 5344385n],
      ['198.168.1.27 > 10.5.12.23', 748n, 388934n],
      ['198.168.1.56 > 10.5.12.65', 5n, 6534n],
    ],
  )
  const counters = collector.counters()
  assert.equal(counters.templates, 1)
  assert.deepEqual(new Set(Object.values(counters.dropped)), new Set([0]))
})

test('options that say nothing of sampling change nothing (RFC 3954, line cards)', () => {
  const { collector, receive } = collecting()
  const { header, optionsTemplateFlowSet, optionsDataFlowSet, templateFlowSet, dataFlowSet } =
    RFC3954
  receive(Buffer.concat([header, optionsTemplateFlowSet, optionsDataFlowSet]))
  const flows = receive(Buffer.concat([header, templateFlowSet, dataFlowSet]))
  assert.deepEqual(octetsOf(flows), [5344385n, 388934n, 6534n])
  assert.deepEqual(new Set(Object.values(collector.counters().dropped)), new Set([0]))
  assert.equal(collector.counters().templates, 2)
})

test('one datagram may hold several templates and several data sets, each with its padding', () => {
  const { collector, receive } = collecting()
  const second = fieldsOf('27/16 28/16 23/8 4/1')
  const sixRecord = written('2001:db8::7', '2001:db8::9', [2 ** 40, 8], [17, 1])
  const flows = receive(
    netflow9(
      {},
      set(0, template(256, FIELDS), template(300, second)),
      set(256, flowOf(100), flowOf(200)),
      set(300, sixRecord),
      set(256, flowOf(300)),
    ),
  )
  assert.deepEqual(octetsOf(flows), [100n, 200n, 2n ** 40n, 300n])
  assert.equal(flows[2]?.source, parseFlowAddress('2001:db8::7'))
  assert.equal(flows[2]?.protocol, 17)
  assert.deepEqual(new Set(Object.values(collector.counters().dropped)), new Set([0]))
})

test('templates may be followed by more padding than a template needs', () => {
  const { collector, receive } = collecting()
  const padded = set(0, template(256, FIELDS), Buffer.alloc(8))
  assert.deepEqual(octetsOf(receive(netflow9({}, padded, set(256, flowOf(1))))), [1n])
  assert.equal(collector.counters().dropped['bad-template'], 0)
})

test('times are told by the uptime of the header', () => {
  const { receive } = collecting()
  const [flow] = receive(netflow9({}, templates(), set(256, flowOf(1))))
  assert.equal(flow?.firstAtMs, NOW_MS - 10_000)
  assert.equal(flow?.lastAtMs, NOW_MS - 1000)
  const [none] = receive(
    netflow9({}, templates(257, FIELDS.slice(0, 3)), set(257, flowOf(1).subarray(0, 12))),
  )
  assert.equal(none?.firstAtMs, NOW_MS)
  assert.equal(none?.lastAtMs, NOW_MS)
})

test('a sampler, an interface and a whole domain each have their rate', () => {
  const { receive } = collecting()
  const withInterface = fieldsOf('8/4 12/4 1/4 10/2')
  const record = (input: number) => written('192.0.2.7', '100.64.0.9', [1000, 4], [input, 2])
  receive(
    netflow9(
      {},
      set(0, template(256, FIELDS), template(257, withInterface)),
      set(1, optionsTemplate9(300, fieldsOf('1/4'), fieldsOf('48/1 49/1 50/4'))),
      set(1, optionsTemplate9(301, fieldsOf('2/4'), fieldsOf('34/4 35/1'))),
      set(1, optionsTemplate9(302, fieldsOf('1/4'), fieldsOf('34/4 35/1'))),
      set(300, written([1, 4], [2, 1], [2, 1], [1024, 4])),
      set(301, written([5, 4], [64, 4], [1, 1])),
      set(302, written([1, 4], [10, 4], [1, 1])),
    ),
  )
  const bySampler = receive(
    netflow9({}, set(256, flowOf(1000, 2), flowOf(1000, 0), flowOf(1000, 9))),
  )
  assert.deepEqual(octetsOf(bySampler), [1_024_000n, 10_000n, 10_000n])
  assert.deepEqual(
    bySampler.map((flow) => flow.packets),
    [3072n, 30n, 30n],
  )
  assert.deepEqual(
    bySampler.map((flow) => flow.samplingInterval),
    [1024, 10, 10],
  )
  const byInterface = receive(netflow9({}, set(257, record(5), record(6))))
  assert.deepEqual(octetsOf(byInterface), [64_000n, 10_000n])
})

test('where only samplers have rates, a flow that went through none of them is told as it is', () => {
  const { receive } = collecting()
  const flows = receive(
    netflow9(
      {},
      templates(),
      set(1, optionsTemplate9(300, fieldsOf('1/4'), fieldsOf('48/1 50/4'))),
      set(300, written([1, 4], [2, 1], [1024, 4])),
      set(256, flowOf(1000, 0), flowOf(1000, 2)),
    ),
  )
  assert.deepEqual(octetsOf(flows), [1000n, 1_024_000n])
})

test('a rate in the record itself goes before all others', () => {
  const { receive } = collecting()
  const fields = fieldsOf('8/4 1/4 34/4')
  const flows = receive(
    netflow9(
      {},
      templates(256, fields),
      set(256, written('192.0.2.7', [9, 4], [100, 4], '192.0.2.7', [9, 4], [0, 4])),
    ),
  )
  assert.deepEqual(octetsOf(flows), [900n, 9n])
})

test('data that come before their template are told when it comes, with the times of their own datagram', () => {
  const { collector, receive } = collecting()
  assert.deepEqual(receive(netflow9({ sequence: 1 }, set(256, flowOf(1), flowOf(2)))), [])
  assert.deepEqual(receive(netflow9({ sequence: 2 }, set(257, flowOf(9)))), [])
  assert.equal(collector.counters().waitingSets, 2)
  const late = receive(
    netflow9(
      { sequence: 3, seconds: NOW_MS / 1000 + 60, uptimeMs: 3_660_000 },
      templates(),
      set(256, flowOf(3)),
    ),
    NOW_MS + 60_000,
  )
  assert.deepEqual(octetsOf(late), [1n, 2n, 3n])
  assert.deepEqual(
    late.map((flow) => flow.header.receivedAtMs - NOW_MS),
    [0, 0, 60_000],
  )
  assert.equal(late[0]?.lastAtMs, NOW_MS - 1000)
  const counters = collector.counters()
  assert.equal(counters.waitingSets, 1)
  assert.equal(counters.setsDelayed, 2)
  assert.equal(counters.lost.netflow9, 0)
})

test('the octets that wait are a copy: the buffer of the datagram may be used again', () => {
  const { receive } = collecting()
  const datagram = netflow9({}, set(256, flowOf(4711)))
  receive(datagram)
  datagram.fill(0xff)
  assert.deepEqual(octetsOf(receive(netflow9({}, templates()))), [4711n])
})

test('a template that is sent again changes nothing, one that is changed holds from then on', () => {
  const { collector, receive } = collecting()
  receive(netflow9({}, templates(), set(256, flowOf(1))))
  receive(netflow9({}, templates()))
  assert.equal(collector.counters().templatesLearnt, 1)
  const changed = fieldsOf('12/4 8/4 1/8')
  const [flow] = receive(
    netflow9({}, templates(256, changed), set(256, written('192.0.2.1', '192.0.2.2', [5, 8]))),
  )
  assert.equal(flow?.source, parseFlowAddress('192.0.2.2'))
  assert.equal(flow?.octets, 5n)
  assert.equal(collector.counters().templatesLearnt, 2)
  assert.equal(collector.counters().templates, 1)
})

test('two domains of an exporter, and two exporters, do not share templates', () => {
  const { receive } = collecting()
  receive(netflow9({ sourceId: 1 }, templates()))
  assert.deepEqual(receive(netflow9({ sourceId: 2 }, set(256, flowOf(1)))), [])
  assert.deepEqual(receive(netflow9({ sourceId: 1 }, set(256, flowOf(1))), NOW_MS, '192.0.2.2'), [])
  assert.equal(receive(netflow9({ sourceId: 1 }, set(256, flowOf(1)))).length, 1)
})

test('fields of lengths that cannot be are passed over, those around them are read', () => {
  const { receive } = collecting()
  const fields = fieldsOf('8/4 12/3 1/9 2/3 56/6 89/1 61/1')
  const record = written(
    '192.0.2.7',
    [1, 3],
    [1, 9],
    [70_000, 3],
    [0x5e005301, 6],
    [0x82, 1],
    [1, 1],
  )
  const [flow] = receive(netflow9({}, templates(256, fields), set(256, record)))
  assert.equal(flow?.destination, undefined)
  assert.equal(flow?.octets, 0n)
  assert.equal(flow?.packets, 70_000n)
  assert.equal(flow?.sourceMac, 0x5e005301)
  assert.equal(flow?.wasDropped, true)
  assert.equal(flow?.direction, 'egress')
})

test('what a translator made of addresses and ports is told, also by the old fields of the Cisco ASA', () => {
  const { receive } = collecting()
  const ports: Written[] = [
    [1234, 2],
    [443, 2],
  ]
  for (const types of [
    [225, 226, 227, 228],
    [40001, 40002, 40003, 40004],
  ]) {
    const lengths = [4, 4, 2, 2]
    const fields: WrittenField[] = [
      [8, 4],
      ...types.map((type, i) => [type, lengths[i] ?? 0] as const),
    ]
    const record = written('10.0.0.7', '198.51.100.1', '0.0.0.0', ...ports)
    const [flow] = receive(netflow9({}, templates(256, fields), set(256, record)))
    assert.equal(flow?.postNatSource, parseFlowAddress('198.51.100.1'))
    assert.equal(flow?.postNatDestination, undefined)
    assert.equal(flow?.postNatSourcePort, 1234)
    assert.equal(flow?.postNatDestinationPort, 443)
  }
})

test('a broken set ends its datagram with the reason, what came before it is told', () => {
  const good = [templates(), set(256, flowOf(1))]
  const cases: [string, Buffer, 'bad-set' | 'bad-template'][] = [
    ['a length below the header', written([256, 2], [3, 2], [0, 4]), 'bad-set'],
    ['a length beyond the datagram', written([256, 2], [100, 2], [0, 4]), 'bad-set'],
    ['an id between templates and data', set(17, written([0, 4])), 'bad-set'],
    ['a template with an id of a set', set(0, template(255, FIELDS)), 'bad-template'],
    ['a template without fields', set(0, template(256, [])), 'bad-template'],
    ['a template without octets', set(0, template(256, fieldsOf('8/0'))), 'bad-template'],
    [
      'a template longer than a datagram',
      set(0, template(256, fieldsOf('8/4 9/65534'))),
      'bad-template',
    ],
    ['a template cut short', set(0, written([256, 2], [9, 2], [8, 2], [4, 2])), 'bad-template'],
    [
      'options of half a field',
      set(1, written([256, 2], [2, 2], [4, 2], [8, 2], [4, 2])),
      'bad-template',
    ],
    [
      'options of two halves of a field',
      set(1, written([256, 2], [2, 2], [2, 2], [8, 2], [4, 2])),
      'bad-template',
    ],
    [
      'options cut short',
      set(1, written([256, 2], [4, 2], [8, 2], [8, 2], [4, 2])),
      'bad-template',
    ],
  ]
  for (const [what, broken, reason] of cases) {
    const { collector, receive } = collecting()
    const flows = receive(netflow9({}, ...good, broken))
    assert.deepEqual(octetsOf(flows), [1n], what)
    assert.equal(collector.counters().dropped[reason], 1, what)
  }
})

test('a record that names nobody is counted and not told', () => {
  const { collector, receive } = collecting()
  const flows = receive(
    netflow9({}, templates(256, fieldsOf('1/4 2/4')), set(256, written([1, 8], [2, 8]))),
  )
  assert.deepEqual(flows, [])
  assert.equal(collector.counters().dropped['names-nobody'], 2)
})
