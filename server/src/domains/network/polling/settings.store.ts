import { sql } from 'kysely'
import type { Context } from '#platform/context'
import type { SealedSettings } from './snmp-target.ts'

export type PollingSource = 'template' | 'own' | 'off'
export type PollingRow = SealedSettings & {
  source: PollingSource
  pollSeconds: number
  version: number
}

const SETTINGS = sql`
  snmp_version as "snmpVersion", snmp_user as "snmpUser", snmp_auth as "snmpAuth",
  snmp_cipher as "snmpCipher", snmp_port as "snmpPort", snmp_timeout_ms as "snmpTimeoutMs",
  snmp_retries as "snmpRetries", poll_seconds as "pollSeconds",
  snmp_secret_sealed as "secretSealed", snmp_privacy_sealed as "privacySealed"`

/** The device's own settings; undefined as long as nobody has given it any. */
export async function findPolling(ctx: Context, deviceId: number): Promise<PollingRow | undefined> {
  const { rows } = await sql<PollingRow>`
    select source, version, ${SETTINGS}
    from network.device_polling
    where device_id = ${deviceId}`.execute(ctx.tx)
  return rows[0]
}

/** The settings of the device's template; undefined when it has none, or the template asks nobody. */
export async function findTemplatePolling(
  ctx: Context,
  deviceId: number,
): Promise<Omit<PollingRow, 'source' | 'version'> | undefined> {
  const { rows } = await sql<Omit<PollingRow, 'source' | 'version'>>`
    select ${SETTINGS}
    from network.device_templates
    where snmp_version <> 'none'
      and id = (select template_id from network.devices where id = ${deviceId})`.execute(ctx.tx)
  return rows[0]
}

/** Keeps the settings if they are still of this version (1: there were none); false when not. */
export async function upsertPolling(
  ctx: Context,
  deviceId: number,
  row: PollingRow,
): Promise<boolean> {
  const columns = {
    source: row.source,
    snmp_version: row.snmpVersion,
    snmp_user: row.snmpUser,
    snmp_auth: row.snmpAuth,
    snmp_cipher: row.snmpCipher,
    snmp_port: row.snmpPort,
    snmp_timeout_ms: row.snmpTimeoutMs,
    snmp_retries: row.snmpRetries,
    poll_seconds: row.pollSeconds,
    snmp_secret_sealed: row.secretSealed,
    snmp_privacy_sealed: row.privacySealed,
    version: row.version + 1,
  }
  const { numInsertedOrUpdatedRows } = await ctx.tx
    .insertInto('network.device_polling')
    .values({ device_id: deviceId, ...columns })
    .onConflict((conflict) =>
      conflict
        .column('device_id')
        .doUpdateSet(columns)
        .where(sql<number>`device_polling.version`, '=', row.version),
    )
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}
