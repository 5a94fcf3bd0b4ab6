import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import type { TestContext } from 'node:test'
import snmp from 'net-snmp'

export type PlayedInterface = {
  ifIndex: number
  ifName: string
  isAdminUp: boolean
  isUp: boolean
  speedMbps: number
  inOctets: bigint
  outOctets: bigint
  inErrors: number
}
type Cell = number | string | Buffer
/** A table: the numbers and types of its columns, and its rows by their indexes. */
type PlayedTable = {
  oid: string
  indexLength: number
  columns: [number: number, type: snmp.ObjectType][]
  rows: [index: number[], cells: Cell[]][]
}

const GAUGE_MAX = 2 ** 32 - 1
export const COMMUNITY = 'altyn-test'
const { Integer, OctetString, Gauge, Counter, Counter64, TimeTicks } = snmp.ObjectType

/** A port of UDP that nobody has now. */
export async function freeUdpPort(): Promise<number> {
  const socket = createSocket('udp4')
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  const { port } = socket.address()
  socket.close()
  await once(socket, 'close')
  return port
}

/**
 * A device that answers over real SNMP, v2c by the community `altyn-test`: its name, its uptime, these
 * interfaces and whatever tables are put into it. What the test changes is told after `tell`.
 */
export async function playDevice(
  t: TestContext,
  interfaceNames: readonly string[],
  address = '127.0.0.1',
) {
  const port = await freeUdpPort()
  const agent = snmp.createAgent({ port, address }, () => undefined)
  const stop = () => new Promise<void>((resolve) => agent.close(() => resolve()))
  t.after(() => (device.isStopped ? undefined : stop()))
  agent.getAuthorizer().addCommunity(COMMUNITY)
  const device = {
    port,
    address,
    isStopped: false,
    /** Falls silent for good. */
    async stop() {
      device.isStopped = true
      await stop()
    },
    uptimeTicks: 100_000,
    interfaces: interfaceNames.map(toInterface),
    tables: new Map<string, PlayedTable>(),
    tell() {
      const mib = snmp.createMib()
      addScalar(mib, ['sysDescr', '1.3.6.1.2.1.1.1', OctetString], 'A device that is played')
      addScalar(mib, ['sysUpTime', '1.3.6.1.2.1.1.3', TimeTicks], device.uptimeTicks)
      addScalar(mib, ['sysName', '1.3.6.1.2.1.1.5', OctetString], 'played')
      const tables = [...interfaceTables(device.interfaces), ...device.tables]
      for (const [name, table] of tables) addTable(mib, name, table)
      agent.setMib(mib)
    },
  }
  device.tell()
  return device
}

type Mib = ReturnType<typeof snmp.createMib>

function addScalar(mib: Mib, [name, oid, scalarType]: [string, string, number], value: Cell): void {
  const { Scalar: type } = snmp.MibProviderType
  mib.registerProvider({ name, type, oid, scalarType, maxAccess: snmp.MaxAccess['read-only'] })
  mib.setScalarValue(name, value)
}

/** Stands before a device and spoils each of its answers; returns the port to ask at. */
export async function spoilAnswers(
  t: TestContext,
  port: number,
  spoil: (answer: Buffer) => Buffer,
): Promise<number> {
  const front = createSocket('udp4')
  const back = createSocket('udp4')
  let asker = 0
  front.on('message', (bytes, from) => {
    asker = from.port
    back.send(bytes, port, '127.0.0.1')
  })
  back.on('message', (bytes) => front.send(spoil(bytes), asker, '127.0.0.1'))
  front.bind(0, '127.0.0.1')
  await once(front, 'listening')
  t.after(() => {
    front.close()
    back.close()
  })
  return front.address().port
}

function toInterface(ifName: string, index: number): PlayedInterface {
  const counters = { inOctets: 0n, outOctets: 0n, inErrors: 0 }
  return { ifIndex: index + 1, ifName, isAdminUp: true, isUp: true, speedMbps: 1000, ...counters }
}

function interfaceTables(interfaces: readonly PlayedInterface[]): [string, PlayedTable][] {
  const status = (isUp: boolean) => (isUp ? 1 : 2)
  const wide = (count: bigint) => Buffer.from(count.toString(16).padStart(16, '0'), 'hex')
  const ifTable: PlayedTable = {
    oid: '1.3.6.1.2.1.2.2.1',
    indexLength: 1,
    columns: [
      [2, OctetString],
      [5, Gauge],
      [7, Integer],
      [8, Integer],
      [14, Counter],
    ],
    rows: interfaces.map((one) => [
      [one.ifIndex],
      [
        `Port ${one.ifName}`,
        Math.min(one.speedMbps * 1_000_000, GAUGE_MAX),
        status(one.isAdminUp),
        status(one.isUp),
        one.inErrors,
      ],
    ]),
  }
  const ifXTable: PlayedTable = {
    oid: '1.3.6.1.2.1.31.1.1.1',
    indexLength: 1,
    columns: [
      [1, OctetString],
      [6, Counter64],
      [10, Counter64],
      [15, Gauge],
      [18, OctetString],
    ],
    rows: interfaces.map((one) => [
      [one.ifIndex],
      [one.ifName, wide(one.inOctets), wide(one.outOctets), one.speedMbps, ''],
    ]),
  }
  return [
    ['ifTable', ifTable],
    ['ifXTable', ifXTable],
  ]
}

/** Indexes are columns that nobody can read, numbered beyond those that can. */
function addTable(mib: Mib, name: string, table: PlayedTable): void {
  const indexes = Array.from({ length: table.indexLength }, (_, place) => ({
    number: 1000 + place,
    name: `${name}Index${place}`,
    type: Integer,
    maxAccess: snmp.MaxAccess['not-accessible'],
  }))
  const cells = table.columns.map(([number, type]) => ({
    number,
    name: `${name}${number}`,
    type,
    maxAccess: snmp.MaxAccess['read-only'],
  }))
  mib.registerProvider({
    name,
    type: snmp.MibProviderType.Table,
    oid: table.oid,
    maxAccess: snmp.MaxAccess['not-accessible'],
    tableColumns: [...indexes, ...cells],
    tableIndex: indexes.map((column) => ({ columnName: column.name })),
  })
  for (const [index, values] of table.rows) mib.addTableRow(name, [...index, ...values])
}

export type PlayedOnu = { serial: string; isOnline: boolean; rxDbm: number; number: number }

/** The tables in which a Huawei OLT tells the ONUs of one PON port. */
export function huaweiTables(
  ponIfIndex: number,
  onus: readonly PlayedOnu[],
): [string, PlayedTable][] {
  const base = '1.3.6.1.4.1.2011.6.128.1.1.2'
  const rows = (cellsOf: (onu: PlayedOnu) => Cell[]): PlayedTable['rows'] =>
    onus.map((onu) => [[ponIfIndex, onu.number], cellsOf(onu)])
  const octets = (serial: string) =>
    Buffer.concat([Buffer.from(serial.slice(0, 4)), Buffer.from(serial.slice(4), 'hex')])
  return [
    [
      'hwOnt',
      {
        oid: `${base}.43.1`,
        indexLength: 2,
        columns: [[3, OctetString]],
        rows: rows(({ serial }) => [octets(serial)]),
      },
    ],
    [
      'hwControl',
      {
        oid: `${base}.46.1`,
        indexLength: 2,
        columns: [
          [15, Integer],
          [20, Integer],
        ],
        rows: rows(({ isOnline }) => [isOnline ? 1 : 2, isOnline ? 1250 : -1]),
      },
    ],
    [
      'hwOptics',
      {
        oid: `${base}.51.1`,
        indexLength: 2,
        columns: [
          [3, Integer],
          [4, Integer],
        ],
        rows: rows(({ isOnline, rxDbm }) =>
          isOnline ? [215, Math.round(rxDbm * 100)] : [2_147_483_647, 2_147_483_647],
        ),
      },
    ],
  ]
}
