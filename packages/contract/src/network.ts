import { z } from 'zod'
import { route } from './route.ts'
import { done, id, idParams, requiredText, text, version } from './values.ts'

export const NAS_DIALECTS = ['mikrotik', 'cisco', 'accel-ppp', 'standard'] as const
const seconds = (min: number, max: number) => z.coerce.number().int().min(min).max(max)

export const agent = z.object({
  id,
  kind: z.literal('radius-internet'),
  name: z.string(),
  deadSessionSeconds: z.number().int(),
  sessionSecondsMax: z.number().int(),
  interimSeconds: z.number().int(),
  version,
})
export type Agent = z.output<typeof agent>
export const agentForm = z.object({
  name: requiredText(100),
  deadSessionSeconds: seconds(60, 2_592_000).default(86_400),
  sessionSecondsMax: seconds(0, 2_592_000).default(86_400),
  interimSeconds: seconds(60, 86_400).default(300),
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
  body: agentForm.partial(),
  response: agent,
})

export const nas = z.object({
  id,
  agentId: id,
  name: z.string(),
  address: z.string(),
  dialect: z.enum(NAS_DIALECTS),
  daeHost: z.string().nullable(),
  daePort: z.number().int(),
  requiresMessageAuthenticator: z.boolean(),
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
  secret: z.string().regex(/^[\x21-\x7e]{8,128}$/, 'secret'),
  dialect: z.enum(NAS_DIALECTS),
  /** Where Disconnect and CoA go; empty = the address itself. */
  daeHost: z.ipv4().or(z.ipv6()).or(z.literal('')).default(''),
  daePort: z.coerce.number().int().min(1).max(65_535).default(3799),
  requiresMessageAuthenticator: z.boolean().default(false),
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
  body: nasForm.partial(),
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

export const segment = z.object({
  id,
  agentId: id,
  name: z.string(),
  network: z.string(),
  addressesCount: z.number().int(),
  leasedCount: z.number().int(),
  version,
})
export type Segment = z.output<typeof segment>
export const segmentForm = z.object({ agentId: id, name: requiredText(100), network: z.cidrv4() })
export const listSegments = route({
  method: 'GET',
  path: '/api/network/segments',
  summary: 'Networks that addresses are given from at sign-in, with their fill',
  access: 'network.read',
  response: z.object({ items: z.array(segment) }),
})
export const createSegment = route({
  method: 'POST',
  path: '/api/network/segments',
  summary: 'Add a network of pool addresses',
  access: 'network.change',
  body: segmentForm,
  response: segment,
})
export const removeSegment = route({
  method: 'DELETE',
  path: '/api/network/segments/:id',
  summary: 'Remove a network; its addresses are given up',
  access: 'network.change',
  params: idParams,
  response: done,
})
