import type { Context } from '#platform/context'
import { tell } from '#platform/outbox'
import { Refusal } from '#platform/refusal'
import type { SecretBox } from '#platform/secret-box'
import { getDevice, refuseArchived } from '../devices/keep-devices.ts'
import { findPolled, makeDue } from './device-states.store.ts'
import {
  findPolling,
  findTemplatePolling,
  type PollingRow,
  upsertPolling,
} from './settings.store.ts'
import type { SnmpSettings } from './snmp-target.ts'

/** What a device has until somebody says otherwise: the settings of its template, whatever they are. */
const NOTHING_OWN: PollingRow = {
  source: 'template',
  snmpVersion: 'v2c',
  snmpUser: '',
  snmpAuth: 'sha',
  snmpCipher: 'aes',
  snmpPort: 161,
  snmpTimeoutMs: 3000,
  snmpRetries: 1,
  pollSeconds: 300,
  secretSealed: null,
  privacySealed: null,
  version: 1,
}

/** Secrets as they were typed: an empty one stays as it was. */
export type PollingEdit = Partial<SnmpSettings> & {
  source?: PollingRow['source']
  pollSeconds?: number
  snmpSecret?: string
  snmpPrivacySecret?: string
}

export async function getPolling(ctx: Context, deviceId: number): Promise<PollingRow> {
  await getDevice(ctx, deviceId)
  return (await findPolling(ctx, deviceId)) ?? NOTHING_OWN
}

/**
 * Changes how a device is asked; it is asked anew at once. What is not spoken of stays, secrets too.
 * Own settings change only while they hold, and begin as those of the template.
 */
export async function changePolling(
  ctx: Context,
  box: SecretBox,
  { id, version, ...edit }: PollingEdit & { id: number; version: number },
): Promise<PollingRow> {
  refuseArchived(await getDevice(ctx, id))
  const before = await getPolling(ctx, id)
  if (before.version !== version) throw new Refusal('platform.version-mismatch')
  const source = edit.source ?? before.source
  const row = source === 'own' ? await ownSettings(ctx, box, { id, before, edit }) : before
  if (!(await upsertPolling(ctx, id, { ...row, source }))) {
    throw new Refusal('platform.version-mismatch')
  }
  if (source !== 'off') await askNow(ctx, id)
  return getPolling(ctx, id)
}

type OwnEdit = { id: number; before: PollingRow; edit: PollingEdit }

/** The device's own settings after an edit; the first ones begin as those of the template. */
export async function ownSettings(
  ctx: Context,
  box: SecretBox,
  { id, before, edit }: OwnEdit,
): Promise<PollingRow> {
  const isFirst = before.source !== 'own' && before.secretSealed === null
  const template = isFirst ? await findTemplatePolling(ctx, id) : undefined
  return mergeEdit(box, { ...before, ...template }, edit)
}

/** The settings after an edit. A secret that the version has no use for is forgotten. */
function mergeEdit(
  box: SecretBox,
  before: PollingRow,
  { snmpSecret = '', snmpPrivacySecret = '', ...edit }: PollingEdit,
): PollingRow {
  const given = Object.fromEntries(
    Object.entries(edit).filter(([, value]) => value !== undefined),
  ) as Partial<PollingRow> // of the edit, whose names and types are those of the row
  const row = { ...before, ...given }
  const isThird = row.snmpVersion === 'v3'
  const isOtherKind = isThird !== (before.snmpVersion === 'v3')
  // A community is no password: a secret never changes what it is for.
  const kept = isOtherKind ? null : before.secretSealed
  return {
    ...row,
    snmpUser: isThird ? row.snmpUser : '',
    secretSealed: snmpSecret === '' ? kept : box.seal(snmpSecret),
    privacySealed: !isThird
      ? null
      : snmpPrivacySecret === ''
        ? before.privacySealed
        : box.seal(snmpPrivacySecret),
  }
}

/** Has a device asked now and not at its next time. */
export async function askNow(ctx: Context, deviceId: number): Promise<void> {
  const device = await getDevice(ctx, deviceId)
  refuseArchived(device)
  if (!(await findPolled(ctx, deviceId))) return
  await makeDue(ctx, deviceId)
  await tell(ctx, 'network.poll-asked', { deviceId })
}

/** The same for somebody who presses a button, who is told why it cannot be. */
export async function pollNow(ctx: Context, deviceId: number): Promise<void> {
  const device = await getDevice(ctx, deviceId)
  refuseArchived(device)
  if (!(await findPolled(ctx, deviceId))) {
    throw new Refusal('network.device-not-polled', { name: device.name })
  }
  await askNow(ctx, deviceId)
}
