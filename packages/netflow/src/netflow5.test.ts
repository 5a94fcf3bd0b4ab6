import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseFlowAddress } from './address.ts'
import { collecting, NOW_MS, NOW_SECONDS, netflow5, ROUTER } from './testing/datagrams.ts'
import { hex } from './testing/hex.ts'

/** A datagram written by hand octet by octet: one flow, one packet of every 100 looked at. */
const CAPTURE = hex(`
  0005 0001  0036ee80  6b0bebe0 05f5e100  00000064  01 02  4064
  c0000207 64400009 c00002fe 0003 0007 0000000a 000005dc
  0036c770 0036ea98 01bb c350 00 18 06 00 fbf4 fbf5 18 18 0000`)

test('every field of a flow of NetFlow v5 is told', () => {
  const { collector, receive } = collecting()
  const [flow, ...others] = receive(CAPTURE)
  assert.deepEqual(others, [])
  const exportedAtMs = 0x6b0bebe0 * 1000 + 100
  assert.deepEqual(flow, {
    header: {
      exporter: ROUTER,
      format: 'netflow5',
      observationDomain: 0x0102,
      receivedAtMs: NOW_MS,
      exportedAtMs,
      uptimeMs: 3_600_000,
    },
    firstAtMs: exportedAtMs - 10_000,
    lastAtMs: exportedAtMs - 1000,
    source: parseFlowAddress('192.0.2.7'),
    destination: parseFlowAddress('100.64.0.9'),
    protocol: 6,
    sourcePort: 443,
    destinationPort: 50_000,
    octets: 150_000n,
    packets: 1000n,
    counting: 'delta',
    samplingInterval: 100,
    inputInterface: 3,
    outputInterface: 7,
    direction: undefined,
    wasDropped: false,
    sourceAs: 64500,
    destinationAs: 64501,
    sourceMac: undefined,
    destinationMac: undefined,
    postNatSource: undefined,
    postNatDestination: undefined,
    postNatSourcePort: undefined,
    postNatDestinationPort: undefined,
    natEvent: undefined,
  })
  assert.equal(collector.counters().datagrams.netflow5, 1)
  assert.equal(collector.counters().records, 1)
})

test('all octets of a counter count, and an interval of 0 or 1 multiplies nothing', () => {
  const { receive } = collecting()
  const most = { octets: 0xffff_ffff, packets: 0xffff_fffe }
  for (const sampling of [0, 1, 0x4001]) {
    const [flow] = receive(netflow5({ sampling }, [most]))
    assert.equal(flow?.octets, 0xffff_ffffn)
    assert.equal(flow?.packets, 0xffff_fffen)
    assert.equal(flow?.samplingInterval, 1)
  }
  const [sampled] = receive(netflow5({ sampling: 0xbfff }, [most]))
  assert.equal(sampled?.octets, 0xffff_ffffn * 16383n)
})

test('a flow that began before the 49.7 days of the uptime ran over has its right times', () => {
  const { receive } = collecting()
  const flow = { firstMs: 0xffff_ffff - 4999, lastMs: 2000 }
  const [over] = receive(netflow5({ uptimeMs: 10_000 }, [flow]))
  assert.equal(over?.firstAtMs, NOW_MS - 15_000)
  assert.equal(over?.lastAtMs, NOW_MS - 8000)
  const [ahead] = receive(netflow5({ uptimeMs: 10_000 }, [{ firstMs: 9000, lastMs: 10_040 }]))
  assert.equal(ahead?.lastAtMs, NOW_MS + 40)
})

test('the first packet is never after the last, whatever the exporter says', () => {
  const { receive } = collecting()
  const [flow] = receive(netflow5({}, [{ firstMs: 3_599_500, lastMs: 3_599_000 }]))
  assert.equal(flow?.firstAtMs, NOW_MS - 1000)
  assert.equal(flow?.lastAtMs, NOW_MS - 1000)
})

test('a datagram that is cut short or holds nothing is refused with the reason', () => {
  const whole = netflow5({}, [{}, {}])
  const cases: [string, Uint8Array, 'too-short' | 'bad-length' | 'unknown-version'][] = [
    ['nothing', Buffer.alloc(0), 'too-short'],
    ['three octets', hex('000500'), 'too-short'],
    ['a header cut short', whole.subarray(0, 23), 'too-short'],
    ['a record cut short', whole.subarray(0, whole.length - 1), 'bad-length'],
    ['no records', netflow5({}, []), 'bad-length'],
    ['NetFlow v1', hex(`0001 0001 ${'00'.repeat(60)}`), 'unknown-version'],
    ['sFlow v4', hex(`00000004 ${'00'.repeat(60)}`), 'unknown-version'],
  ]
  for (const [what, datagram, reason] of cases) {
    const { collector, receive } = collecting()
    assert.deepEqual(receive(datagram), [], what)
    assert.equal(collector.counters().dropped[reason], 1, what)
  }
})

test('octets after the last record are padding, and a view need not be a Buffer', () => {
  const { receive } = collecting()
  const padded = Buffer.concat([hex('ffffff'), netflow5({}, [{}, { octets: 77 }]), hex('00000000')])
  const flows = receive(new Uint8Array(padded).subarray(3))
  assert.deepEqual(
    flows.map((flow) => flow.octets),
    [1500n, 77n],
  )
})

test('a fraction of a second in the header is kept', () => {
  const { receive } = collecting()
  const [flow] = receive(netflow5({ seconds: NOW_SECONDS, nanoseconds: 999_999_999 }, [{}]))
  assert.equal(flow?.header.exportedAtMs, NOW_MS + 999)
})
