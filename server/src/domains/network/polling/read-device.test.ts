import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { berNumber, berText, berTicks, playRawDevice } from '../../../../test/support/peers/ber.ts'
import {
  COMMUNITY,
  freeUdpPort,
  huaweiTables,
  playDevice,
  spoilAnswers,
} from '../../../../test/support/peers/snmp-agent.ts'
import type { DeviceDialectName } from './dialects/dialect-of.ts'
import { readDevice } from './read-device.ts'
import { POLL_FAILURES, SnmpFailure } from './snmp-failure.ts'
import { withSession } from './snmp-session.ts'
import type { SnmpTarget } from './snmp-target.ts'

const TARGET: SnmpTarget = {
  address: '127.0.0.1',
  snmpVersion: 'v2c',
  snmpUser: '',
  snmpAuth: 'none',
  snmpCipher: 'none',
  snmpPort: 161,
  snmpTimeoutMs: 1000,
  snmpRetries: 0,
  secret: COMMUNITY,
  privacySecret: '',
}
const never = new AbortController().signal
const read = (
  target: Partial<SnmpTarget>,
  dialect: DeviceDialectName = 'standard',
  signal: AbortSignal = never,
) => withSession({ ...TARGET, ...target }, signal, (session) => readDevice(session, dialect))
const reasonOf = (reading: Promise<unknown>) =>
  reading.then(
    () => 'read',
    (error: unknown) => (error instanceof SnmpFailure ? error.reason : String(error)),
  )
const ports = (count: number) => Array.from({ length: count }, (_, index) => `gi1/0/${index + 1}`)

for (const snmpVersion of ['v1', 'v2c'] as const) {
  test(`a switch of 24 ports is read over ${snmpVersion}`, async (t) => {
    const device = await playDevice(t, ports(24))
    Object.assign(device.interfaces[6] ?? {}, {
      isUp: false,
      inOctets: 2n ** 63n + 5n,
      inErrors: 7,
      speedMbps: 40_000,
    })
    device.tell()
    const { system, interfaces, onus } = await read({ snmpPort: device.port, snmpVersion })
    assert.deepEqual(system, {
      name: 'played',
      text: 'A device that is played',
      uptimeTicks: 100_000,
    })
    assert.equal(interfaces.length, 24)
    assert.deepEqual(interfaces[6], {
      ifIndex: 7,
      ifName: 'gi1/0/7',
      ifDescr: 'Port gi1/0/7',
      ifAlias: '',
      isAdminUp: true,
      isUp: false,
      speedMbps: 40_000,
      counters: {
        inOctets: 2n ** 63n + 5n,
        outOctets: 0n,
        errors: 7n,
        discards: 0n,
        bits: 64,
      },
    })
    assert.deepEqual(onus, [])
  })
}

test('an OLT of Huawei tells its ONUs with their levels, and which it does not hear', async (t) => {
  const device = await playDevice(t, ['GPON 0/1/0'])
  const onus = [
    { serial: 'HWTC1A2B3C4D', isOnline: true, rxDbm: -21.35, number: 3 },
    { serial: 'ELTX62150F1C', isOnline: false, rxDbm: 0, number: 4 },
  ]
  for (const [name, table] of huaweiTables(1, onus)) device.tables.set(name, table)
  device.tell()
  const reading = await read({ snmpPort: device.port }, 'huawei-gpon')
  const unheard = { rxDbm: undefined, txDbm: undefined, distanceM: undefined }
  assert.deepEqual(reading.onus, [
    {
      serial: 'HWTC1A2B3C4D',
      pon: { ifIndex: 1 },
      number: 3,
      isOnline: true,
      rxDbm: -21.35,
      txDbm: 2.15,
      distanceM: 1250,
    },
    { serial: 'ELTX62150F1C', pon: { ifIndex: 1 }, number: 4, isOnline: false, ...unheard },
  ])
})

test('a wrong community and an address where nobody is are no answer', async (t) => {
  const device = await playDevice(t, ports(1))
  const quick = { snmpTimeoutMs: 500 }
  assert.equal(
    await reasonOf(read({ ...quick, snmpPort: device.port, secret: 'wrong' })),
    'no-answer',
  )
  assert.equal(await reasonOf(read({ ...quick, snmpPort: await freeUdpPort() })), 'no-answer')
})

const SYSTEM = [1, 3, 6, 1, 2, 1, 1]
const system = (): [number[], Buffer][] => [
  [[...SYSTEM, 1, 0], berText('raw')],
  [[...SYSTEM, 3, 0], berTicks(500)],
  [[...SYSTEM, 5, 0], berText('raw')],
]
const GET = 0xa0

/** Answers for itself as it should, and to every step of a walk as the test says. */
async function walkReason(
  t: TestContext,
  step: (oid: number[]) => number[] | Buffer,
  signal?: AbortSignal,
): Promise<string> {
  const snmpPort = await playRawDevice(t, ({ kind, oids }) => {
    if (kind === GET) return system()
    const told = oids.map(step)
    const garbage = told.find((one) => Buffer.isBuffer(one))
    return garbage ?? told.map((oid) => [oid as number[], berNumber(1)]) // no garbage: all are OIDs
  })
  return reasonOf(read({ snmpPort }, 'standard', signal))
}

test('a device whose walk turns back is not followed', async (t) => {
  assert.equal(await walkReason(t, (oid) => oid.with(-1, 1)), 'bad-answer')
})

test('a device whose walk never ends is left after so many rows, or when time is up', async (t) => {
  const forever = (oid: number[]) =>
    oid.length < 11 ? [...oid, 1] : oid.with(-1, (oid.at(-1) ?? 0) + 1)
  assert.equal(await walkReason(t, forever), 'bad-answer')
  assert.equal(await walkReason(t, forever, AbortSignal.timeout(300)), 'too-slow')
})

/** The same numbers in each run. */
function dice(): (below: number) => number {
  let seed = 1
  return (below) => {
    seed = (seed * 48_271) % 2_147_483_647
    return seed % below
  }
}

test('octets that are no SNMP are told from silence, and break nothing', async (t) => {
  const roll = dice()
  const random = (length: number) => Buffer.from(Array.from({ length }, () => roll(256)))
  assert.equal(await walkReason(t, () => random(40)), 'bad-answer')
  const mad = await playRawDevice(t, () => random(60))
  assert.equal(await reasonOf(read({ snmpPort: mad })), 'bad-answer')
})

test('answers with one wrong octet anywhere are refused or read, and nothing else happens', async (t) => {
  const device = await playDevice(t, ports(2))
  const roll = dice()
  const spoiled = await spoilAnswers(t, device.port, (answer) => {
    answer[roll(answer.length)] = roll(256)
    return answer
  })
  const known: readonly string[] = ['read', ...POLL_FAILURES]
  const ends = new Set<string>()
  for (let round = 0; round < 150; round += 1) {
    ends.add(await reasonOf(read({ snmpPort: spoiled, snmpTimeoutMs: 20 })))
  }
  assert.deepEqual(
    [...ends].filter((end) => !known.includes(end)),
    [],
  )
})

test('a device that tells no interfaces is of no family we know', async (t) => {
  const bare = await playDevice(t, [])
  assert.equal(await reasonOf(read({ snmpPort: bare.port })), 'unlike-dialect')
})
