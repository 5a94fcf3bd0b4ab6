import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseFlowAddress } from './address.ts'
import {
  collecting,
  expandedFlowSample,
  flowSample,
  NOW_MS,
  rawHeader,
  sflow5,
  tagged,
} from './testing/datagrams.ts'
import { hex } from './testing/hex.ts'
import { ethernetFrame, ipv4Packet, ipv6Packet } from './testing/packets.ts'
import { written } from './testing/written.ts'

const CLIENT = '100.64.0.9'
const SERVER = '192.0.2.7'
const udp = ipv4Packet({ source: CLIENT, destination: SERVER })
const udp6 = ipv6Packet({ source: '2001:db8::9', destination: '2001:db8::7' })

/** What is told of one frame that was sampled as a whole, with the checksum that Ethernet adds. */
function tellFrame(frame: Uint8Array) {
  const { collector, receive } = collecting()
  const flows = receive(sflow5({}, flowSample({}, rawHeader(frame, frame.length + 4))))
  return { flow: flows[0], dropped: collector.counters().dropped }
}

/** A datagram written by hand: one flow sample, 1 in 256, an IPv4 frame of 64 octets of which 34 are given. */
const CAPTURE = hex(`
  00000005 00000001 c0000201 00000002 0000000a 0036ee80 00000001
  00000001 0000005c  00000063 00000003 00000100 00006400 00000000 00000003 00000007 00000001
  00000001 00000034  00000001 00000040 00000004 00000022
  00005e005301 00005e0053fe 0800 45000028 00010000 40060000 64400009 c0000207 0000`)

test('the packet of a flow sample is told with all that it stands for', () => {
  const { collector, receive } = collecting()
  const [flow] = receive(CAPTURE)
  assert.equal(flow?.header.observationDomain, 2)
  assert.equal(flow?.header.format, 'sflow5')
  assert.deepEqual([flow?.firstAtMs, flow?.lastAtMs], [NOW_MS, NOW_MS])
  assert.equal(flow?.source, parseFlowAddress(CLIENT))
  assert.equal(flow?.destination, parseFlowAddress(SERVER))
  assert.equal(flow?.protocol, 6)
  assert.equal(flow?.sourcePort, undefined)
  // The packet is 40 octets long; the rest of the frame of 64 is padding.
  assert.deepEqual([flow?.octets, flow?.packets, flow?.samplingInterval], [40n * 256n, 256n, 256])
  assert.deepEqual([flow?.inputInterface, flow?.outputInterface], [3, 7])
  assert.equal(flow?.direction, 'ingress')
  assert.deepEqual([flow?.destinationMac, flow?.sourceMac], [0x5e005301, 0x5e0053fe])
  assert.deepEqual(new Set(Object.values(collector.counters().dropped)), new Set([0]))
})

test('the IP packet is found behind VLAN tags, MPLS labels and PPPoE', () => {
  const frames: [string, Uint8Array][] = [
    ['plain', ethernetFrame(0x0800, udp)],
    ['802.1Q', ethernetFrame(0x0800, udp, hex('8100 0064'))],
    ['802.1ad', ethernetFrame(0x0800, udp, hex('88a8 0064 8100 00c8'))],
    ['MPLS', ethernetFrame(0x8847, Buffer.concat([hex('00010040 00011140'), udp]))],
    ['PPPoE', ethernetFrame(0x8864, Buffer.concat([hex('1100 0007 0082 0021'), udp]))],
    [
      'PPPoE in a VLAN',
      ethernetFrame(0x8864, Buffer.concat([hex('1100 0007 0082 0021'), udp]), hex('8100 0064')),
    ],
  ]
  for (const [what, frame] of frames) {
    const { flow } = tellFrame(frame)
    assert.equal(flow?.source, parseFlowAddress(CLIENT), what)
    assert.deepEqual([flow?.sourcePort, flow?.destinationPort], [4000, 53], what)
    assert.equal(flow?.octets, BigInt(udp.length) * 512n, what)
  }
})

test('IPv6 is read through its extension headers, and a later fragment has no ports', () => {
  const plain = tellFrame(ethernetFrame(0x86dd, udp6)).flow
  assert.equal(plain?.source, parseFlowAddress('2001:db8::9'))
  assert.equal(plain?.octets, BigInt(udp6.length) * 512n)
  assert.deepEqual([plain?.protocol, plain?.sourcePort], [17, 4000])
  const extended = ipv6Packet({
    source: '2001:db8::9',
    destination: '2001:db8::7',
    // Hop-by-hop of 16 octets, authentication of 12, first fragment.
    extensions: {
      firstHeader: 0,
      octets: hex(`3301 ${'00'.repeat(14)} 2c01 ${'00'.repeat(10)} 1100 0001 00000001`),
    },
  })
  const behind = tellFrame(ethernetFrame(0x86dd, extended)).flow
  assert.deepEqual([behind?.protocol, behind?.sourcePort, behind?.destinationPort], [17, 4000, 53])
  const later = ipv6Packet({
    source: '2001:db8::9',
    destination: '2001:db8::7',
    extensions: { firstHeader: 44, octets: hex('1100 0ff9 00000001') },
  })
  const fragment = tellFrame(ethernetFrame(0x86dd, later)).flow
  assert.deepEqual([fragment?.protocol, fragment?.sourcePort], [17, undefined])
  const fragment4 = ipv4Packet({ source: CLIENT, destination: SERVER, fragment: 100 })
  assert.equal(tellFrame(ethernetFrame(0x0800, fragment4)).flow?.sourcePort, undefined)
})

test('a packet may say that it is longer than its frame: it counts as the frame had room', () => {
  const liar = Buffer.from(udp)
  liar.writeUInt16BE(65_535, 2)
  assert.equal(tellFrame(ethernetFrame(0x0800, liar)).flow?.octets, BigInt(udp.length) * 512n)
  // A packet of a card that leaves the length to be filled in later has none.
  liar.writeUInt16BE(0, 2)
  assert.equal(tellFrame(ethernetFrame(0x0800, liar)).flow?.octets, BigInt(udp.length) * 512n)
})

test('a beginning that is cut short after the addresses has no ports', () => {
  const { receive } = collecting()
  const frame = ethernetFrame(0x0800, udp)
  const [flow] = receive(sflow5({}, flowSample({}, rawHeader(frame.subarray(0, 36), 1518))))
  assert.equal(flow?.source, parseFlowAddress(CLIENT))
  assert.equal(flow?.sourcePort, undefined)
})

test('a packet without Ethernet, and one given as fields, are told as well', () => {
  const { receive } = collecting()
  const asFields = (format: number, source: string, destination: string) =>
    tagged(
      format,
      written([1000, 4], [6, 4], source, destination, [443, 4], [50_000, 4], [2, 4], [0, 4]),
    )
  const flows = receive(
    sflow5(
      {},
      flowSample({}, rawHeader(udp, udp.length + 4, 11)),
      flowSample({}, rawHeader(udp6, udp6.length + 4, 12)),
      flowSample({}, asFields(3, SERVER, CLIENT)),
      flowSample({}, asFields(4, '2001:db8::7', '2001:db8::9')),
    ),
  )
  assert.deepEqual(
    flows.map((flow) => [flow.source, flow.sourcePort, flow.octets]),
    [
      [parseFlowAddress(CLIENT), 4000, BigInt(udp.length) * 512n],
      [parseFlowAddress('2001:db8::9'), 4000, BigInt(udp6.length) * 512n],
      [parseFlowAddress(SERVER), 443, 512_000n],
      [parseFlowAddress('2001:db8::7'), 443, 512_000n],
    ],
  )
})

test('an expanded sample holds large interface numbers; discarded and unknown ones are told as such', () => {
  const { receive } = collecting()
  const record = rawHeader(ethernetFrame(0x0800, udp), 200)
  const flows = receive(
    sflow5(
      {},
      expandedFlowSample({ input: [0, 0x1000_0001], output: [0, 0x1000_0002] }, record),
      expandedFlowSample({ output: [1, 258] }, record),
      expandedFlowSample({ output: [2, 4] }, record),
      flowSample({ source: 7, output: 7 }, record),
      flowSample({ input: 0, output: 0x3fffffff }, record),
      flowSample({ output: 0x40000102 }, record),
    ),
  )
  assert.deepEqual(
    flows.map((flow) => [
      flow.inputInterface,
      flow.outputInterface,
      flow.direction,
      flow.wasDropped,
    ]),
    [
      [0x1000_0001, 0x1000_0002, undefined, false],
      [3, undefined, 'ingress', true],
      [3, undefined, 'ingress', false],
      [3, 7, 'egress', false],
      [undefined, undefined, undefined, false],
      [3, undefined, 'ingress', true],
    ],
  )
})

test('addresses after translation are told', () => {
  const { receive } = collecting()
  const nat = tagged(1007, written([1, 4], '198.51.100.1', [2, 4], '::'))
  const [flow] = receive(
    sflow5({}, flowSample({}, rawHeader(ethernetFrame(0x0800, udp), 200), nat)),
  )
  assert.equal(flow?.postNatSource, parseFlowAddress('198.51.100.1'))
  assert.equal(flow?.postNatDestination, undefined)
})

test('counter samples are counted and skipped, unknown ones too, and what follows is told', () => {
  const { collector, receive } = collecting()
  const record = rawHeader(ethernetFrame(0x0800, udp), 200)
  const flows = receive(
    sflow5(
      { agent: '2001:db8::1' },
      tagged(2, Buffer.alloc(100)),
      tagged(4, Buffer.alloc(40)),
      tagged(0x1234_5001, Buffer.alloc(12)),
      flowSample({}, tagged(1001, Buffer.alloc(16)), record),
    ),
  )
  assert.equal(flows.length, 1)
  assert.equal(collector.counters().counterSamples, 2)
  assert.equal(collector.counters().dropped['unknown-sample'], 1)
})

test('what is no IP, or cut short, is counted by reason', () => {
  const whole = flowSample({}, rawHeader(ethernetFrame(0x0800, udp), 200))
  const cases: [string, Uint8Array, 'not-ip' | 'bad-sample'][] = [
    ['ARP', flowSample({}, rawHeader(ethernetFrame(0x0806, Buffer.alloc(28)), 64)), 'not-ip'],
    [
      'IPv6 cut short',
      flowSample({}, rawHeader(ethernetFrame(0x86dd, udp6.subarray(0, 39)), 200)),
      'not-ip',
    ],
    [
      'IPv4 cut short',
      flowSample({}, rawHeader(ethernetFrame(0x0800, udp.subarray(0, 19)), 200)),
      'not-ip',
    ],
    ['no record', flowSample({}), 'not-ip'],
    [
      'IPv6 under the type of IPv4',
      flowSample({}, rawHeader(ethernetFrame(0x0800, udp6), 200)),
      'not-ip',
    ],
    [
      'an IPv4 header of four words',
      flowSample({}, rawHeader(ethernetFrame(0x0800, Buffer.alloc(60, 0x44)), 80)),
      'not-ip',
    ],
    [
      'labels without an end',
      flowSample({}, rawHeader(ethernetFrame(0x8847, Buffer.alloc(60)), 80)),
      'not-ip',
    ],
    [
      'tags without an end',
      flowSample({}, rawHeader(ethernetFrame(0x8100, Buffer.alloc(80, hex('00648100'))), 99)),
      'not-ip',
    ],
    ['unknown link', flowSample({}, rawHeader(udp, 200, 99)), 'not-ip'],
    ['a sample cut short', whole.subarray(0, whole.length - 4), 'bad-sample'],
    ['a head cut short', tagged(1, Buffer.alloc(28)), 'bad-sample'],
    ['an expanded head cut short', tagged(3, Buffer.alloc(40)), 'bad-sample'],
    ['a record beyond the sample', flowSample({}, written([1, 4], [99, 4], [0, 4])), 'bad-sample'],
    [
      'a header beyond its record',
      flowSample({}, tagged(1, written([1, 4], [99, 4], [4, 4], [9, 4], [0, 4]))),
      'bad-sample',
    ],
    ['fields cut short', flowSample({}, tagged(3, Buffer.alloc(28))), 'bad-sample'],
    ['translation of nothing', flowSample({}, tagged(1007, Buffer.alloc(8))), 'bad-sample'],
  ]
  for (const [what, sample, reason] of cases) {
    const { collector, receive } = collecting()
    assert.deepEqual(receive(sflow5({}, sample)), [], what)
    assert.equal(collector.counters().dropped[reason], 1, what)
  }
  const { collector, receive } = collecting()
  receive(sflow5({}).subarray(0, 24))
  receive(written([5, 4], [3, 4], Buffer.alloc(40)))
  assert.equal(collector.counters().dropped['too-short'], 2)
})
