import * as contract from '@altyn/contract/network/devices'
import type { Context } from '#platform/context'
import { answer } from '#platform/http/answer'
import { toApiTime } from '#platform/http/api-values'
import { toPage, unpackCursor } from '#platform/http/cursor'
import { normalizeMac } from '../rules/device-option.ts'
import { portState } from '../rules/port-state.ts'
import { archiveDevice, removeDevice } from './archive-device.ts'
import { selectBindings } from './bindings.store.ts'
import { countDevices, type DeviceRow, selectChildren, selectDevices } from './devices.store.ts'
import { changeDevice, createDevice, getDevice } from './keep-devices.ts'
import { addPorts, changePort, removePort } from './keep-ports.ts'
import { nameBindings } from './name-bindings.ts'
import { type PortRow, selectPorts } from './ports.store.ts'

/** Devices of the provider, and their ports. */
export const devicesRoutes = [
  answer(contract.listDevices, async (ctx, { query }) => {
    const { cursor, limit, total, ...asked } = query
    const filter = { ...asked, mac: normalizeMac(asked.q ?? '') }
    const after = unpackCursor(cursor, 2)
    const found = await selectDevices(ctx, filter, { after, limit: limit + 1 })
    const { rows, nextCursor } = toPage(found, limit, ({ name, id }) => [name, id])
    const count = total ? { total: await countDevices(ctx, filter) } : {}
    return { items: rows.map(toApiLine), nextCursor, ...count }
  }),
  answer(contract.readDevice, async (ctx, { params }) =>
    toApiDevice(ctx, await getDevice(ctx, params.id)),
  ),
  answer(contract.createDevice, async (ctx, { body }) =>
    toApiDevice(ctx, await createDevice(ctx, body)),
  ),
  answer(contract.changeDevice, async (ctx, { params, body, version }) =>
    toApiDevice(ctx, await changeDevice(ctx, { id: params.id, version }, body)),
  ),
  answer(contract.archiveDevice, async (ctx, { params, body, version }) =>
    toApiDevice(ctx, await archiveDevice(ctx, { ...body, id: params.id, version })),
  ),
  answer(contract.removeDevice, async (ctx, { params }) => {
    await removeDevice(ctx, params.id)
    return { ok: true as const }
  }),
  answer(contract.addDevicePorts, async (ctx, { params, body }) => {
    await addPorts(ctx, params.id, body.ports)
    return toApiDevice(ctx, await getDevice(ctx, params.id))
  }),
  answer(contract.changeDevicePort, async (ctx, { params, body, version }) => {
    const port = await changePort(ctx, { id: params.id, version }, body)
    const [shown] = await toApiPorts(ctx, port.deviceId, [port])
    return shown as contract.DevicePort // one port, one answer
  }),
  answer(contract.removeDevicePort, async (ctx, { params }) => {
    await removePort(ctx, params.id)
    return { ok: true as const }
  }),
]

function toApiLine(row: DeviceRow): contract.DeviceLine {
  return {
    ...row,
    parent:
      row.parentDeviceId === null
        ? null
        : { id: row.parentDeviceId, name: row.parentName, portName: row.parentPortName },
    reachSince: row.reach === 'off' ? null : toApiTime(row.reachSince),
    archivedAt: toApiTime(row.archivedAt),
  }
}

async function toApiDevice(ctx: Context, row: DeviceRow): Promise<contract.Device> {
  const ports = await toApiPorts(ctx, row.id, await selectPorts(ctx, row.id))
  return {
    ...row,
    ...toApiLine(row),
    createdAt: toApiTime(row.createdAt),
    onusCount: ports.reduce((sum, { onusCount }) => sum + onusCount, 0),
    ports,
  }
}

async function toApiPorts(
  ctx: Context,
  deviceId: number,
  ports: readonly PortRow[],
): Promise<contract.DevicePort[]> {
  const portIds = ports.map(({ id }) => id)
  const current = await selectBindings(ctx, { portIds, isCurrent: true })
  const direct = current.filter(({ onuId }) => onuId === null)
  const bindings = Map.groupBy(await nameBindings(ctx, direct), ({ portId }) => portId)
  const children = Map.groupBy(await selectChildren(ctx, deviceId), ({ portId }) => portId)
  return ports.map((port) => {
    const bound = bindings.get(port.id) ?? []
    const below = children.get(port.id) ?? []
    return {
      ...port,
      state: portState({
        ...port,
        childrenCount: below.length,
        accountStates: bound.map(({ accountState }) => accountState),
      }),
      bindings: bound,
      children: below.map(({ id, name }) => ({ id, name })),
    }
  })
}
