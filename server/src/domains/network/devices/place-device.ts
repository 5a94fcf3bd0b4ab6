import type { Context } from '#platform/context'
import { refuseField } from '#platform/refusal'
import { normalizeOption } from '../rules/device-option.ts'
import { selectBindings } from './bindings.store.ts'
import {
  findAddressHolder,
  findDevice,
  findRelayHolder,
  findValueHolder,
  selectChildren,
  selectLineUp,
} from './devices.store.ts'
import { selectOptions } from './labels.store.ts'
import { findPortLocked } from './ports.store.ts'
import type { DeviceKind } from './templates.store.ts'

type Parent = { parentDeviceId: number | null; parentPortId: number | null }

/** Refuses a management address that another device in service has, naming that device. */
export async function refuseTakenAddress(
  ctx: Context,
  { id, address }: { id: number; address: string },
): Promise<void> {
  if (address === '') return
  const holder = await findAddressHolder(ctx, address, id)
  if (holder) {
    throw refuseField('network.device-address-taken', 'address', { address, name: holder.name })
  }
}

/** Refuses an identifier of option 82 that another device in service has, naming that device. */
export async function refuseTakenRelayId(
  ctx: Context,
  { id, relayId }: { id: number; relayId: string },
): Promise<void> {
  if (relayId === '') return
  const holder = await findRelayHolder(ctx, relayId, id)
  if (holder) throw refuseField('network.relay-id-taken', 'relayId', { relayId, name: holder.name })
}

/**
 * Refuses a place in the tree that cannot be: under itself, under what hangs on it, on a port of
 * another device, on one that is off, taken by an account or leads to another device already.
 */
export async function refuseWrongParent(
  ctx: Context,
  { id, parentDeviceId, parentPortId }: Parent & { id: number },
): Promise<void> {
  if (parentDeviceId === null) {
    if (parentPortId === null) return
    throw refuseField('network.parent-port-alone', 'parentPortId')
  }
  const parent = await findDevice(ctx, parentDeviceId)
  if (!parent) throw refuseField('network.unknown-parent', 'parentDeviceId')
  const { name } = parent
  if (parent.archivedAt) throw refuseField('network.parent-archived', 'parentDeviceId', { name })
  const line = await selectLineUp(ctx, parentDeviceId)
  if (line.some((above) => above.id === id)) {
    throw refuseField('network.device-cycle', 'parentDeviceId', { name })
  }
  if (parentPortId !== null) await refuseTakenLink(ctx, { id, parentDeviceId, parentPortId })
}

async function refuseTakenLink(
  ctx: Context,
  place: { id: number; parentDeviceId: number; parentPortId: number },
): Promise<void> {
  const port = await findPortLocked(ctx, place.parentPortId)
  if (port?.deviceId !== place.parentDeviceId) {
    throw refuseField('network.port-of-another-device', 'parentPortId')
  }
  if (port.isShared) return
  const children = await selectChildren(ctx, place.parentDeviceId)
  const other = children.find((child) => child.portId === port.id && child.id !== place.id)
  const facts = { port: port.name }
  if (other) {
    throw refuseField('network.port-leads-elsewhere', 'parentPortId', {
      ...facts,
      name: other.name,
    })
  }
  const [bound] = await selectBindings(ctx, { portIds: [port.id], isCurrent: true })
  if (bound) {
    throw refuseField('network.port-taken', 'parentPortId', { ...facts, login: bound.login })
  }
}

/**
 * The options of a device in the form they are kept in. Unknown ones, those of other kinds of
 * devices, wrong values and unique values that another device in service has are refused by name.
 */
export async function checkOptions(
  ctx: Context,
  device: { id: number; kind: DeviceKind; options: Record<string, string> },
): Promise<Record<string, string>> {
  const definitions = new Map((await selectOptions(ctx)).map((row) => [String(row.id), row]))
  const kept: Record<string, string> = {}
  for (const [key, typed] of Object.entries(device.options)) {
    if (typed.trim() === '') continue
    const field = `options.${key}`
    const option = definitions.get(key)
    if (!option) throw refuseField('network.unknown-option', field)
    const { name } = option
    if (!option.forKinds.includes(device.kind)) {
      throw refuseField('network.option-of-other-kind', field, { name })
    }
    const value = normalizeOption(option.kind, typed)
    if (value === undefined) throw refuseField('network.wrong-option-value', field, { name })
    const holder =
      option.isUnique &&
      (await findValueHolder(ctx, { optionId: option.id, value, exceptId: device.id }))
    if (holder) {
      throw refuseField('network.option-value-taken', field, { name, value, device: holder.name })
    }
    kept[key] = value
  }
  return kept
}
