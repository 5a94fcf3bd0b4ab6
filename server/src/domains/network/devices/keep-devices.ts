import type { LineFormat } from '@altyn/contract/network/lines/line-format'
import type { Context } from '#platform/context'
import { violates } from '#platform/database-errors'
import { tell } from '#platform/outbox'
import { Refusal, refuseField } from '#platform/refusal'
import { tellLines } from '../lines/tell-lines.ts'
import { selectNasOfDevice } from '../nas.store.ts'
import { normalizeMac } from '../rules/device-option.ts'
import {
  type DeviceColumns,
  type DeviceRow,
  findDevice,
  insertDevice,
  lockDevices,
  replaceGroups,
  updateDevice,
} from './devices.store.ts'
import {
  checkOptions,
  refuseTakenAddress,
  refuseTakenRelayId,
  refuseWrongParent,
} from './place-device.ts'
import { insertPorts } from './ports.store.ts'
import { type DeviceKind, findTemplate, type PlainPort } from './templates.store.ts'

export type DeviceForm = {
  name: string
  address: string
  serial: string
  mac: string
  relayId: string
  lineFormat: LineFormat | null
  location: string
  entrance: string
  parentDeviceId: number | null
  parentPortId: number | null
  groupIds: number[]
  options: Record<string, string>
  note: string
}
type NewDevice = DeviceForm & {
  templateId: number | null
  kind: DeviceKind
  ports: readonly PlainPort[]
}

export async function getDevice(ctx: Context, id: number): Promise<DeviceRow> {
  const device = await findDevice(ctx, id)
  if (!device) throw new Refusal('network.device.not-found', { id })
  return device
}

export function refuseArchived({ archivedAt, name }: DeviceRow): void {
  if (archivedAt) throw new Refusal('network.device-archived', { name })
}

/** Adds a device with the ports of its template and those that are asked for besides. */
export async function createDevice(ctx: Context, form: NewDevice): Promise<DeviceRow> {
  await lockDevices(ctx)
  const template = form.templateId === null ? undefined : await findTemplate(ctx, form.templateId)
  if (form.templateId !== null && !template) {
    throw refuseField('network.unknown-template', 'templateId')
  }
  if (template?.archivedAt) {
    throw refuseField('network.template-archived', 'templateId', { name: template.name })
  }
  const kind = template?.kind ?? form.kind
  const ports = [...(template?.ports ?? []), ...form.ports]
  refusePortTwice(ports)
  const columns = await toColumns(ctx, { ...form, id: 0, kind })
  const id = await insertDevice(ctx, { ...columns, kind, template_id: form.templateId })
  await insertPorts(ctx, id, ports)
  await putIntoGroups(ctx, id, form.groupIds)
  await tellLines(ctx, [id])
  return getDevice(ctx, id)
}

/** Changes a device in service. Its kind and its template stay. */
export async function changeDevice(
  ctx: Context,
  edit: { id: number; version: number },
  form: DeviceForm,
): Promise<DeviceRow> {
  await lockDevices(ctx)
  const device = await getDevice(ctx, edit.id)
  refuseArchived(device)
  const columns = await toColumns(ctx, { ...form, id: device.id, kind: device.kind })
  if (!(await updateDevice(ctx, edit, columns))) throw new Refusal('platform.version-mismatch')
  await putIntoGroups(ctx, device.id, form.groupIds)
  await tellServers(ctx, device, form.groupIds)
  await tellLines(ctx, [device.id])
  return getDevice(ctx, device.id)
}

/** Rows of attributes are for groups: access servers that are this device are in others from now on. */
async function tellServers(
  ctx: Context,
  { id, groupIds: before }: DeviceRow,
  after: readonly number[],
): Promise<void> {
  if (new Set(before).symmetricDifference(new Set(after)).size === 0) return
  for (const { id: nasId } of await selectNasOfDevice(ctx, id)) {
    await tell(ctx, 'network.nas-changed', { nasId })
  }
}

/** What is asked for, once it is sure that nothing stands in its way. */
async function toColumns(
  ctx: Context,
  form: DeviceForm & { id: number; kind: DeviceKind },
): Promise<DeviceColumns> {
  await refuseTakenAddress(ctx, form)
  await refuseTakenRelayId(ctx, form)
  await refuseWrongParent(ctx, form)
  const options = await checkOptions(ctx, form)
  return {
    name: form.name,
    address: form.address || null,
    serial: form.serial,
    mac: normalizeMac(form.mac) ?? '',
    relay_id: form.relayId,
    line_format: form.lineFormat && JSON.stringify(form.lineFormat),
    location: form.location,
    entrance: form.entrance,
    parent_device_id: form.parentDeviceId,
    parent_port_id: form.parentPortId,
    options: JSON.stringify(options),
    note: form.note,
  }
}

function refusePortTwice(ports: readonly PlainPort[]): void {
  const names = new Set<string>()
  for (const { name } of ports) {
    if (names.has(name.toLowerCase())) {
      throw refuseField('network.port-name-taken', 'ports', { port: name })
    }
    names.add(name.toLowerCase())
  }
}

async function putIntoGroups(ctx: Context, id: number, groupIds: readonly number[]): Promise<void> {
  try {
    await replaceGroups(ctx, id, groupIds)
  } catch (error) {
    if (!violates(error, 'device_group_members_group_id_fkey')) throw error
    throw refuseField('network.unknown-device-group', 'groupIds')
  }
}
