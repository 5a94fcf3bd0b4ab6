import type { Context } from '#platform/context'
import { Refusal, refuseField } from '#platform/refusal'
import { tellLines } from '../lines/tell-lines.ts'
import { tellBindings } from './bind-account.ts'
import {
  type BindingRow,
  endBindings,
  insertBinding,
  selectBindings,
  updateSharing,
} from './bindings.store.ts'
import { lockDevices } from './devices.store.ts'
import { getDevice, refuseArchived } from './keep-devices.ts'
import { refuseSharersLeft } from './keep-ports.ts'
import {
  archiveOnu,
  findOnu,
  findOnuLocked,
  findSerialHolder,
  insertOnu,
  type OnuForm,
  type OnuRow,
  updateOnu,
} from './onus.store.ts'
import { findPortLocked } from './ports.store.ts'

async function getOnu(ctx: Context, id: number): Promise<OnuRow> {
  const onu = await findOnu(ctx, id)
  if (!onu) throw new Refusal('network.onu.not-found', { id })
  return onu
}

/** Registers an ONU on a port of an OLT. A serial number is in service once in the whole network. */
export async function registerOnu(
  ctx: Context,
  form: OnuForm & { deviceId: number },
): Promise<OnuRow> {
  await lockDevices(ctx)
  const device = await getDevice(ctx, form.deviceId)
  refuseArchived(device)
  if (device.kind !== 'olt') throw new Refusal('network.not-an-olt', { name: device.name })
  await refuseUnsound(ctx, { ...form, id: 0 })
  const id = await insertOnu(ctx, form)
  await tellLines(ctx, [device.id])
  return getOnu(ctx, id)
}

/** Changes an ONU. When it moves to another port, who is behind it moves along, and the history says so. */
export async function changeOnu(
  ctx: Context,
  edit: { id: number; version: number },
  form: OnuForm,
): Promise<OnuRow> {
  await lockDevices(ctx)
  const onu = await findOnuLocked(ctx, edit.id)
  if (!onu) throw new Refusal('network.onu.not-found', { id: edit.id })
  await refuseUnsound(ctx, { ...form, id: onu.id, deviceId: onu.deviceId })
  const bound = await selectBindings(ctx, { onuIds: [onu.id], isCurrent: true })
  if (!form.isShared) refuseSharersLeft(bound)
  if (!(await updateOnu(ctx, edit, form))) throw new Refusal('platform.version-mismatch')
  await updateSharing(ctx, { onuId: onu.id }, form.isShared)
  if (form.portId !== onu.portId) await moveAlong(ctx, bound, { ...form, onuId: onu.id })
  await tellLines(ctx, [onu.deviceId])
  return getOnu(ctx, onu.id)
}

async function moveAlong(
  ctx: Context,
  bound: readonly BindingRow[],
  { portId, onuId, isShared }: { portId: number; onuId: number; isShared: boolean },
): Promise<void> {
  const endedIds = bound.map(({ id }) => id)
  await endBindings(ctx, endedIds)
  const accountIds = bound.map(({ accountId }) => accountId)
  const begunIds: number[] = []
  for (const accountId of accountIds) {
    begunIds.push(await insertBinding(ctx, { accountId, portId, onuId, isShared }))
  }
  const portIds = [portId, ...bound.map((row) => row.portId)]
  if (bound.length > 0) await tellBindings(ctx, accountIds, { endedIds, begunIds, portIds })
}

/** Takes an ONU that nobody is behind out of service; its serial number is free again. */
export async function removeOnu(ctx: Context, id: number): Promise<void> {
  const onu = await findOnuLocked(ctx, id)
  if (!onu) throw new Refusal('network.onu.not-found', { id })
  const [bound] = await selectBindings(ctx, { onuIds: [id], isCurrent: true })
  if (bound) {
    throw new Refusal('network.onu-taken', { serial: onu.serial, login: bound.login })
  }
  await archiveOnu(ctx, id)
  await tellLines(ctx, [onu.deviceId])
}

async function refuseUnsound(
  ctx: Context,
  onu: OnuForm & { id: number; deviceId: number },
): Promise<void> {
  const port = await findPortLocked(ctx, onu.portId)
  if (port?.deviceId !== onu.deviceId) {
    throw refuseField('network.port-of-another-device', 'portId')
  }
  const direct = (await selectBindings(ctx, { portIds: [port.id], isCurrent: true })).find(
    ({ onuId }) => onuId === null,
  )
  if (direct) {
    throw refuseField('network.port-taken', 'portId', { port: port.name, login: direct.login })
  }
  const holder = await findSerialHolder(ctx, onu.serial, onu.id)
  if (holder) throw refuseField('network.onu-serial-taken', 'serial', holder)
}
