import type { Context } from '#platform/context'
import { selectPorts } from '../devices/ports.store.ts'
import { type PortGrowth, portGrowth } from '../rules/polling/counter-growth.ts'
import { pollPause } from '../rules/polling/poll-pause.ts'
import { matchPorts } from '../rules/polling/port-match.ts'
import { hasRestarted } from '../rules/polling/uptime.ts'
import {
  type ClaimRow,
  type DeviceStateRow,
  findClaimedState,
  updateState,
} from './device-states.store.ts'
import type { SeenInterface, SeenOnu } from './dialects/dialect.ts'
import { deviceDialectOf } from './dialects/dialect-of.ts'
import { type OnuStateRow, upsertOnuStates } from './onu-states.store.ts'
import {
  insertSamples,
  type PortSample,
  type PortStateRow,
  replacePortStates,
  selectPortStates,
} from './port-states.store.ts'
import type { Reading } from './read-device.ts'
import type { PollFailure } from './snmp-failure.ts'

const MS = 1000
const OCTET_BITS = 8n
const MINUTE_SECONDS = 60
const TICK_MS = 10

/**
 * Writes what a device has told and lets go of it. Nothing is written when somebody else has taken the
 * device over meanwhile, or it is gone.
 */
export async function takeReading(
  ctx: Context,
  claim: ClaimRow,
  { reading, pollMs }: { reading: Reading; pollMs: number },
): Promise<void> {
  const before = await findClaimedState(ctx, claim)
  if (!before) return
  const { system, interfaces } = reading
  const isRestarted = hasStartedAnew(ctx, before, system.uptimeTicks)
  const matched = matchPorts(claim, await selectPorts(ctx, claim.deviceId), interfaces)
  await keepPorts(ctx, claim.deviceId, { matched, isRestarted })
  if (deviceDialectOf(claim.dialect).onus) {
    await upsertOnuStates(ctx, claim.deviceId, toOnuStates(reading, matched))
  }
  const now = ctx.now()
  const startedAt = now.subtract({ milliseconds: system.uptimeTicks * TICK_MS })
  await updateState(ctx, claim.deviceId, {
    polledAt: now,
    answeredAt: now,
    isReachable: true,
    since: before.isReachable === true ? before.since : now,
    failure: '',
    failuresCount: 0,
    systemName: system.name,
    systemText: system.text,
    uptimeTicks: BigInt(system.uptimeTicks),
    bootedAt: isRestarted || !before.bootedAt ? startedAt : before.bootedAt,
    rebootsCount: before.rebootsCount + (isRestarted ? 1 : 0),
    interfacesCount: interfaces.length,
    matchedCount: matched.size,
    pollMs,
    dueAt: now.add({ seconds: pollPause(claim.pollSeconds, 0) }),
  })
}

/** Writes why a device could not be read and lets go of it. What it told before stays. */
export async function takeFailure(
  ctx: Context,
  claim: ClaimRow,
  { failure, pollMs }: { failure: PollFailure; pollMs: number },
): Promise<void> {
  const before = await findClaimedState(ctx, claim)
  if (!before) return
  const now = ctx.now()
  const failuresCount = before.failuresCount + 1
  await updateState(ctx, claim.deviceId, {
    ...before,
    polledAt: now,
    isReachable: false,
    since: before.isReachable === false ? before.since : now,
    failure,
    failuresCount,
    pollMs,
    dueAt: now.add({ seconds: pollPause(claim.pollSeconds, failuresCount) }),
  })
}

function hasStartedAnew(ctx: Context, before: DeviceStateRow, ticks: number): boolean {
  if (before.uptimeTicks === null || !before.answeredAt) return false
  return hasRestarted(Number(before.uptimeTicks), ticks, secondsSince(ctx, before.answeredAt))
}

function secondsSince(ctx: Context, at: Temporal.Instant): number {
  return (ctx.now().epochMilliseconds - at.epochMilliseconds) / MS
}

async function keepPorts(
  ctx: Context,
  deviceId: number,
  { matched, isRestarted }: { matched: Map<number, SeenInterface>; isRestarted: boolean },
): Promise<void> {
  const before = new Map((await selectPortStates(ctx, deviceId)).map((row) => [row.portId, row]))
  const samples: PortSample[] = []
  const states = [...matched].map(([portId, seen]) => {
    const last = before.get(portId)
    const seconds = last ? Math.round(secondsSince(ctx, last.countedAt)) : 0
    const growth = isRestarted ? undefined : growthOf(last, seen, seconds)
    if (growth && (seen.isUp || isBusy(growth))) samples.push({ ...growth, portId, seconds })
    return toState(ctx, { portId, seen, last, growth, seconds })
  })
  await replacePortStates(ctx, deviceId, states)
  await insertSamples(ctx, samples)
}

function growthOf(
  last: PortStateRow | undefined,
  { ifIndex, counters, speedMbps }: SeenInterface,
  seconds: number,
): PortGrowth | undefined {
  // Another interface than before has nothing to do with what was counted.
  if (!last?.counters || !counters || last.ifIndex !== ifIndex) return undefined
  return portGrowth(last.counters, counters, { seconds, speedMbps })
}

function isBusy({ inOctets, outOctets, errors }: PortGrowth): boolean {
  return inOctets + outOctets + errors > 0n
}

type Told = {
  portId: number
  seen: SeenInterface
  last: PortStateRow | undefined
  growth: PortGrowth | undefined
  seconds: number
}

function toState(ctx: Context, { portId, seen, last, growth, seconds }: Told): PortStateRow {
  const { ifIndex, ifName, ifDescr, ifAlias, isAdminUp, isUp, speedMbps, counters } = seen
  const isSame = last?.isUp === isUp && last.isAdminUp === isAdminUp
  const perSecond = (octets: bigint) => (octets * OCTET_BITS) / BigInt(seconds)
  return {
    portId,
    ifIndex,
    ifName: ifName || ifDescr,
    ifAlias,
    isAdminUp,
    isUp,
    since: isSame ? last.since : ctx.now(),
    speedMbps,
    countedAt: ctx.now(),
    counters: counters ?? null,
    inBps: growth ? perSecond(growth.inOctets) : null,
    outBps: growth ? perSecond(growth.outOctets) : null,
    errorsPerMinute: growth ? (Number(growth.errors) * MINUTE_SECONDS) / seconds : null,
  }
}

function toOnuStates(
  { onus, interfaces }: Reading,
  matched: ReadonlyMap<number, SeenInterface>,
): OnuStateRow[] {
  const portIds = new Map([...matched].map(([portId, { ifIndex }]) => [ifIndex, portId]))
  const byName = new Map<string, SeenInterface>()
  const byIndex = new Map(interfaces.map((one) => [one.ifIndex, one]))
  for (const one of interfaces) {
    for (const name of [one.ifName, one.ifDescr]) byName.set(name.toLowerCase(), one)
  }
  const findPon = (pon: SeenOnu['pon']) =>
    'ifIndex' in pon ? byIndex.get(pon.ifIndex) : byName.get(pon.name.toLowerCase())
  return onus.map(({ serial, pon, number, isOnline, rxDbm, txDbm, distanceM }) => {
    const found = findPon(pon)
    return {
      serial,
      portId: (found && portIds.get(found.ifIndex)) ?? null,
      ponName: found?.ifName || found?.ifDescr || ('name' in pon ? pon.name : ''),
      onuNumber: number ?? null,
      isOnline,
      // A level that was measured before the ONU went is not of today.
      rxDbm: isOnline ? (rxDbm ?? null) : null,
      txDbm: isOnline ? (txDbm ?? null) : null,
      distanceM: distanceM ?? null,
    }
  })
}
