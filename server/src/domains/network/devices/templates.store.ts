import type { LineFormat } from '@altyn/contract/network/lines/line-format'
import { type RawBuilder, sql } from 'kysely'
import type { Context } from '#platform/context'
import type { DeviceDialectName } from '../polling/dialects/dialect-of.ts'
import type { SnmpSettings } from '../polling/snmp-target.ts'
import type { PortMatch } from '../rules/polling/port-match.ts'

export type DeviceKind = 'switch' | 'olt' | 'other'
export type PortMedium = 'copper' | 'fibre' | 'pon' | 'radio' | 'other'
/** A port to be made; `speedMbps` 0 = not said. */
export type PlainPort = { name: string; medium: PortMedium; speedMbps: number }
export type SnmpVersion = 'none' | 'v1' | 'v2c' | 'v3'
export type TemplatePolling = Omit<SnmpSettings, 'snmpVersion'> &
  PortMatch & { dialect: DeviceDialectName; pollSeconds: number }
export type TemplateRow = TemplatePolling & {
  id: number
  name: string
  kind: DeviceKind
  vendor: string
  model: string
  ports: PlainPort[]
  lineFormat: LineFormat | null
  snmpVersion: SnmpVersion
  snmpSecretSealed: Buffer | null
  snmpPrivacySealed: Buffer | null
  devicesCount: number
  archivedAt: Temporal.Instant | null
  version: number
}

async function select(ctx: Context, where: RawBuilder<unknown>): Promise<TemplateRow[]> {
  const { rows } = await sql<TemplateRow>`
    select t.id, t.name, t.kind, t.vendor, t.model, t.ports, t.line_format as "lineFormat",
      t.snmp_version as "snmpVersion",
      t.snmp_user as "snmpUser", t.snmp_auth as "snmpAuth", t.snmp_cipher as "snmpCipher",
      t.snmp_port as "snmpPort", t.snmp_timeout_ms as "snmpTimeoutMs",
      t.snmp_retries as "snmpRetries", t.poll_seconds as "pollSeconds", t.dialect,
      t.port_match as "portMatch", t.port_offset as "portOffset", t.port_pattern as "portPattern",
      t.snmp_secret_sealed as "snmpSecretSealed",
      t.snmp_privacy_sealed as "snmpPrivacySealed", t.archived_at as "archivedAt", t.version,
      (select count(*)::int from network.devices d
        where d.template_id = t.id and d.archived_at is null) as "devicesCount"
    from network.device_templates t
    where ${where}
    order by t.archived_at is not null, lower(t.name), t.id`.execute(ctx.tx)
  return rows
}

export function selectTemplates(ctx: Context): Promise<TemplateRow[]> {
  return select(ctx, sql`true`)
}

export async function findTemplate(ctx: Context, id: number): Promise<TemplateRow | undefined> {
  return (await select(ctx, sql`t.id = ${id}`))[0]
}

export type TemplateColumns = {
  name: string
  vendor: string
  model: string
  ports: string
  line_format: string | null
  snmp_version: SnmpVersion
  snmp_user: string
  snmp_auth: SnmpSettings['snmpAuth']
  snmp_cipher: SnmpSettings['snmpCipher']
  snmp_port: number
  snmp_timeout_ms: number
  snmp_retries: number
  poll_seconds: number
  dialect: DeviceDialectName
  port_match: PortMatch['portMatch']
  port_offset: number
  port_pattern: string
  snmp_secret_sealed?: Buffer | null
  snmp_privacy_sealed?: Buffer | null
}

export async function insertTemplate(
  ctx: Context,
  template: TemplateColumns & { kind: DeviceKind },
): Promise<number> {
  const { id } = await ctx.tx
    .insertInto('network.device_templates')
    .values(template)
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Changes the template if it is still of this version; false when it is not. */
export async function updateTemplate(
  ctx: Context,
  edit: { id: number; version: number },
  change: TemplateColumns & { archived_at: Temporal.Instant | null },
): Promise<boolean> {
  const { numUpdatedRows } = await ctx.tx
    .updateTable('network.device_templates')
    .set({ ...change, version: edit.version + 1 })
    .where('id', '=', edit.id)
    .where('version', '=', edit.version)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
