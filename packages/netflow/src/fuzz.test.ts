import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { DROP_REASONS } from './drop-reason.ts'
import {
  collecting,
  expandedFlowSample,
  flowSample,
  ipfix,
  NOW_MS,
  netflow5,
  netflow9,
  rawHeader,
  sflow5,
  tagged,
} from './testing/datagrams.ts'
import { ethernetFrame, ipv4Packet, ipv6Packet } from './testing/packets.ts'
import { mutate, seededRandom } from './testing/random.ts'
import { RFC3954, RFC7011_A } from './testing/rfc-examples.ts'
import { assertBounded, assertSound } from './testing/sound.ts'
import {
  fieldsOf,
  optionsTemplate,
  optionsTemplate9,
  set,
  template,
  written,
} from './testing/written.ts'

/** Small, so that every limit is run into. */
const LIMITS = {
  domainsMax: 12,
  domainsPerExporterMax: 8,
  templatesMax: 20,
  templatesPerDomainMax: 6,
  waitingOctetsMax: 8192,
  waitingOctetsPerDomainMax: 4096,
  waitingMsMax: 60_000,
}
const RICH = fieldsOf(
  '8/4 12/4 27/16 28/16 1/8 2/v 22/4 21/4 152/8 154/8 158/4 161/4 225/4 48/1 56/6',
)
const richRecord = written(
  '192.0.2.1',
  '192.0.2.2',
  '2001:db8::1',
  '2001:db8::2',
  [2n ** 63n, 8],
  [3, 1],
  [70_000, 3],
  Buffer.alloc(12 + 16 + 8 + 4 + 1 + 6, 7),
)
const packet = { source: '2001:db8::1', destination: '2001:db8::2' }
const extensions = {
  firstHeader: 0,
  octets: Buffer.from('2b00000000000000110000000000000000', 'hex').subarray(0, 16),
}

const ORIGINALS = [
  netflow5({ sampling: 0x4064 }, [{}, {}]),
  Buffer.concat([RFC3954.header, RFC3954.templateFlowSet, RFC3954.dataFlowSet]),
  Buffer.concat([RFC3954.header, RFC3954.optionsTemplateFlowSet, RFC3954.optionsDataFlowSet]),
  netflow9(
    {},
    set(1, optionsTemplate9(300, fieldsOf('2/4'), fieldsOf('34/4 48/1 311/8'))),
    set(300, Buffer.alloc(34, 3)),
  ),
  Buffer.concat([
    RFC7011_A.header,
    RFC7011_A.templateSet,
    RFC7011_A.dataSet,
    RFC7011_A.optionsTemplateSet,
    RFC7011_A.optionsDataSet,
  ]),
  ipfix({}, set(2, template(400, RICH)), set(400, richRecord, richRecord)),
  ipfix(
    {},
    set(3, optionsTemplate(401, 1, fieldsOf('149/4 160/8 305/4 306/4 309/2 310/2'))),
    set(401, Buffer.alloc(40, 1)),
  ),
  ipfix({}, set(400, richRecord), set(2, written([2, 2], [0, 2]))),
  netflow9({}, set(0, template(310, fieldsOf('1/4 2/4'))), set(310, Buffer.alloc(16))),
  sflow5(
    {},
    flowSample(
      {},
      rawHeader(
        ethernetFrame(
          0x0800,
          ipv4Packet({ source: '192.0.2.1', destination: '192.0.2.2' }),
          written([0x81000064, 4]),
        ),
        160,
      ),
    ),
    tagged(2, Buffer.alloc(20)),
    expandedFlowSample(
      {},
      rawHeader(ethernetFrame(0x86dd, ipv6Packet({ ...packet, extensions })), 200),
      tagged(1007, written([1, 4], '192.0.2.9', [1, 4], '0.0.0.0')),
    ),
  ),
]

test('120,000 mutants of good datagrams: each gives sound records or is counted by reason', () => {
  const random = seededRandom(7011)
  const taken = new Map<string, number>()
  for (let round = 0; round < 60; round++) {
    // A new one for each round, so that both an empty collector and a full one are met.
    const { collector, receive } = collecting({ limits: LIMITS })
    let told = 0
    for (let i = 0; i < 2000; i++) {
      const datagram = mutate(ORIGINALS[i % ORIGINALS.length] ?? Buffer.alloc(0), random)
      const flows = receive(datagram, NOW_MS + 100 * i, `192.0.2.${random(3)}`)
      for (const flow of flows) assertSound(flow)
      told += flows.length
      if (i % 200 === 0) assertBounded(collector, LIMITS)
    }
    assertBounded(collector, LIMITS)
    const { dropped, datagrams, records, setsDelayed, restarts, late } = collector.counters()
    assert.equal(records, told)
    const ways = { ...dropped, ...datagrams, records, setsDelayed, restarts, late }
    for (const [way, count] of Object.entries(ways)) taken.set(way, (taken.get(way) ?? 0) + count)
  }
  // Each way was taken many times, so the mutants do test what they should.
  assert.deepEqual(
    [...taken].filter(([, count]) => count < 100),
    [],
  )
  assert.ok((taken.get('records') ?? 0) > 40_000, `${taken.get('records')} records`)
})

test('any octets behind any version give sound records or a counted reason', () => {
  const version = fc.constantFrom('0005', '0009', '000a', '00000005', '')
  const { collector, receive } = collecting({ limits: LIMITS })
  fc.assert(
    fc.property(version, fc.uint8Array({ maxLength: 300 }), (head, octets) => {
      const before = collector.counters()
      const flows = receive(Buffer.concat([Buffer.from(head, 'hex'), octets]))
      for (const flow of flows) assertSound(flow)
      const after = collector.counters()
      const accepted = (counters: typeof after) =>
        Object.values(counters.datagrams).reduce((sum, count) => sum + count, 0)
      const dropped = (counters: typeof after) =>
        DROP_REASONS.reduce((sum, reason) => sum + counters.dropped[reason], 0)
      assert.ok(accepted(after) + dropped(after) > accepted(before) + dropped(before))
    }),
    { numRuns: 20_000 },
  )
  assertBounded(collector, LIMITS)
})

/** Facts of a record that are plain numbers, by their type. */
const NUMBERS = {
  4: 'protocol',
  7: 'sourcePort',
  10: 'inputInterface',
  11: 'destinationPort',
  14: 'outputInterface',
  16: 'sourceAs',
  17: 'destinationAs',
  230: 'natEvent',
} as const
type NumberType = keyof typeof NUMBERS

const known = fc.record({
  type: fc.constantFrom(...Object.keys(NUMBERS).map((type) => Number(type) as NumberType)), // its own keys
  octets: fc.integer({ min: 1, max: 4 }),
  isVariable: fc.boolean(),
  bits: fc.nat(0xffff_ffff),
})
const unknown = fc.record({
  type: fc.integer({ min: 400, max: 30_000 }),
  enterprise: fc.option(fc.nat(0xffff_ffff), { nil: undefined }),
  octets: fc.integer({ min: 0, max: 300 }),
  isVariable: fc.boolean(),
})

test('any template of any known and unknown fields, fixed and variable, is read back as it was written', () => {
  const fieldList = fc.array(fc.oneof(known, unknown), { maxLength: 20 })
  fc.assert(
    fc.property(fieldList, fc.integer({ min: 1, max: 4 }), (fields, count) => {
      const expected = new Map<string, number>()
      const values = fields.map((field) => {
        if (!('bits' in field)) return Buffer.alloc(field.octets, 0x5a)
        const value = field.bits % 256 ** field.octets
        // Of a field that comes twice, the first counts.
        const name = NUMBERS[field.type]
        if (!expected.has(name)) expected.set(name, value)
        return written([value, field.octets])
      })
      const record = fields.map(({ isVariable }, index) => {
        const value = values[index] ?? Buffer.alloc(0)
        if (!isVariable) return value
        return value.length < 255
          ? written([value.length, 1], value)
          : written([255, 1], [value.length, 2], value)
      })
      const definition = fields.map((field) => {
        const length = field.isVariable ? 65535 : field.octets
        const enterprise = 'enterprise' in field ? field.enterprise : undefined
        return [field.type, length, enterprise] as const
      })
      const { collector, receive } = collecting()
      const whole = Buffer.concat([...record, written('192.0.2.1')])
      const flows = receive(
        ipfix(
          {},
          set(2, template(500, [...definition, [8, 4]])),
          set(500, ...new Array<Buffer>(count).fill(whole)),
        ),
      )
      assert.equal(flows.length, count, JSON.stringify(collector.counters().dropped))
      for (const flow of flows) {
        assert.equal(flow.source, 0xc0000201)
        for (const name of Object.values(NUMBERS))
          assert.equal(flow[name], expected.get(name), name)
      }
    }),
  )
})

test('datagrams of the largest size that mean the most work are done at once', () => {
  const { collector, receive } = collecting()
  const manyTemplates = Array.from({ length: 7000 }, (_, index) => template(256 + index, [[8, 4]]))
  const shortest = set(2, template(60_000, [[16, 1]]))
  const longest = set(60_000, Buffer.alloc(65_000, 1))
  const samples = new Array<Buffer>(8000).fill(tagged(2))
  const from = process.cpuUsage()
  receive(ipfix({ domain: 2 }, set(2, ...manyTemplates)))
  assert.equal(receive(ipfix({}, shortest, longest)).length, 65_000)
  receive(sflow5({}, ...samples))
  for (let i = 0; i < 4; i++) receive(netflow9({}, ...new Array<Buffer>(16_000).fill(set(300))))
  assert.ok(collector.counters().waitingSets > 8000)
  receive(netflow9({}, set(0, ...new Array<Buffer>(8000).fill(template(400, [[8, 4]])))))
  // Processor time, since other tests run beside this one.
  const { user, system } = process.cpuUsage(from)
  assert.ok(user + system < 2_000_000, `${user + system} µs`)
  assert.equal(collector.counters().counterSamples, 8000)
  assertBounded(collector)
})
