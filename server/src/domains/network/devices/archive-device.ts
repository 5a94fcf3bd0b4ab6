import type { Context } from '#platform/context'
import { Refusal } from '#platform/refusal'
import { tellLines } from '../lines/tell-lines.ts'
import { selectNasOfDevice } from '../nas.store.ts'
import { endBindingsOf } from './bind-account.ts'
import { countBindings } from './bindings.store.ts'
import {
  type DeviceRow,
  deleteDevice,
  lockDevices,
  selectChildren,
  updateDevice,
} from './devices.store.ts'
import { getDevice } from './keep-devices.ts'
import { checkOptions, refuseTakenAddress, refuseTakenRelayId } from './place-device.ts'

const NAMED_MAX = 3

/**
 * Takes a device out of service: whoever is on it is taken off, its place in the tree, its address
 * and its unique values are free. Or takes it back, if nobody else has these by now.
 */
export async function archiveDevice(
  ctx: Context,
  { isArchived, ...edit }: { id: number; version: number; isArchived: boolean },
): Promise<DeviceRow> {
  await lockDevices(ctx)
  const device = await getDevice(ctx, edit.id)
  if (isArchived) await refuseInUse(ctx, device)
  else await refuseTakenMeanwhile(ctx, device)
  const change = isArchived
    ? { archived_at: device.archivedAt ?? ctx.now(), parent_device_id: null, parent_port_id: null }
    : { archived_at: null }
  if (!(await updateDevice(ctx, edit, change))) throw new Refusal('platform.version-mismatch')
  if (isArchived) await endBindingsOf(ctx, { deviceId: device.id })
  await tellLines(ctx, [device.id])
  return getDevice(ctx, device.id)
}

/** Removes a device that nobody has ever been on; one with a history is archived instead. */
export async function removeDevice(ctx: Context, id: number): Promise<void> {
  await lockDevices(ctx)
  const device = await getDevice(ctx, id)
  await refuseInUse(ctx, device)
  const count = await countBindings(ctx, { deviceId: id })
  if (count > 0) throw new Refusal('network.device-has-bindings', { name: device.name, count })
  await deleteDevice(ctx, id)
  await tellLines(ctx, [id])
}

/** What stands on a device, or is one, would be left without it. */
async function refuseInUse(ctx: Context, { id, name }: DeviceRow): Promise<void> {
  const servers = await selectNasOfDevice(ctx, id)
  if (servers.length > 0) {
    const names = servers.slice(0, NAMED_MAX).map((nas) => nas.name)
    throw new Refusal('network.device-is-nas', { name, servers: names, count: servers.length })
  }
  const children = await selectChildren(ctx, id)
  if (children.length === 0) return
  const devices = children.slice(0, NAMED_MAX).map((child) => child.name)
  throw new Refusal('network.device-has-children', { name, devices, count: children.length })
}

async function refuseTakenMeanwhile(ctx: Context, device: DeviceRow): Promise<void> {
  await refuseTakenAddress(ctx, { id: device.id, address: device.address ?? '' })
  await refuseTakenRelayId(ctx, device)
  await checkOptions(ctx, device)
}
