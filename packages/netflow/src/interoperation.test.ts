// Real exporters and a real collector of others: softflowd makes flows of a capture file, nfcapd and nfdump or sfcapd
// read the same datagrams as we do. Debian: softflowd, nfdump, nfdump-sflow.
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { type TestContext, test } from 'node:test'
import { formatFlowAddress } from './address.ts'
import type { FlowRecord } from './flow-record.ts'
import { capturedConversations, nameOf, writeCapture } from './testing/conversations.ts'
import { collecting, flowSample, NOW_MS, rawHeader, sflow5 } from './testing/datagrams.ts'
import { ethernetFrame } from './testing/packets.ts'
import { NFDUMP, readByPeer, runExporter, temporaryFolder } from './testing/peers.ts'

const SOFTFLOWD = '/usr/sbin/softflowd'
const NFCAPD = '/usr/bin/nfcapd'
const SFCAPD = '/usr/bin/sfcapd'

const needs = (...programs: string[]) => {
  const missing = programs.filter((program) => !existsSync(program))
  return { skip: missing.length > 0 ? `${missing.join(', ')} not installed` : false }
}
const withBoth = needs(SOFTFLOWD, NFCAPD, NFDUMP)

/** Octets and packets by the name of the flow. */
type Counts = Map<string, string>

const countsOf = (flows: FlowRecord[]): Counts =>
  new Map(flows.map((flow) => [flowName(flow), `${flow.octets} octets, ${flow.packets} packets`]))

const flowName = (flow: FlowRecord) =>
  nameOf({
    source: formatFlowAddress(flow.source ?? 0),
    destination: formatFlowAddress(flow.destination ?? 0),
    protocol: flow.protocol ?? 0,
    sourcePort: flow.sourcePort ?? 0,
    destinationPort: flow.destinationPort ?? 0,
  })

const sorted = (counts: Counts) => [...counts].sort()
const sum = (flows: FlowRecord[]) => flows.reduce((octets, flow) => octets + flow.octets, 0n)

/** What softflowd makes of the capture, its datagrams and the flows that we tell of them. */
async function exported(t: TestContext, version: string, ...options: string[]) {
  const folder = temporaryFolder(t)
  const conversations = capturedConversations({ isTwoWay: options.includes('-b') })
  writeCapture(`${folder}/a.pcap`, conversations)
  const args = ['-r', 'a.pcap', '-v', version, '-d', '-6', '-a', '-c', 'none', ...options]
  const datagrams = await runExporter(SOFTFLOWD, args, folder)
  const { collector, receive } = collecting()
  const flows = datagrams.flatMap((datagram) => receive(datagram, NOW_MS + 60_000))
  const { dropped, lost, late } = collector.counters()
  assert.deepEqual(new Set([...Object.values(dropped), ...Object.values(lost), late]), new Set([0]))
  return { folder, conversations, datagrams, flows }
}

for (const [version, name] of [
  ['5', 'NetFlow v5'],
  ['9', 'NetFlow v9'],
  ['10', 'IPFIX'],
] as const) {
  test(
    `${name} of softflowd: each flow has the octets of the capture, and nfdump says the same to the octet`,
    withBoth,
    async (t) => {
      const { folder, conversations, datagrams, flows } = await exported(t, version)
      // NetFlow v5 has no place for IPv6.
      const seen = conversations.filter(({ source }) => version !== '5' || !source.includes(':'))
      const captured = seen.map((one) => [
        nameOf(one),
        `${one.octets} octets, ${one.packets} packets`,
      ])
      assert.deepEqual(sorted(countsOf(flows)), captured.sort())
      assert.ok(datagrams.length > 1, 'several datagrams')
      assert.deepEqual(await readByPeer(t, NFCAPD, folder, datagrams), sorted(countsOf(flows)))
    },
  )

  test(`${name} of softflowd: the times are those of the capture`, withBoth, async (t) => {
    // NetFlow v9 has whole seconds in its header, so its times are early by the fraction that was cut off.
    const { conversations, flows } = await exported(t, version)
    const byName = new Map(conversations.map((one) => [nameOf(one), one]))
    for (const flow of flows) {
      const one = byName.get(flowName(flow))
      assert.equal(flow.lastAtMs - flow.firstAtMs, (one?.lastAtMs ?? 0) - (one?.firstAtMs ?? 0))
      const early = (one?.firstAtMs ?? 0) - flow.firstAtMs
      assert.ok(
        early >= 0 && early <= (version === '9' ? 999 : 1),
        `${flowName(flow)}: ${early} ms early`,
      )
    }
  })

  test(
    `${name} of softflowd that looks at one packet of three: all counts stand for three`,
    withBoth,
    async (t) => {
      const { folder, datagrams, flows } = await exported(t, version, '-s', '3')
      assert.deepEqual(new Set(flows.map((flow) => flow.samplingInterval)), new Set([3]))
      // nfcapd multiplies by the header of NetFlow v5, and not by the options that softflowd sends.
      const factor = version === '5' ? 1n : 3n
      const theirs = await readByPeer(t, NFCAPD, folder, datagrams)
      const ours = flows.map((flow): [string, string] => {
        const counts = `${flow.octets / factor} octets, ${flow.packets / factor} packets`
        return [flowName(flow), counts]
      })
      assert.deepEqual(theirs, ours.sort())
    },
  )
}

for (const clock of ['milli', 'micro', 'nano']) {
  test(
    `absolute times of softflowd in ${clock}seconds are those of the capture`,
    needs(SOFTFLOWD),
    async (t) => {
      const { conversations, flows } = await exported(t, '10', '-A', clock)
      assert.deepEqual(
        new Map(flows.map((flow) => [flowName(flow), [flow.firstAtMs, flow.lastAtMs]])),
        new Map(conversations.map((one) => [nameOf(one), [one.firstAtMs, one.lastAtMs]])),
      )
    },
  )
}

test(
  'flows of two directions of softflowd are told each by itself',
  needs(SOFTFLOWD),
  async (t) => {
    const { conversations, flows } = await exported(t, '10', '-b')
    const captured = conversations.map((one) => [
      nameOf(one),
      `${one.octets} octets, ${one.packets} packets`,
    ])
    assert.deepEqual(sorted(countsOf(flows)), captured.sort())
  },
)

test('sfcapd finds the same flows in our sFlow datagrams', needs(SFCAPD, NFDUMP), async (t) => {
  const folder = temporaryFolder(t)
  const conversations = capturedConversations({ isTwoWay: false })
  const datagrams = conversations.map(({ frames }, index) => {
    const samples = frames.map(({ frame }) =>
      flowSample({ rate: 100 }, rawHeader(frame.subarray(0, 128), frame.length + 4)),
    )
    return sflow5({ sequence: index + 1 }, ...samples)
  })
  const { receive } = collecting()
  const flows = datagrams.flatMap((datagram) => receive(datagram))
  const theirs = await readByPeer(t, SFCAPD, folder, datagrams)
  const octets = theirs.reduce((total, [, counts]) => total + BigInt(counts.split(' ')[0] ?? 0), 0n)
  // sfcapd counts the whole frame with its checksum, we count the IP packet as NetFlow does.
  const framing = BigInt(flows.length * (ethernetFrame(0x0800, Buffer.alloc(0)).length + 4))
  assert.equal(octets, sum(flows) + framing * 100n)
  assert.deepEqual(new Set(theirs.map(([name]) => name)), new Set(flows.map(flowName)))
})
