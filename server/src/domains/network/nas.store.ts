import { sql } from 'kysely'
import type { Context } from '#platform/context'
import type { DialectName } from './dialects/dialect-of.ts'
import type { CallFormat } from './rules/call-format.ts'
import type { DhcpSettings } from './rules/dhcp-settings.ts'
import type { FlowSettings } from './rules/flow-settings.ts'
import type { RadiusSettings } from './rules/radius-settings.ts'

export type AgentKind = 'radius-internet' | 'calls' | 'flows' | 'dhcp'
export type AgentRow = {
  id: number
  kind: AgentKind
  name: string
  /** Only of agents that take calls. */
  callFormat: CallFormat | null
  deadSessionSeconds: number
  sessionSecondsMax: number
  interimSeconds: number
  /** Of agents that let subscribers in: those of RADIUS and of DHCP. */
  radius: RadiusSettings | null
  /** Only of agents that take flows from routers. */
  flows: FlowSettings | null
  /** Only of agents that DHCP servers ask. */
  dhcp: DhcpSettings | null
  dhcpKeyHash: Buffer | null
  certificate: string | null
  keySealed: Buffer | null
  /** Since when it answers, listens to and takes nothing, and by whose word; null while it works. */
  stoppedAt: Temporal.Instant | null
  stoppedBy: string | null
  version: number
}
export type NasRow = {
  id: number
  agentId: number
  name: string
  address: string
  /** Which of the devices it is, and the groups that this is in. */
  deviceId: number | null
  deviceName: string | null
  deviceGroupIds: number[]
  secretSealed: Buffer
  dialect: DialectName
  daeHost: string | null
  daePort: number
  /** The name in its certificate, for RADIUS over TLS. */
  tlsName: string | null
  requiresMessageAuthenticator: boolean
  /** Requests with Proxy-State have to be signed. */
  limitsProxyState: boolean
  interimSeconds: number | null
  sessionSecondsMax: number | null
  note: string
  version: number
}

export async function selectAgents(ctx: Context): Promise<AgentRow[]> {
  const rows = await ctx.tx
    .selectFrom('network.agents')
    .select([
      'id',
      'kind',
      'name',
      'dead_session_seconds as deadSessionSeconds',
      'session_seconds_max as sessionSecondsMax',
      'interim_seconds as interimSeconds',
      'call_format as callFormat',
      'radius',
      'flows',
      'dhcp',
      'dhcp_key_hash as dhcpKeyHash',
      'certificate',
      'key_sealed as keySealed',
      'stopped_at as stoppedAt',
      'stopped_by as stoppedBy',
      'version',
    ])
    .orderBy('id')
    .execute()
  return rows as AgentRow[] // the kinds that the table's check lets in, formats that came by our route
}

export type AgentColumns = Partial<{
  name: string
  dead_session_seconds: number
  session_seconds_max: number
  interim_seconds: number
  call_format: string
  radius: string
  flows: string
  dhcp: string
  dhcp_key_hash: Buffer
  certificate: string
  key_sealed: Buffer
  stopped_at: Temporal.Instant | null
  stopped_by: string | null
}>
export type NewAgent = AgentColumns & { name: string; kind: AgentKind }

export async function insertAgent(ctx: Context, agent: NewAgent): Promise<number> {
  const { id } = await ctx.tx
    .insertInto('network.agents')
    .values(agent)
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Changes the agent if it is still of this version; false when it is not. */
export async function updateAgent(
  ctx: Context,
  id: number,
  version: number,
  change: AgentColumns,
): Promise<boolean> {
  const { numUpdatedRows } = await ctx.tx
    .updateTable('network.agents')
    .set({ ...change, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Access servers in service. */
export async function selectNas(ctx: Context): Promise<NasRow[]> {
  const { rows } = await sql<NasRow>`
    select n.id, n.agent_id as "agentId", n.name, host(n.address) as address,
      n.device_id as "deviceId", d.name as "deviceName",
      array(select m.group_id from network.device_group_members m
        where m.device_id = n.device_id order by m.group_id) as "deviceGroupIds",
      n.secret_sealed as "secretSealed", n.dialect, host(n.dae_host) as "daeHost",
      n.dae_port as "daePort", n.tls_name as "tlsName",
      n.requires_message_authenticator as "requiresMessageAuthenticator",
      n.limits_proxy_state as "limitsProxyState", n.interim_seconds as "interimSeconds",
      n.session_seconds_max as "sessionSecondsMax", n.note, n.version
    from network.nas n
    left join network.devices d on d.id = n.device_id
    where n.archived_at is null
    order by lower(n.name), n.id`.execute(ctx.tx)
  return rows
}

/** Access servers in service that are a device. */
export async function selectNasOfDevice(
  ctx: Context,
  deviceId: number,
): Promise<{ id: number; name: string }[]> {
  const { rows } = await sql<{ id: number; name: string }>`
    select id, name
    from network.nas
    where device_id = ${deviceId} and archived_at is null
    order by lower(name), id`.execute(ctx.tx)
  return rows
}

export type NasColumns = Partial<{
  agent_id: number
  name: string
  address: string
  device_id: number | null
  secret_sealed: Buffer
  dialect: DialectName
  dae_host: string | null
  dae_port: number
  tls_name: string | null
  requires_message_authenticator: boolean
  limits_proxy_state: boolean
  interim_seconds: number | null
  session_seconds_max: number | null
  note: string
  archived_at: Temporal.Instant
}>

export async function insertNas(
  ctx: Context,
  nas: NasColumns & {
    agent_id: number
    name: string
    address: string
    secret_sealed: Buffer
    dialect: DialectName
  },
): Promise<number> {
  const { id } = await ctx.tx
    .insertInto('network.nas')
    .values(nas)
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Changes the server if it is still of this version; false when it is not. */
export async function updateNas(
  ctx: Context,
  id: number,
  version: number,
  change: NasColumns,
): Promise<boolean> {
  const { numUpdatedRows } = await ctx.tx
    .updateTable('network.nas')
    .set({ ...change, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .where('archived_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
