// From the packets of a router to kopecks. Real peers where they are installed (Debian: softflowd, nfdump).
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { type TestContext, test } from 'node:test'
import {
  capturedConversations,
  writeCapture,
} from '../../../packages/netflow/src/testing/conversations.ts'
import {
  flowSample,
  NOW_MS,
  netflow5,
  netflow9,
  rawHeader,
  sflow5,
} from '../../../packages/netflow/src/testing/datagrams.ts'
import { ethernetFrame, ipv4Packet } from '../../../packages/netflow/src/testing/packets.ts'
import {
  NFDUMP,
  readByPeer,
  runExporter,
  temporaryFolder,
} from '../../../packages/netflow/src/testing/peers.ts'
import { fieldsOf, set, template, written } from '../../../packages/netflow/src/testing/written.ts'
import { changeAccount, closeAccount } from '../../src/domains/accounts/change-account.ts'
import { getAccount, placeBlocks } from '../../src/domains/accounts/index.ts'
import { findStatement } from '../../src/domains/ledger/index.ts'
import { keepDhcpLease } from '../../src/domains/usage/index.ts'
import { kopecks, openFlowHouse } from '../support/flows.ts'

const SOFTFLOWD = '/usr/sbin/softflowd'
const NFCAPD = '/usr/bin/nfcapd'
const ANNA = '100.64.0.9'
const CITY = '203.0.113.5'
const MB = 1_048_576

const missing = [SOFTFLOWD, NFCAPD, NFDUMP].filter((program) => !existsSync(program))
const skip = missing.length > 0 && `${missing.join(', ')} not installed`

/** What softflowd makes of a capture, and the octets that nfdump finds in it. */
async function exported(t: TestContext, version: string) {
  const folder = temporaryFolder(t)
  writeCapture(`${folder}/a.pcap`, capturedConversations({ isTwoWay: true }))
  const args = ['-r', 'a.pcap', '-v', version, '-d', '-6', '-a', '-c', 'none']
  const datagrams = await runExporter(SOFTFLOWD, args, folder)
  const flows = await readByPeer(t, NFCAPD, folder, datagrams)
  const octetsOf = (picks: (name: string) => boolean) =>
    flows
      .filter(([name]) => picks(name))
      .reduce((sum, [, counts]) => sum + BigInt(counts.split(' ')[0] ?? 0), 0n)
  return { datagrams, octetsOf }
}

for (const [version, name] of [
  ['5', 'NetFlow v5'],
  ['9', 'NetFlow v9'],
  ['10', 'IPFIX'],
] as const) {
  test(`${name} of softflowd is charged by volume without RADIUS, to the octet of nfdump`, {
    skip,
  }, async (t) => {
    const { datagrams, octetsOf } = await exported(t, version)
    const flows = await openFlowHouse(t)
    const anna = await flows.connect('anna', '100.64.0.0/26')
    await flows.connect('boris', '2001:db8::/64')
    const counting = await flows.count()
    await counting.send(...datagrams)
    await counting.flush()

    const annaIn = octetsOf((flow) => flow.includes('> 100.64.0.'))
    const annaOut = octetsOf((flow) => flow.startsWith('100.64.0.'))
    const borisIn = octetsOf((flow) => flow.includes('> 2001:db8::'))
    const borisOut = octetsOf((flow) => flow.startsWith('2001:db8::'))
    const expected = [`anna ${annaIn} ${annaOut}`, `boris ${borisIn} ${borisOut}`]
    assert.ok(annaIn > 0n && annaOut > 0n && borisIn > 0n === (version !== '5'))
    // NetFlow v5 has no place for IPv6.
    assert.deepEqual(await flows.hours(), version === '5' ? expected.slice(0, 1) : expected)

    const { lost, strangers, unread } = await counting.state()
    assert.deepEqual({ lost, strangers, unread }, { lost: 0, strangers: 0, unread: 0 })
    await flows.house.work()
    assert.equal(
      await flows.house.balance(anna.contractId),
      1_000_00n - kopecks(annaIn + annaOut, 1_00n),
    )
    await flows.house.audit()
  })
}

test('traffic is told apart by categories of the far end, priced by the tariff and blocks when money ends', async (t) => {
  const flows = await openFlowHouse(t, { ignoredNetworks: ['198.51.100.0/24'] })
  const anna = await flows.connect('anna', ANNA)
  const counting = await flows.count()
  await counting.send(
    netflow5({ sequence: 0 }, [
      { source: '192.0.2.7', destination: ANNA, octets: 100 * MB },
      { source: ANNA, destination: '192.0.2.7', octets: 10 * MB },
      { source: CITY, destination: ANNA, octets: 40 * MB },
      { source: '198.51.100.9', destination: ANNA, octets: 70 * MB },
      { source: '192.0.2.7', destination: '100.64.0.10', octets: 30 * MB },
    ]),
  )
  await counting.flush()
  assert.deepEqual(await flows.hours(), [`anna ${100 * MB} ${10 * MB}`, `anna city ${40 * MB} 0`])
  await flows.house.work()
  assert.equal(await flows.house.balance(anna.contractId), 1_000_00n - 110_00n - 10_00n)
  const [line] = await flows.house.deed((ctx) =>
    findStatement(ctx, { contractId: anna.contractId, limit: 1 }),
  )
  assert.equal((line?.explanation as { kind?: string } | undefined)?.kind, 'usage')

  await counting.send(
    netflow5({ sequence: 5 }, [{ source: '192.0.2.7', destination: ANNA, octets: 900 * MB }]),
  )
  await counting.flush()
  await flows.house.work()
  assert.equal(await flows.house.balance(anna.contractId), 880_00n - 900_00n)
  const { state } = await flows.house.deed((ctx) => getAccount(ctx, anna.accountId))
  assert.equal(state, 'money')
  await flows.house.audit()
})

test('traffic of an address that DHCP gave belongs to whoever had it when the flow ended', async (t) => {
  const flows = await openFlowHouse(t)
  const anna = await flows.connect('anna', ANNA)
  const bella = await flows.connect('bella', '100.64.0.10')
  const counting = await flows.count()
  const given = '100.64.0.77'
  const give = (owner: typeof anna, mac: string, seconds: number) =>
    flows.house.deed((ctx) => {
      const at = ctx.now().add({ seconds })
      const expiresAt = at.add({ hours: 1 })
      const place = { agentId: flows.agentId, address: given, mac, line: '', isGuest: false }
      return keepDhcpLease(ctx, { ...place, ...owner, event: 'assigned', at, expiresAt })
    })
  const flow = { source: '192.0.2.7', destination: given }
  await give(anna, 'aa:bb:cc:00:00:01', -7200)
  await counting.hear()
  await counting.send(netflow5({ sequence: 0 }, [{ ...flow, octets: 10 * MB }]))
  await counting.flush()
  assert.deepEqual(await flows.hours(), [`anna ${10 * MB} 0`])
  await give(bella, 'aa:bb:cc:00:00:02', -3600)
  await counting.hear()
  await counting.send(netflow5({ sequence: 1 }, [{ ...flow, octets: 5 * MB }]))
  await counting.flush()
  assert.deepEqual(await flows.hours(), [`anna ${10 * MB} 0`, `bella ${5 * MB} 0`])
})

test('a template that comes late loses nothing, a gap is counted, and a stranger is not heard', async (t) => {
  const flows = await openFlowHouse(t)
  await flows.connect('anna', ANNA)
  const counting = await flows.count()
  const fields = fieldsOf('8/4 12/4 1/8')
  const record = (octets: number) => written('192.0.2.7', ANNA, [octets, 8])
  await counting.send(netflow9({ sequence: 1 }, set(256, record(1000), record(200))))
  await counting.flush()
  assert.deepEqual(await flows.hours(), [])
  assert.equal((await counting.state()).waitingSets, 1)
  // Two datagrams are missing before the one with the template.
  await counting.send(
    netflow9({ sequence: 4 }, set(0, template(256, fields)), set(256, record(30))),
    Buffer.from('not a flow at all'),
  )
  await counting.flush()
  assert.deepEqual(await flows.hours(), ['anna 1230 0'])
  const { waitingSets, lost, flows: told, countedFlows, unread } = await counting.state()
  assert.deepEqual(
    { waitingSets, lost, told, countedFlows, unread },
    { waitingSets: 0, lost: 2, told: 3, countedFlows: 3, unread: 1 },
  )
  const { lastDatagramAt, fault } = await counting.state()
  assert.deepEqual(
    { lastDatagramAt, fault },
    { lastDatagramAt: '2026-11-29T10:01:00Z', fault: null },
  )
})

test('who is no exporter of the agent is not heard, and is named', async (t) => {
  const flows = await openFlowHouse(t, { exporters: ['192.0.2.200', '2001:db8::200'] })
  await flows.connect('anna', ANNA)
  const counting = await flows.count()
  await counting.send(netflow5({}, [{ destination: ANNA }]))
  await counting.flush()
  assert.deepEqual(await flows.hours(), [])
  const { strangers, lastStranger, datagrams } = await counting.state()
  assert.deepEqual(
    { strangers, lastStranger, datagrams },
    { strangers: 1, lastStranger: '127.0.0.1', datagrams: 0 },
  )
})

test('sFlow counts the packets that were looked at as many times as the switch says', async (t) => {
  const flows = await openFlowHouse(t)
  await flows.connect('anna', ANNA)
  const counting = await flows.count()
  const packet = ipv4Packet({ source: '192.0.2.7', destination: ANNA, payloadOctets: 972 })
  const frame = ethernetFrame(0x0800, packet)
  const sample = flowSample({ rate: 512 }, rawHeader(frame.subarray(0, 128), frame.length + 4))
  await counting.send(sflow5({ sequence: 1 }, sample, sample))
  await counting.flush()
  assert.deepEqual(await flows.hours(), [`anna ${2 * 512 * 1000} 0`])
})

test('traffic between two subscribers counts for both, or for none where the agent is set so', async (t) => {
  const local = netflow5({}, [{ source: ANNA, destination: '100.64.0.10', octets: 5000 }])
  for (const [countsLocal, hours] of [
    [true, ['anna 0 5000', 'boris 5000 0']],
    [false, []],
  ] as const) {
    const flows = await openFlowHouse(t, { countsLocal })
    await flows.connect('anna', ANNA)
    await flows.connect('boris', '100.64.0.10')
    const counting = await flows.count()
    await counting.send(local)
    await counting.flush()
    assert.deepEqual(await flows.hours(), hours)
  }
})

test('an address that changes hands is charged to whoever had it at the end of the flow', async (t) => {
  const flows = await openFlowHouse(t)
  const { house } = flows
  const anna = await flows.connect('anna', ANNA)
  const boris = await flows.connect('boris', '100.64.0.10')
  const counting = await flows.count()
  const edit = (accountId: number, address: string) =>
    house.deed(async (ctx) => {
      const { version } = await getAccount(ctx, accountId)
      return changeAccount(ctx, { id: accountId, version, addressSource: 'static', address })
    })
  house.clock.advance({ minutes: 10 })
  await edit(anna.accountId, '100.64.0.11')
  await edit(boris.accountId, ANNA)
  await counting.hear()

  house.clock.advance({ minutes: 5 })
  const [early, late] = [8, 12]
  // The router was started at 12:00 by the clock of the house, its uptime is in milliseconds.
  const told = { uptimeMs: 76 * 60_000, seconds: NOW_MS / 1000 + 16 * 60 }
  const flow = (minutes: number, octets: number, destination: string) => ({
    destination,
    octets,
    firstMs: (60 + minutes) * 60_000,
    lastMs: (61 + minutes) * 60_000,
  })
  await counting.send(
    netflow5(told, [flow(early, 1000, ANNA), flow(late, 200, ANNA), flow(late, 30, '100.64.0.11')]),
  )
  await counting.flush()
  assert.deepEqual(await flows.hours(), ['anna 1030 0', 'boris 200 0'])

  await house.deed(async (ctx) => {
    const { version } = await getAccount(ctx, boris.accountId)
    await closeAccount(ctx, { id: boris.accountId, version })
  })
  await counting.hear()
  await counting.send(netflow5({ ...told, sequence: 3 }, [flow(15, 4000, ANNA)]))
  await counting.flush()
  assert.deepEqual(await flows.hours(), ['anna 1030 0', 'boris 200 0'], 'a closed account has none')
})

test('traffic of a blocked account is not counted where the agent is set so, from the block on', async (t) => {
  const flows = await openFlowHouse(t, { countsBlocked: false })
  const { house } = flows
  const anna = await flows.connect('anna', ANNA)
  const counting = await flows.count()
  const told = (octets: number, sequence: number) =>
    netflow5({ sequence, seconds: house.clock.now().epochMilliseconds / 1000 }, [
      { destination: ANNA, octets, lastMs: 3_600_000 },
    ])
  await counting.send(told(1000, 0))
  house.clock.advance({ minutes: 1 })
  await house.deed((ctx) =>
    placeBlocks(ctx, {
      accountIds: [anna.accountId],
      kind: 'staff',
      from: ctx.now(),
      reason: '',
    }),
  )
  await counting.hear()
  house.clock.advance({ minutes: 1 })
  await counting.send(told(200, 1))
  await counting.flush()
  assert.deepEqual(await flows.hours(), ['anna 1000 0'])
})
