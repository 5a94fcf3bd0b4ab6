import { z } from 'zod'
import { route } from '../route.ts'
import { done, editOf, id, idParams, requiredText, text, version } from '../values.ts'
import { SCRIPT_EVENTS } from './scripts.ts'

const SCRIPTS_MAX = 50
const PLACES_MAX = 1000
const places = z.array(id).max(PLACES_MAX).default([])

export const portPolicyForm = z.object({
  name: requiredText(100),
  /** Of one event they run in this order. */
  scripts: z
    .array(z.object({ event: z.enum(SCRIPT_EVENTS), scriptId: id }))
    .max(SCRIPTS_MAX)
    .default([]),
  /** Models and devices whose ports it is for, unless a port says otherwise. */
  templateIds: places,
  deviceIds: places,
  note: text(500).default(''),
})
export const portPolicy = portPolicyForm.extend({
  id,
  scripts: z.array(
    z.object({ event: z.enum(SCRIPT_EVENTS), scriptId: id, scriptName: z.string() }),
  ),
  templateIds: z.array(id),
  deviceIds: z.array(id),
  note: z.string(),
  /** Ports that name it themselves. */
  portsCount: z.number().int(),
  version,
})
export type PortPolicy = z.output<typeof portPolicy>
export const listPortPolicies = route({
  method: 'GET',
  path: '/api/network/port-policies',
  summary: 'Policies of ports: which scripts run when their accounts change',
  access: 'network.scripts',
  response: z.object({ items: z.array(portPolicy) }),
})
export const createPortPolicy = route({
  method: 'POST',
  path: '/api/network/port-policies',
  summary: 'Make a policy of ports',
  access: 'network.edit-scripts',
  body: portPolicyForm,
  response: portPolicy,
})
export const changePortPolicy = route({
  method: 'PATCH',
  path: '/api/network/port-policies/:id',
  summary: 'Change a policy of ports',
  access: 'network.edit-scripts',
  versioned: true,
  params: idParams,
  body: editOf(portPolicyForm),
  response: portPolicy,
})
export const removePortPolicy = route({
  method: 'DELETE',
  path: '/api/network/port-policies/:id',
  summary: 'Remove a policy; nothing runs by itself on its ports any more',
  access: 'network.edit-scripts',
  params: idParams,
  response: done,
})

/** What is said on a port: `inherit` – nothing, `none` – no policy, or one of its own. */
export const portPolicyChoice = z.object({
  choice: z.enum(['inherit', 'none', 'own']),
  policyId: id.nullable(),
})
export const portPolicyState = portPolicyChoice.extend({
  /** What holds now, and who says so. */
  policyName: z.string(),
  from: z.enum(['port', 'device', 'template']).nullable(),
})
export const readPortPolicy = route({
  method: 'GET',
  path: '/api/network/device-ports/:id/policy',
  summary: 'Which policy a port has, and who says so',
  access: 'network.scripts',
  params: idParams,
  response: portPolicyState,
})
export const choosePortPolicy = route({
  method: 'PUT',
  path: '/api/network/device-ports/:id/policy',
  summary: 'Choose the policy of a port',
  access: 'network.edit-scripts',
  params: idParams,
  body: portPolicyChoice,
  response: portPolicyState,
})
