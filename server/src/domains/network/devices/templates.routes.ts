import * as contract from '@altyn/contract/network/device-templates'
import { type AnsweredRoute, answer } from '#platform/http/answer'
import { toApiTime } from '#platform/http/api-values'
import type { SecretBox } from '#platform/secret-box'
import { changeTemplate, createTemplate } from './keep-templates.ts'
import {
  type SnmpVersion,
  selectTemplates,
  type TemplateColumns,
  type TemplatePolling,
  type TemplateRow,
} from './templates.store.ts'

/** SNMP communities and passwords are sealed at this door. */
export function deviceTemplatesRoutes(box: SecretBox): AnsweredRoute[] {
  return [
    answer(contract.listDeviceTemplates, async (ctx) => ({
      items: (await selectTemplates(ctx)).map(toApiTemplate),
    })),
    answer(contract.createDeviceTemplate, async (ctx, { body }) =>
      toApiTemplate(await createTemplate(ctx, { ...toColumns(box, body), kind: body.kind })),
    ),
    answer(contract.changeDeviceTemplate, async (ctx, { params, body, version }) => {
      const edit = { id: params.id, version, isArchived: body.isArchived }
      return toApiTemplate(await changeTemplate(ctx, edit, toColumns(box, body)))
    }),
  ]
}

type Form = TemplatePolling & {
  name: string
  vendor: string
  model: string
  ports: contract.DeviceTemplate['ports']
  lineFormat: contract.DeviceTemplate['lineFormat']
  snmpVersion: SnmpVersion
  snmpSecret: string
  snmpPrivacySecret: string
}

/** A secret that was left empty stays as it was; one that the version has no use for is forgotten. */
function toColumns(box: SecretBox, form: Form): TemplateColumns {
  const isThird = form.snmpVersion === 'v3'
  const sealed = (secret: string, isUsed: boolean) =>
    isUsed ? (secret === '' ? undefined : box.seal(secret)) : null
  return {
    name: form.name,
    vendor: form.vendor,
    model: form.model,
    ports: JSON.stringify(form.ports),
    line_format: form.lineFormat && JSON.stringify(form.lineFormat),
    snmp_version: form.snmpVersion,
    snmp_user: isThird ? form.snmpUser : '',
    snmp_auth: form.snmpAuth,
    snmp_cipher: form.snmpCipher,
    snmp_port: form.snmpPort,
    snmp_timeout_ms: form.snmpTimeoutMs,
    snmp_retries: form.snmpRetries,
    poll_seconds: form.pollSeconds,
    dialect: form.dialect,
    port_match: form.portMatch,
    port_offset: form.portOffset,
    port_pattern: form.portPattern,
    snmp_secret_sealed: sealed(form.snmpSecret, form.snmpVersion !== 'none'),
    snmp_privacy_sealed: sealed(form.snmpPrivacySecret, isThird),
  }
}

function toApiTemplate(row: TemplateRow): contract.DeviceTemplate {
  const { snmpSecretSealed, snmpPrivacySealed, archivedAt, ...template } = row
  return {
    ...template,
    hasSnmpSecret: snmpSecretSealed !== null,
    hasSnmpPrivacySecret: snmpPrivacySealed !== null,
    archivedAt: toApiTime(archivedAt),
  }
}
