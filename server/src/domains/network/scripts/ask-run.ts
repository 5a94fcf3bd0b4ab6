import type { Context } from '#platform/context'
import { tell } from '#platform/outbox'
import { Refusal, refuseField } from '#platform/refusal'
import { getDevice } from '../devices/keep-devices.ts'
import { findOnu } from '../devices/onus.store.ts'
import { findPort } from '../devices/ports.store.ts'
import {
  type BatchDevice,
  type BatchRow,
  type BatchScope,
  findBatch,
  insertBatch,
  selectBatchDevices,
} from './batches.store.ts'
import { getScript, needsPort } from './keep-scripts.ts'
import {
  findAccountAt,
  findHindrance,
  type PreparedRun,
  prepareRun,
  type SpeedReader,
} from './prepare-run.ts'
import {
  cancelQueued,
  findRun,
  insertRuns,
  type NewRun,
  type RunRow,
  type Target,
} from './runs.store.ts'
import type { ScriptRow } from './scripts.store.ts'

const DEVICES_MAX = 2000

type Order = { scriptId: number; place: Omit<Target, 'accountId'>; readSpeeds: SpeedReader }

/** What a script would send to a place now. Nothing is sent. */
export async function rehearseRun(ctx: Context, order: Order): Promise<PreparedRun> {
  const script = await getScript(ctx, order.scriptId)
  const target = await findTarget(ctx, order.place)
  return prepareRun(ctx, { script, target, readSpeeds: order.readSpeeds })
}

/** Asks for a run by hand. What can be known to stand in its way is refused at once. */
export async function askRun(ctx: Context, order: Order): Promise<RunRow> {
  const script = await getScript(ctx, order.scriptId)
  const target = await findTarget(ctx, order.place)
  await prepareRun(ctx, { script, target, readSpeeds: order.readSpeeds })
  const [id] = await askRuns(ctx, [{ ...target, scriptId: script.id, cause: 'hand' }])
  return getRun(ctx, id ?? 0n)
}

/** Writes runs down and wakes whoever carries them out. */
export async function askRuns(ctx: Context, runs: readonly NewRun[]): Promise<bigint[]> {
  const ids = await insertRuns(ctx, runs)
  if (ids.length > 0) await tell(ctx, 'network.script-runs-asked', { count: ids.length })
  return ids
}

/** Calls off a run that has not begun. */
export async function cancelRun(ctx: Context, id: bigint): Promise<RunRow> {
  const { state } = await getRun(ctx, id)
  if ((await cancelQueued(ctx, { id })) === 0 && state !== 'cancelled') {
    throw new Refusal('network.script-run-begun', { id: String(id) })
  }
  return getRun(ctx, id)
}

export async function getRun(ctx: Context, id: bigint) {
  const run = await findRun(ctx, id)
  if (!run) throw new Refusal('network.script-run.not-found', { id: String(id) })
  return run
}

/** Devices of a mass run: where it would go, and where it cannot and why. */
export async function findBatchDevices(
  ctx: Context,
  { scriptId, scope }: { scriptId: number; scope: BatchScope },
): Promise<{
  script: ScriptRow
  fitting: BatchDevice[]
  unfit: { name: string; refusal: Refusal }[]
}> {
  const script = await getScript(ctx, scriptId)
  if (needsPort(script)) throw new Refusal('network.script-needs-port', { script: script.name })
  const limits = { templateIds: script.templateIds, limit: DEVICES_MAX + 1 }
  const devices = await selectBatchDevices(ctx, scope, limits)
  if (devices.length > DEVICES_MAX) {
    throw new Refusal('network.too-many-devices', { max: DEVICES_MAX })
  }
  const fitting: BatchDevice[] = []
  const unfit: { name: string; refusal: Refusal }[] = []
  for (const device of devices) {
    const refusal = findHindrance(script, device)
    if (refusal) unfit.push({ name: device.name, refusal })
    else fitting.push(device)
  }
  return { script, fitting, unfit }
}

/** Runs a script on many devices: one run for each that it can run on. */
export async function askBatch(
  ctx: Context,
  order: { scriptId: number; scope: BatchScope },
): Promise<BatchRow> {
  const { script, fitting } = await findBatchDevices(ctx, order)
  if (fitting.length === 0) throw new Refusal('network.nothing-to-run', { script: script.name })
  const batchId = await insertBatch(ctx, { scriptId: script.id, runsCount: fitting.length })
  const place = { portId: null, onuId: null, accountId: null }
  await askRuns(
    ctx,
    fitting.map(({ id }) => ({
      ...place,
      deviceId: id,
      scriptId: script.id,
      cause: 'hand' as const,
      batchId,
    })),
  )
  return getBatch(ctx, batchId)
}

/** Calls off those runs of a mass run that have not begun. */
export async function cancelBatch(ctx: Context, id: number): Promise<BatchRow> {
  await getBatch(ctx, id)
  await cancelQueued(ctx, { batchId: id })
  return getBatch(ctx, id)
}

export async function getBatch(ctx: Context, id: number): Promise<BatchRow> {
  const batch = await findBatch(ctx, id)
  if (!batch) throw new Refusal('network.script-batch.not-found', { id })
  return batch
}

/** The place, once it is sure that its parts belong together, with the account that is there. */
async function findTarget(ctx: Context, place: Omit<Target, 'accountId'>): Promise<Target> {
  await getDevice(ctx, place.deviceId)
  const onu = place.onuId === null ? undefined : await findOnu(ctx, place.onuId)
  if (place.onuId !== null && onu?.deviceId !== place.deviceId) {
    throw refuseField('network.unknown-onu', 'onuId')
  }
  const portId = onu?.portId ?? place.portId
  const port = portId === null ? undefined : await findPort(ctx, portId)
  if (portId !== null && port?.deviceId !== place.deviceId) {
    throw refuseField('network.port-of-another-device', 'portId')
  }
  const whole = { ...place, portId }
  return { ...whole, accountId: await findAccountAt(ctx, whole) }
}
