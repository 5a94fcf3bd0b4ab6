import type { Context } from '#platform/context'
import { violates } from '#platform/database-errors'
import { Refusal, refuseField } from '#platform/refusal'
import { tellLines } from '../lines/tell-lines.ts'
import { type BindingRow, countBindings, selectBindings, updateSharing } from './bindings.store.ts'
import { lockDevices, selectChildren } from './devices.store.ts'
import { getDevice } from './keep-devices.ts'
import {
  deletePort,
  findPort,
  findPortLocked,
  insertPorts,
  type PortForm,
  type PortRow,
  selectPorts,
  updatePort,
} from './ports.store.ts'
import type { PlainPort } from './templates.store.ts'

const PORTS_MAX = 1024

/** Adds ports to a device. Names of one device differ, letter case ignored. */
export async function addPorts(
  ctx: Context,
  deviceId: number,
  ports: readonly PlainPort[],
): Promise<void> {
  await lockDevices(ctx)
  await getDevice(ctx, deviceId)
  const present = await selectPorts(ctx, deviceId)
  const names = new Set(present.map(({ name }) => name.toLowerCase()))
  const twice = ports.find(({ name }) => names.has(name.toLowerCase()))
  if (twice) throw refuseField('network.port-name-taken', 'ports', { port: twice.name })
  if (present.length + ports.length > PORTS_MAX) {
    throw refuseField('network.too-many-ports', 'ports', { max: PORTS_MAX })
  }
  await insertPorts(ctx, deviceId, ports)
  await tellLines(ctx, [deviceId])
}

/** Changes a port. It stays shared while several are on it. */
export async function changePort(
  ctx: Context,
  edit: { id: number; version: number },
  form: PortForm,
): Promise<PortRow> {
  const port = await findPortLocked(ctx, edit.id)
  if (!port) throw new Refusal('network.device-port.not-found', { id: edit.id })
  refuseInnerAlone(form)
  const bound = await selectDirect(ctx, port.id)
  if (!form.isShared) {
    refuseSharersLeft(bound)
    await refuseLinksLeft(ctx, port, bound)
  }
  try {
    if (!(await updatePort(ctx, edit, form))) throw new Refusal('platform.version-mismatch')
  } catch (error) {
    if (!violates(error, 'device_ports_by_name')) throw error
    throw refuseField('network.port-name-taken', 'name', { port: form.name })
  }
  await updateSharing(ctx, { portId: port.id }, form.isShared)
  await tellLines(ctx, [port.deviceId])
  return getPort(ctx, port.id)
}

/** Removes a port that nothing hangs on and nobody has ever been on. */
export async function removePort(ctx: Context, id: number): Promise<void> {
  await lockDevices(ctx)
  const port = await findPortLocked(ctx, id)
  if (!port) throw new Refusal('network.device-port.not-found', { id })
  const facts = { port: port.name }
  const children = await selectChildren(ctx, port.deviceId)
  const child = children.find(({ portId }) => portId === id)
  if (child) throw new Refusal('network.port-leads-elsewhere', { ...facts, name: child.name })
  if (port.onusCount > 0) throw new Refusal('network.port-has-onus', facts)
  if ((await countBindings(ctx, { portIds: [id] })) > 0) {
    throw new Refusal('network.port-has-history', facts)
  }
  await deletePort(ctx, id)
  await tellLines(ctx, [port.deviceId])
}

/** Refuses to make a place exclusive while several accounts are on it, naming them. */
export function refuseSharersLeft(bound: readonly BindingRow[]): void {
  if (bound.length < 2) return
  throw refuseField('network.still-shared', 'isShared', { logins: bound.map(({ login }) => login) })
}

async function refuseLinksLeft(
  ctx: Context,
  port: PortRow,
  bound: readonly BindingRow[],
): Promise<void> {
  const children = (await selectChildren(ctx, port.deviceId)).filter(
    ({ portId }) => portId === port.id,
  )
  if (children.length === 0 || children.length + bound.length < 2) return
  throw refuseField('network.still-shared', 'isShared', {
    logins: [...children.map(({ name }) => name), ...bound.map(({ login }) => login)],
  })
}

function refuseInnerAlone(form: PortForm): void {
  for (const [inner, outer, field] of [
    [form.clientInnerVlan, form.clientOuterVlan, 'clientInnerVlan'],
    [form.guestInnerVlan, form.guestOuterVlan, 'guestInnerVlan'],
  ] as const) {
    if (inner !== null && outer === null) throw refuseField('network.inner-vlan-alone', field)
  }
}

async function selectDirect(ctx: Context, portId: number): Promise<BindingRow[]> {
  const bound = await selectBindings(ctx, { portIds: [portId], isCurrent: true })
  return bound.filter(({ onuId }) => onuId === null)
}

export async function getPort(ctx: Context, id: number): Promise<PortRow> {
  const port = await findPort(ctx, id)
  if (!port) throw new Refusal('network.device-port.not-found', { id })
  return port
}
