import type { Context } from '#platform/context'
import { Refusal } from '#platform/refusal'
import type { SecretBox } from '#platform/secret-box'
import { getDevice, refuseArchived } from '../devices/keep-devices.ts'
import { getPolling, ownSettings, type PollingEdit } from './keep-polling.ts'
import { readSystem, type SeenSystem } from './read-device.ts'
import { findTemplatePolling } from './settings.store.ts'
import { type PollFailure, SnmpFailure } from './snmp-failure.ts'
import { withSession } from './snmp-session.ts'
import { isComplete, type SealedSettings, toTarget } from './snmp-target.ts'

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
  const row = await settingsToTry(ctx, box, { id, edit })
  const target = row && toTarget(box, { ...row, address: device.address })
  if (!target || !isComplete(target)) return { kind: 'failed', failure: 'secret-missing' }
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

/** Those of the template as they are, or the own ones after the edit. */
async function settingsToTry(
  ctx: Context,
  box: SecretBox,
  { id, edit }: { id: number; edit: PollingEdit },
): Promise<SealedSettings | undefined> {
  const before = await getPolling(ctx, id)
  return (edit.source ?? before.source) === 'template'
    ? findTemplatePolling(ctx, id)
    : ownSettings(ctx, box, { id, before, edit })
}
