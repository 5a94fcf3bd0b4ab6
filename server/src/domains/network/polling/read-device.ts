import { numberOf, textOf } from './dialects/cells.ts'
import type { SeenInterface, SeenOnu } from './dialects/dialect.ts'
import { type DeviceDialectName, deviceDialectOf } from './dialects/dialect-of.ts'
import { SnmpFailure } from './snmp-failure.ts'
import type { SnmpSession, SnmpValue } from './snmp-session.ts'

/** What a device says of itself (SNMPv2-MIB, RFC 3418). */
export type SeenSystem = {
  text: string
  name: string
  /** Hundredths of a second since it started; begins again after 497 days. */
  uptimeTicks: number
}
export type Reading = { system: SeenSystem; interfaces: SeenInterface[]; onus: SeenOnu[] }

const SYSTEM = ['1.3.6.1.2.1.1.1.0', '1.3.6.1.2.1.1.3.0', '1.3.6.1.2.1.1.5.0']
const IF_ENTRY = '1.3.6.1.2.1.2.2.1'
const IF_X_ENTRY = '1.3.6.1.2.1.31.1.1.1'
/** Columns of ifTable and ifXTable (RFC 2863), which have one index. */
const INTERFACE_COLUMNS = [
  `${IF_ENTRY}.2`,
  `${IF_ENTRY}.7`,
  `${IF_ENTRY}.8`,
  `${IF_X_ENTRY}.1`,
  `${IF_X_ENTRY}.18`,
  `${IF_ENTRY}.5`,
  `${IF_X_ENTRY}.15`,
  `${IF_X_ENTRY}.6`,
  `${IF_X_ENTRY}.10`,
  `${IF_ENTRY}.10`,
  `${IF_ENTRY}.16`,
  `${IF_ENTRY}.13`,
  `${IF_ENTRY}.14`,
  `${IF_ENTRY}.19`,
  `${IF_ENTRY}.20`,
]
const UP = 1
const TEXT_MAX = 255
const MEGA = 1_000_000
// ifSpeed ends here; what is faster is only in ifHighSpeed.
const SPEED_MAX = 4_294_967_295

/** The name, the description and the uptime; the quickest way to learn whether a device answers. */
export async function readSystem(session: SnmpSession): Promise<SeenSystem> {
  const [text, ticks, name] = await session.get(SYSTEM)
  const uptimeTicks = numberOf(ticks)
  if (uptimeTicks === undefined) throw new SnmpFailure('unlike-dialect')
  return { text: short(text), name: short(name), uptimeTicks }
}

/** Everything that a device of this family tells. One without interfaces is of no family we know. */
export async function readDevice(
  session: SnmpSession,
  dialect: DeviceDialectName,
): Promise<Reading> {
  const system = await readSystem(session)
  const interfaces = await readInterfaces(session)
  if (interfaces.length === 0) throw new SnmpFailure('unlike-dialect')
  return { system, interfaces, onus: await readOnus(session, dialect, interfaces) }
}

async function readInterfaces(session: SnmpSession): Promise<SeenInterface[]> {
  const found: SeenInterface[] = []
  for (const [index, cells] of await session.table(INTERFACE_COLUMNS)) {
    const [descr, admin, oper, name, alias, speed, highSpeed] = cells
    const ifIndex = Number(index)
    if (!Number.isSafeInteger(ifIndex) || oper === undefined) continue
    found.push({
      ifIndex,
      ifDescr: short(descr),
      ifName: short(name),
      ifAlias: short(alias),
      isAdminUp: admin === UP,
      isUp: oper === UP,
      speedMbps: speedOf(numberOf(speed), numberOf(highSpeed)),
      counters: countersOf(cells),
    })
  }
  return found
}

function speedOf(bitsPerSecond = 0, megabits = 0): number {
  if (megabits > 0) return megabits
  return bitsPerSecond < SPEED_MAX ? Math.floor(bitsPerSecond / MEGA) : 0
}

function countersOf(cells: readonly (SnmpValue | undefined)[]): SeenInterface['counters'] {
  const [wideIn, wideOut, plainIn, plainOut, ...events] = cells.slice(7).map(bigOf)
  const [inDiscards = 0n, inErrors = 0n, outDiscards = 0n, outErrors = 0n] = events
  const lost = {
    errors: BigInt.asUintN(32, inErrors + outErrors),
    discards: BigInt.asUintN(32, inDiscards + outDiscards),
  }
  if (wideIn !== undefined && wideOut !== undefined) {
    return { inOctets: wideIn, outOctets: wideOut, bits: 64, ...lost }
  }
  if (plainIn === undefined || plainOut === undefined) return undefined
  return { inOctets: plainIn, outOctets: plainOut, bits: 32, ...lost }
}

function bigOf(value: SnmpValue | undefined): bigint | undefined {
  if (typeof value === 'bigint') return value
  return typeof value === 'number' && Number.isInteger(value) ? BigInt(value) : undefined
}

async function readOnus(
  session: SnmpSession,
  name: DeviceDialectName,
  interfaces: readonly SeenInterface[],
): Promise<SeenOnu[]> {
  const { onus } = deviceDialectOf(name)
  if (!onus) return []
  const names = new Map(
    interfaces.map(({ ifIndex, ifDescr, ifName }) => [ifIndex, ifDescr || ifName]),
  )
  const found = new Map<string, SeenOnu>()
  for (const [index, cells] of await session.table(onus.columns)) {
    const onu = onus.toOnu({ index: index.split('.').map(Number), cells, names })
    // One that has moved may be listed twice for a while: where it works counts.
    if (onu && !found.get(onu.serial)?.isOnline) found.set(onu.serial, onu)
  }
  return [...found.values()]
}

function short(value: SnmpValue | undefined): string {
  return textOf(value).slice(0, TEXT_MAX)
}
