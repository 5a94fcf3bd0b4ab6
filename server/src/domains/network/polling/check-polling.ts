import type { Context } from '#platform/context'
import { Refusal } from '#platform/refusal'
import type { SecretBox } from '#platform/secret-box'
import { getDevice, refuseArchived } from '../devices/keep-devices.ts'
import { getPolling, mergeEdit, type PollingEdit } from './keep-polling.ts'
import { readSystem, type SeenSystem } from './read-device.ts'
import { findTemplatePolling } from './settings.store.ts'
import { type PollFailure, SnmpFailure } from './snmp-failure.ts'
import { withSession } from './snmp-session.ts'
import { isComplete } from './snmp-target.ts'

const CHECK_MS_MAX = 8000
// Each holds a connection to the database while the device thinks.
const CHECKS_MAX = 3
let checksRunning = 0

export type CheckOutcome =
  | { kind: 'answered'; system: SeenSystem }
  | { kind: 'failed'; failure: PollFailure }

/**
 * Asks a device for its name with settings that are not kept, and tells what came of it, within eight
 * seconds. A few checks run at a time; more are refused.
 */
export async function checkPolling(
  ctx: Context,
  box: SecretBox,
  { id, ...edit }: PollingEdit & { id: number },
): Promise<CheckOutcome> {
  const device = await getDevice(ctx, id)
  refuseArchived(device)
  if (!device.address) throw new Refusal('network.device-without-address', { name: device.name })
  const own = await getPolling(ctx, id)
  const template =
    edit.source === 'own' && own.version > 1 ? undefined : await findTemplatePolling(ctx, id)
  const row = mergeEdit(box, { ...own, ...template }, edit)
  const opened = (sealed: Buffer | null) => (sealed ? box.open(sealed) : '')
  const target = {
    ...row,
    address: device.address,
    secret: opened(row.secretSealed),
    privacySecret: opened(row.privacySealed),
  }
  if (!isComplete(target)) return { kind: 'failed', failure: 'secret-missing' }
  if (checksRunning >= CHECKS_MAX) throw new Refusal('network.too-many-checks')
  checksRunning += 1
  try {
    const signal = AbortSignal.timeout(CHECK_MS_MAX)
    return { kind: 'answered', system: await withSession(target, signal, readSystem) }
  } catch (error) {
    if (error instanceof SnmpFailure) return { kind: 'failed', failure: error.reason }
    throw error
  } finally {
    checksRunning -= 1
  }
}
