import { X509Certificate } from 'node:crypto'
import * as contract from '@altyn/contract/network'
import {
  startAgent as startAgentRoute,
  stopAgent as stopAgentRoute,
} from '@altyn/contract/network/agent-states'
import { issueDhcpKey as issueDhcpKeyRoute } from '@altyn/contract/network/dhcp-settings'
import {
  type AgentCertificate,
  putCertificate as putCertificateRoute,
} from '@altyn/contract/network/radius-settings'
import { type AnsweredRoute, answer } from '#platform/http/answer'
import { toApiTime } from '#platform/http/api-values'
import { invariant } from '#platform/invariant'
import type { SecretBox } from '#platform/secret-box'
import { issueDhcpKey } from './dhcp/issue-key.ts'
import { putCertificate } from './keep-certificate.ts'
import {
  type AgentRow,
  type NasColumns,
  type NasRow,
  selectAgents,
  selectNas,
} from './nas.store.ts'
import {
  type AgentChange,
  archiveNas,
  changeAgent,
  changeNas,
  createAgent,
  registerNas,
} from './register-nas.ts'
import type { DhcpSettings } from './rules/dhcp-settings.ts'
import type { FlowSettings } from './rules/flow-settings.ts'
import type { RadiusSettings } from './rules/radius-settings.ts'
import { startAgent, stopAgent } from './stop-agent.ts'

/** Shared secrets are sealed at this door. */
export function networkRoutes(box: SecretBox): AnsweredRoute[] {
  return [...agentRoutes, ...certificateRoutes(box), ...nasRoutes(box)]
}

const agentRoutes = [
  answer(contract.listAgents, async (ctx) => ({
    items: (await selectAgents(ctx)).map(toApiAgent),
  })),
  answer(contract.createAgent, async (ctx, { body }) =>
    toApiAgent(
      await createAgent(ctx, { ...toAgentColumns(body), name: body.name, kind: body.kind }),
    ),
  ),
  answer(contract.changeAgent, async (ctx, { params, body, version }) =>
    toApiAgent(await changeAgent(ctx, { id: params.id, version, change: toAgentColumns(body) })),
  ),
  answer(issueDhcpKeyRoute, async (ctx, { params, version }) => ({
    key: await issueDhcpKey(ctx, { id: params.id, version }),
  })),
  answer(stopAgentRoute, async (ctx, { params, version }) =>
    toApiAgent(await stopAgent(ctx, { id: params.id, version })),
  ),
  answer(startAgentRoute, async (ctx, { params, version }) =>
    toApiAgent(await startAgent(ctx, { id: params.id, version })),
  ),
]

function certificateRoutes(box: SecretBox): AnsweredRoute[] {
  return [
    answer(putCertificateRoute, async (ctx, { params, body, version }) => {
      const agent = await putCertificate(ctx, box, { ...body, id: params.id, version })
      const certificate = toApiAgent(agent).certificate
      invariant(certificate, 'it was just given')
      return certificate
    }),
  ]
}

function nasRoutes(box: SecretBox): AnsweredRoute[] {
  return [
    answer(contract.listNas, async (ctx) => ({ items: (await selectNas(ctx)).map(toApiNas) })),
    answer(contract.registerNas, async (ctx, { body }) => {
      const { secret, ...form } = body
      const required = {
        agent_id: form.agentId,
        name: form.name,
        address: form.address,
        dialect: form.dialect,
        secret_sealed: box.seal(secret),
      }
      return toApiNas(await registerNas(ctx, { ...toNasColumns(form), ...required }))
    }),
    answer(contract.changeNas, async (ctx, { params, body, version }) => {
      const { secret, ...form } = body
      const change = toNasColumns(form)
      if (secret !== undefined) change.secret_sealed = box.seal(secret)
      return toApiNas(await changeNas(ctx, { id: params.id, version, change }))
    }),
    answer(contract.archiveNas, async (ctx, { params, version }) => {
      await archiveNas(ctx, { id: params.id, version })
      return { ok: true as const }
    }),
  ]
}

type AgentForm = {
  name?: string
  deadSessionSeconds?: number
  sessionSecondsMax?: number
  interimSeconds?: number
  callFormat?: contract.CallFormat | null
  radius?: RadiusSettings | null
  flows?: FlowSettings | null
  dhcp?: DhcpSettings | null
}

function toAgentColumns(form: AgentForm): AgentChange {
  return {
    name: form.name,
    dead_session_seconds: form.deadSessionSeconds,
    session_seconds_max: form.sessionSecondsMax,
    interim_seconds: form.interimSeconds,
    call_format: form.callFormat ? JSON.stringify(form.callFormat) : undefined,
    radius: form.radius ?? undefined,
    flows: form.flows ?? undefined,
    dhcp: form.dhcp ?? undefined,
  }
}

function toNasColumns(form: Partial<Omit<NasRow, 'id' | 'secretSealed' | 'version'>>): NasColumns {
  return {
    agent_id: form.agentId,
    name: form.name,
    address: form.address,
    device_id: form.deviceId,
    dialect: form.dialect,
    dae_host: form.daeHost === undefined ? undefined : form.daeHost || null,
    dae_port: form.daePort,
    tls_name: form.tlsName === undefined ? undefined : form.tlsName || null,
    requires_message_authenticator: form.requiresMessageAuthenticator,
    limits_proxy_state: form.limitsProxyState,
    interim_seconds: form.interimSeconds,
    session_seconds_max: form.sessionSecondsMax,
    note: form.note,
  }
}

/** The key stays here; of the certificate only what people look at goes out. */
function toApiAgent({
  certificate,
  keySealed: _,
  dhcpKeyHash,
  ...agent
}: AgentRow): contract.Agent {
  return {
    ...agent,
    hasDhcpKey: dhcpKeyHash !== null,
    certificate: certificate === null ? null : toApiCertificate(certificate),
    stoppedAt: toApiTime(agent.stoppedAt),
  }
}

function toApiCertificate(pem: string): AgentCertificate {
  const { subject, issuer, subjectAltName, validFromDate, validToDate, fingerprint256 } =
    new X509Certificate(pem)
  const instant = (epochMs: number) => toApiTime(Temporal.Instant.fromEpochMilliseconds(epochMs))
  return {
    subject: subject.replaceAll('\n', ', '),
    issuer: issuer.replaceAll('\n', ', '),
    names: subjectAltName ?? '',
    validFrom: instant(validFromDate.getTime()),
    validUntil: instant(validToDate.getTime()),
    fingerprint: fingerprint256.replaceAll(':', '').toLowerCase(),
  }
}

/** The secret stays here; the groups of its device are shown with the device. */
export function toApiNas({ secretSealed: _, deviceGroupIds: __, ...nas }: NasRow): contract.Nas {
  return nas
}
