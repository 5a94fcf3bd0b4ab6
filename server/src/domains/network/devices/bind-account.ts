import type { Context } from '#platform/context'
import { violates } from '#platform/database-errors'
import { tell } from '#platform/outbox'
import { Refusal, refuseField } from '#platform/refusal'
import { getAccount } from '../../accounts/index.ts'
import {
  type BindingRow,
  endBindings,
  findBinding,
  insertBinding,
  selectBindings,
} from './bindings.store.ts'
import { findDevice, selectChildren } from './devices.store.ts'
import { findOnuLocked } from './onus.store.ts'
import { findPortLocked, type PortRow } from './ports.store.ts'

type Order = { accountId: number; portId?: number; onuId?: number }
/** Where exactly the account is put, and the field that names the place. */
type Place = { portId: number; onuId: number | null; isShared: boolean; field: string }

/**
 * Puts an account on a port or behind an ONU from now on. An account is in one place at a time, and
 * a place has one account unless it is shared; who stands in the way is named.
 */
export async function bindAccount(ctx: Context, order: Order): Promise<BindingRow> {
  const account = await getAccount(ctx, order.accountId)
  if (account.closedAt) {
    throw refuseField('network.account-closed', 'accountId', { login: account.login })
  }
  const place = order.onuId ? await onuPlace(ctx, order.onuId) : await portPlace(ctx, order.portId)
  await refuseBound(ctx, order.accountId)
  await refuseTaken(ctx, place)
  try {
    const id = await insertBinding(ctx, { accountId: account.id, ...place })
    await tellBindings(ctx, [account.id], { begunIds: [id], portIds: [place.portId] })
    return await getBinding(ctx, id)
  } catch (error) {
    // Somebody else has put the same account elsewhere in this very moment.
    if (violates(error, 'port_bindings_one_place')) {
      throw refuseField('network.account-bound-now', 'accountId', { login: account.login })
    }
    throw error
  }
}

/** Takes an account off its port or ONU now. What has ended already stays as it ended. */
export async function endBinding(ctx: Context, id: number): Promise<BindingRow> {
  const binding = await getBinding(ctx, id)
  if (binding.until) return binding
  await endBindings(ctx, [id])
  await tellBindings(ctx, [binding.accountId], { endedIds: [id], portIds: [binding.portId] })
  return { ...binding, until: ctx.now(), endedBy: ctx.actor.name }
}

/** Takes everybody off whom these are: accounts that are closed, or all on a device. */
export async function endBindingsOf(
  ctx: Context,
  whose: { accountIds: readonly number[] } | { deviceId: number },
): Promise<void> {
  const bound = await selectBindings(ctx, { ...whose, isCurrent: true })
  if (bound.length === 0) return
  const endedIds = bound.map(({ id }) => id)
  await endBindings(ctx, endedIds)
  const accountIds = bound.map(({ accountId }) => accountId)
  const portIds = bound.map(({ portId }) => portId)
  await tellBindings(ctx, accountIds, { endedIds, portIds })
}

/** Tells whose places have changed, on which ports, and which rows of the history began and ended by it. */
export async function tellBindings(
  ctx: Context,
  accountIds: readonly number[],
  rows: { begunIds?: readonly number[]; endedIds?: readonly number[]; portIds: readonly number[] },
): Promise<void> {
  await tell(ctx, 'network.bindings-changed', { accountIds, ...rows })
}

async function getBinding(ctx: Context, id: number): Promise<BindingRow> {
  const binding = await findBinding(ctx, id)
  if (!binding) throw new Refusal('network.port-binding.not-found', { id })
  return binding
}

async function portPlace(ctx: Context, portId = 0): Promise<Place> {
  const port = await findPortLocked(ctx, portId)
  if (!port) throw refuseField('network.unknown-port', 'portId')
  await refuseIdle(ctx, port, 'portId')
  const { name } = port
  if (port.onusCount > 0) throw refuseField('network.port-has-onus', 'portId', { port: name })
  const children = await selectChildren(ctx, port.deviceId)
  const child = children.find((row) => row.portId === port.id)
  if (child && !port.isShared) {
    const facts = { port: name, name: child.name }
    throw refuseField('network.port-leads-elsewhere', 'portId', facts)
  }
  return { portId: port.id, onuId: null, isShared: port.isShared, field: 'portId' }
}

async function onuPlace(ctx: Context, onuId: number): Promise<Place> {
  const onu = await findOnuLocked(ctx, onuId)
  if (!onu) throw refuseField('network.unknown-onu', 'onuId')
  const port = await findPortLocked(ctx, onu.portId)
  if (!port) throw refuseField('network.unknown-port', 'onuId')
  await refuseIdle(ctx, port, 'onuId')
  return { portId: onu.portId, onuId: onu.id, isShared: onu.isShared, field: 'onuId' }
}

async function refuseIdle(ctx: Context, port: PortRow, field: string): Promise<void> {
  const device = await findDevice(ctx, port.deviceId)
  if (device?.archivedAt) throw refuseField('network.device-archived', field, { name: device.name })
  if (!port.isEnabled) throw refuseField('network.port-off', field, { port: port.name })
}

async function refuseBound(ctx: Context, accountId: number): Promise<void> {
  const [bound] = await selectBindings(ctx, { accountIds: [accountId], isCurrent: true })
  if (!bound) return
  const { login, deviceName: device, portName: port } = bound
  throw refuseField('network.account-bound', 'accountId', { login, device, port })
}

async function refuseTaken(ctx: Context, { portId, onuId, isShared, field }: Place): Promise<void> {
  if (isShared) return
  const at = onuId === null ? { portIds: [portId] } : { onuIds: [onuId] }
  const [holder] = await selectBindings(ctx, { ...at, isCurrent: true })
  if (!holder) return
  const { login, portName: port, onuSerial: serial } = holder
  if (onuId === null) throw refuseField('network.port-taken', field, { port, login })
  throw refuseField('network.onu-taken', field, { serial, login })
}
