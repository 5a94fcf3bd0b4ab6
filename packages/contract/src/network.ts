import { z } from 'zod'
import { dhcpSettings } from './network/dhcp-settings.ts'
import { flowSettings } from './network/flow-settings.ts'
import { agentCertificate, radiusSettings } from './network/radius-settings.ts'
import { route } from './route.ts'
import { done, editOf, id, idParams, instant, requiredText, text, version } from './values.ts'

export const NAS_DIALECTS = [
  'mikrotik',
  'cisco',
  'juniper',
  'huawei',
  'accel-ppp',
  'standard',
] as const
const seconds = (min: number, max: number) => z.coerce.number().int().min(min).max(max)

export const AGENT_KINDS = ['radius-internet', 'calls', 'flows', 'dhcp'] as const
/** What a column of a file of calls may be. */
export const CALL_FIELDS = [
  'startedAt',
  'from',
  'to',
  'seconds',
  'cause',
  'trunkIn',
  'trunkOut',
  'uniqueId',
] as const
/** `iso`: 2026-04-17 09:30:00; `dmy`: 17.04.2026 09:30:00; `unix`: seconds since 1970. */
export const CALL_TIMES = ['iso', 'dmy', 'unix'] as const
const REQUIRED_CALL_FIELDS = ['startedAt', 'from', 'to', 'seconds'] as const
/** How the files of an exchange are read, and how its numbers become numbers of E.164. */
export const callFormat = z.object({
  columns: z
    .array(z.enum(CALL_FIELDS).nullable())
    .min(4)
    .max(60)
    .refine(
      (columns) => REQUIRED_CALL_FIELDS.every((field) => columns.includes(field)),
      'call-columns',
    )
    .refine((columns) => {
      const used = columns.filter((field) => field !== null)
      return new Set(used).size === used.length
    }, 'column-twice'),
  time: z.enum(CALL_TIMES),
  /** The first that fits: a number that begins so, and is so long, begins otherwise. */
  replacements: z
    .array(
      z.object({
        prefix: z.string().regex(/^\d{0,10}$/, 'phone-prefix'),
        length: z.coerce.number().int().min(1).max(20).nullable(),
        replaceWith: z.string().regex(/^\d{0,10}$/, 'phone-prefix'),
      }),
    )
    .max(50)
    .default([]),
})
export type CallFormat = z.output<typeof callFormat>

export const agent = z.object({
  id,
  kind: z.enum(AGENT_KINDS),
  name: z.string(),
  callFormat: callFormat.nullable(),
  deadSessionSeconds: z.number().int(),
  sessionSecondsMax: z.number().int(),
  interimSeconds: z.number().int(),
  /** Of agents that let subscribers in: those of RADIUS and of DHCP. */
  radius: radiusSettings.nullable(),
  /** Only of agents that take flows from routers. */
  flows: flowSettings.nullable(),
  /** Only of agents that DHCP servers ask. */
  dhcp: dhcpSettings.nullable(),
  hasDhcpKey: z.boolean(),
  certificate: agentCertificate.nullable(),
  /** Since when it answers, listens to and takes nothing; null while it works. */
  stoppedAt: instant.nullable(),
  stoppedBy: z.string().nullable(),
  version,
})
export type Agent = z.output<typeof agent>
export const agentForm = z.object({
  kind: z.enum(AGENT_KINDS).default('radius-internet'),
  name: requiredText(100),
  /** Only of agents that take calls. */
  callFormat: callFormat.nullable().default(null),
  deadSessionSeconds: seconds(60, 2_592_000).default(86_400),
  sessionSecondsMax: seconds(0, 2_592_000).default(86_400),
  interimSeconds: seconds(60, 86_400).default(300),
  /** Of agents that let subscribers in; left out = all as it comes. */
  radius: radiusSettings.nullable().default(null),
  /** Only of agents that take flows from routers. */
  flows: flowSettings.nullable().default(null),
  /** Only of agents that DHCP servers ask; left out = all as it comes. */
  dhcp: dhcpSettings.nullable().default(null),
})
export const listAgents = route({
  method: 'GET',
  path: '/api/network/agents',
  summary: 'Agents',
  access: 'network.read',
  response: z.object({ items: z.array(agent) }),
})
export const createAgent = route({
  method: 'POST',
  path: '/api/network/agents',
  summary: 'Create an agent',
  access: 'network.change',
  body: agentForm,
  response: agent,
})
export const changeAgent = route({
  method: 'PATCH',
  path: '/api/network/agents/:id',
  summary: 'Change the settings of an agent',
  access: 'network.change',
  versioned: true,
  params: idParams,
  body: editOf(agentForm.omit({ kind: true })),
  response: agent,
})

export const nas = z.object({
  id,
  agentId: id,
  name: z.string(),
  address: z.string(),
  /** Which of the devices it is. */
  deviceId: id.nullable(),
  deviceName: z.string().nullable(),
  dialect: z.enum(NAS_DIALECTS),
  daeHost: z.string().nullable(),
  daePort: z.number().int(),
  tlsName: z.string().nullable(),
  requiresMessageAuthenticator: z.boolean(),
  /** Requests with Proxy-State have to carry Message-Authenticator. */
  limitsProxyState: z.boolean(),
  interimSeconds: z.number().int().nullable(),
  sessionSecondsMax: z.number().int().nullable(),
  note: z.string(),
  version,
})
export type Nas = z.output<typeof nas>
export const nasForm = z.object({
  agentId: id,
  name: requiredText(100),
  address: z.ipv4().or(z.ipv6()),
  deviceId: id.nullable().default(null),
  secret: z.string().regex(/^[\x21-\x7e]{8,128}$/, 'secret'),
  dialect: z.enum(NAS_DIALECTS),
  /** Where Disconnect and CoA go; empty = the address itself. */
  daeHost: z.ipv4().or(z.ipv6()).or(z.literal('')).default(''),
  daePort: z.coerce.number().int().min(1).max(65_535).default(3799),
  /** The name in its certificate, for RADIUS over TLS; empty = UDP only. */
  tlsName: z
    .string()
    .trim()
    .regex(/^[\w.*@: -]{0,253}$/, 'tls-name')
    .default(''),
  requiresMessageAuthenticator: z.boolean().default(false),
  limitsProxyState: z.boolean().default(false),
  interimSeconds: seconds(60, 86_400).nullable().default(null),
  sessionSecondsMax: seconds(0, 2_592_000).nullable().default(null),
  note: text(500).default(''),
})
export const listNas = route({
  method: 'GET',
  path: '/api/network/nas',
  summary: 'Access servers',
  access: 'network.read',
  response: z.object({ items: z.array(nas) }),
})
export const registerNas = route({
  method: 'POST',
  path: '/api/network/nas',
  summary: 'Register an access server; it may send RADIUS at once',
  access: 'network.change',
  body: nasForm,
  response: nas,
})
export const changeNas = route({
  method: 'PATCH',
  path: '/api/network/nas/:id',
  summary: 'Change an access server',
  access: 'network.change',
  versioned: true,
  params: idParams,
  body: editOf(nasForm),
  response: nas,
})
export const archiveNas = route({
  method: 'POST',
  path: '/api/network/nas/:id/archive',
  summary: 'Take an access server out of service',
  access: 'network.change',
  versioned: true,
  params: idParams,
  response: done,
})
