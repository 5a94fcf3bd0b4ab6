import type { Context } from '#platform/context'
import { violates } from '#platform/database-errors'
import { tell } from '#platform/outbox'
import { Refusal, refuseField } from '#platform/refusal'
import { findDevice, lockDevices } from './devices/devices.store.ts'
import {
  type AgentColumns,
  type AgentKind,
  type AgentRow,
  insertAgent,
  insertNas,
  type NasColumns,
  type NasRow,
  type NewAgent,
  selectAgents,
  selectNas,
  updateAgent,
  updateNas,
} from './nas.store.ts'
import { recordProtection } from './protection/record-protection.ts'
import type { DhcpSettings } from './rules/dhcp-settings.ts'
import { type FlowSettings, findWrongNetwork, plainFlowSettings } from './rules/flow-settings.ts'
import type { Stretch } from './rules/protection.ts'
import { needsCertificate, type RadiusSettings, USUAL_RADIUS } from './rules/radius-settings.ts'

type Edit = { id: number; version: number }

/** Columns of an agent, its settings as what they say. */
export type AgentChange = Omit<AgentColumns, 'radius' | 'flows' | 'dhcp'> & {
  radius?: RadiusSettings
  flows?: FlowSettings
  dhcp?: DhcpSettings
}

/** Whoever asks for an address has no login: its MAC address or its line says who it is. */
const USUAL_DHCP_ADMISSION: RadiusSettings = {
  ...USUAL_RADIUS,
  authenticatesByMac: true,
  authenticatesByLine: true,
}
const USUAL_DHCP: DhcpSettings = { leaseSeconds: 1800, dns: [], servedAgentIds: [] }

/**
 * Adds an agent. One that takes calls has to know how the files of its exchange are read, one that
 * takes flows at which port it listens, and to whom.
 */
export async function createAgent(
  ctx: Context,
  form: AgentChange & Pick<NewAgent, 'name' | 'kind'>,
): Promise<AgentRow> {
  refuseWrongFormat(form.kind, form.call_format)
  refuseWrongSettings(form.kind, form.radius, null)
  refuseWrongFlows(form.kind, form.flows, { isNew: true })
  await refuseWrongDhcp(ctx, form.kind, form.dhcp)
  const flows = form.flows && toText(plainFlowSettings(form.flows))
  try {
    const id = await insertAgent(ctx, { ...form, ...admissionOf(form), flows })
    if (flows) await tell(ctx, 'network.flow-agents-changed', {})
    return await getAgent(ctx, id)
  } catch (error) {
    throw explained(error)
  }
}

function admissionOf({ kind, radius, dhcp }: AgentChange & Pick<NewAgent, 'kind'>) {
  if (kind === 'radius-internet') {
    return { radius: toText(radius ?? USUAL_RADIUS), dhcp: undefined }
  }
  return kind === 'dhcp'
    ? { radius: toText(radius ?? USUAL_DHCP_ADMISSION), dhcp: toText(dhcp ?? USUAL_DHCP) }
    : { radius: undefined, dhcp: undefined }
}

/** Changes the settings of an agent; its access servers hear them with the next answer. */
export async function changeAgent(
  ctx: Context,
  { id, version, change }: Edit & { change: AgentChange },
): Promise<AgentRow> {
  const { kind, certificate } = await getAgent(ctx, id)
  if (change.call_format !== undefined) refuseWrongFormat(kind, change.call_format)
  refuseWrongSettings(kind, change.radius, certificate)
  refuseWrongFlows(kind, change.flows, { isNew: false })
  await refuseWrongDhcp(ctx, kind, change.dhcp)
  const radius = change.radius && toText(change.radius)
  const dhcp = change.dhcp && toText(change.dhcp)
  const flows = change.flows && toText(plainFlowSettings(change.flows))
  try {
    const isChanged = await updateAgent(ctx, id, version, { ...change, radius, flows, dhcp })
    if (!isChanged) throw new Refusal('platform.version-mismatch')
  } catch (error) {
    throw explained(error)
  }
  await tell(ctx, kind === 'flows' ? 'network.flow-agents-changed' : 'network.nas-changed', {})
  return getAgent(ctx, id)
}

function refuseWrongFormat(kind: AgentKind, format: string | undefined): void {
  if (kind === 'calls' && format === undefined) {
    throw refuseField('network.call-format-missing', 'callFormat')
  }
  if (kind !== 'calls' && format !== undefined) {
    throw refuseField('network.agent-takes-no-calls', 'callFormat')
  }
}

function refuseWrongFlows(
  kind: AgentKind,
  settings: FlowSettings | undefined,
  { isNew }: { isNew: boolean },
): void {
  if (kind !== 'flows' && settings) throw refuseField('network.agent-takes-no-flows', 'flows')
  if (kind === 'flows' && isNew && !settings) {
    throw refuseField('network.flow-settings-missing', 'flows')
  }
  const wrong = settings && findWrongNetwork(settings.ignoredNetworks)
  if (wrong !== undefined) {
    throw refuseField('network.bad-network', 'flows.ignoredNetworks', { network: wrong })
  }
}

/** What a DHCP server asks for is answered for accounts of agents that there are. */
async function refuseWrongDhcp(
  ctx: Context,
  kind: AgentKind,
  settings: DhcpSettings | undefined,
): Promise<void> {
  if (!settings) return
  if (kind !== 'dhcp') throw refuseField('network.agent-without-dhcp', 'dhcp')
  const known = new Set((await selectAgents(ctx)).map(({ id }) => id))
  if (settings.servedAgentIds.some((id) => !known.has(id))) {
    throw refuseField('network.unknown-agent', 'dhcp.servedAgentIds')
  }
}

function toText(settings: RadiusSettings | FlowSettings | DhcpSettings): string {
  return JSON.stringify(settings)
}

/** Peers of PEAP and TTLS check a certificate: without one nobody would get in. */
function refuseWrongSettings(
  kind: AgentKind,
  settings: RadiusSettings | undefined,
  certificate: string | null,
): void {
  if (!settings) return
  if (kind !== 'radius-internet' && kind !== 'dhcp') {
    throw refuseField('network.agent-without-radius', 'radius')
  }
  if (needsCertificate(settings) && certificate === null) {
    throw refuseField('network.certificate-missing', 'radius.eapMethods')
  }
}

/** Registers an access server. The RADIUS server knows it within a moment. */
export async function registerNas(
  ctx: Context,
  form: Parameters<typeof insertNas>[1],
): Promise<NasRow> {
  await refuseOtherAgent(ctx, form.agent_id)
  await refuseWrongDevice(ctx, form.device_id)
  try {
    const id = await insertNas(ctx, form)
    await tell(ctx, 'network.nas-changed', { nasId: id })
    const nas = await getNas(ctx, id)
    await recordProtection(ctx, { before: undefined, after: nas })
    return nas
  } catch (error) {
    throw explained(error)
  }
}

/** Access servers belong to agents that speak RADIUS. */
async function refuseOtherAgent(ctx: Context, agentId: number): Promise<void> {
  const agents = await selectAgents(ctx)
  const agent = agents.find(({ id }) => id === agentId)
  if (agent && agent.kind !== 'radius-internet') {
    throw refuseField('network.agent-without-nas', 'agentId', { name: agent.name })
  }
}

/** An access server is a device in service: one that is archived meanwhile waits, or is seen to be gone. */
async function refuseWrongDevice(ctx: Context, deviceId: number | null | undefined): Promise<void> {
  if (deviceId === null || deviceId === undefined) return
  await lockDevices(ctx)
  const device = await findDevice(ctx, deviceId)
  if (!device) throw refuseField('network.unknown-link', 'deviceId')
  if (device.archivedAt) {
    throw refuseField('network.device-archived', 'deviceId', { name: device.name })
  }
}

/** Changes an access server; `harm` is why the system does it. */
export async function changeNas(
  ctx: Context,
  { id, version, change, harm }: Edit & { change: NasColumns; harm?: Stretch },
): Promise<NasRow> {
  const before = await getNas(ctx, id)
  if (change.agent_id !== undefined) await refuseOtherAgent(ctx, change.agent_id)
  if (change.device_id !== before.deviceId) await refuseWrongDevice(ctx, change.device_id)
  try {
    const isChanged = await updateNas(ctx, id, version, change)
    if (!isChanged) throw new Refusal('platform.version-mismatch')
  } catch (error) {
    throw explained(error)
  }
  await tell(ctx, 'network.nas-changed', { nasId: id })
  const after = await getNas(ctx, id)
  await recordProtection(ctx, { before, after, harm })
  return after
}

/** Takes an access server out of service: its packets are dropped as those of a stranger. */
export async function archiveNas(ctx: Context, { id, version }: Edit): Promise<void> {
  await getNas(ctx, id)
  const isChanged = await updateNas(ctx, id, version, { archived_at: ctx.now() })
  if (!isChanged) throw new Refusal('platform.version-mismatch')
  await tell(ctx, 'network.nas-changed', { nasId: id })
}

export async function getAgent(ctx: Context, id: number): Promise<AgentRow> {
  const agent = (await selectAgents(ctx)).find((row) => row.id === id)
  if (!agent) throw new Refusal('network.agent.not-found', { id })
  return agent
}

/** The server in service with this number. */
export async function getNas(ctx: Context, id: number): Promise<NasRow> {
  const nas = (await selectNas(ctx)).find((row) => row.id === id)
  if (!nas) throw new Refusal('network.nas.not-found', { id })
  return nas
}

function explained(error: unknown): unknown {
  if (violates(error, 'nas_by_address')) return refuseField('network.address-taken', 'address')
  if (violates(error, 'nas_by_tls_name')) return refuseField('network.tls-name-taken', 'tlsName')
  if (violates(error, 'nas_agent_id_fkey')) return refuseField('network.unknown-agent', 'agentId')
  if (violates(error, 'agents_by_listen_port')) {
    return refuseField('network.listen-port-taken', 'flows.listenPort')
  }
  if (violates(error, 'agents_name_key')) return refuseField('network.agent-name-taken', 'name')
  return error
}
