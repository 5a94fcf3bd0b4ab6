import { z } from 'zod'
import { route } from '../route.ts'
import { done, id, idParams, instant, requiredText, text, version } from '../values.ts'
import { lineFormat } from './lines/line-format.ts'
import { portMatching, SNMP_VERSIONS, snmpSecrets, snmpSettings } from './snmp.ts'

export const DEVICE_KINDS = ['switch', 'olt', 'other'] as const
export const PORT_MEDIA = ['copper', 'fibre', 'pon', 'radio', 'other'] as const
export const OPTION_KINDS = ['text', 'number', 'mac'] as const
export const PORTS_MAX = 1024

export const deviceKind = z.enum(DEVICE_KINDS)
/** `speedMbps` 0 = not said. */
export const plainPort = z.object({
  name: requiredText(40),
  medium: z.enum(PORT_MEDIA),
  speedMbps: z.coerce.number().int().min(0).max(1_000_000),
})
/** Ports to be made. No two of one device have the same name, letter case ignored. */
export const plainPorts = z
  .array(plainPort)
  .max(PORTS_MAX)
  .refine(
    (ports) => new Set(ports.map(({ name }) => name.toLowerCase())).size === ports.length,
    'port-twice',
  )

export const deviceTemplate = z.object({
  ...snmpSettings.shape,
  ...portMatching.shape,
  id,
  name: z.string(),
  kind: deviceKind,
  vendor: z.string(),
  model: z.string(),
  ports: z.array(plainPort),
  /** Where its devices say in option 82 which line it is; null = they do not. */
  lineFormat: lineFormat.nullable(),
  snmpVersion: z.enum(SNMP_VERSIONS),
  /** Secrets are kept sealed and never read back. */
  hasSnmpSecret: z.boolean(),
  hasSnmpPrivacySecret: z.boolean(),
  devicesCount: z.number().int(),
  archivedAt: instant.nullable(),
  version,
})
export type DeviceTemplate = z.output<typeof deviceTemplate>
export const deviceTemplateForm = z.object({
  name: requiredText(100),
  kind: deviceKind,
  vendor: text(100).default(''),
  model: text(100).default(''),
  ports: plainPorts.default([]),
  lineFormat: lineFormat.nullable().default(null),
  snmpVersion: z.enum(SNMP_VERSIONS).default('none'),
  ...snmpSettings.shape,
  ...snmpSecrets.shape,
  ...portMatching.shape,
})
export const listDeviceTemplates = route({
  method: 'GET',
  path: '/api/network/device-templates',
  summary: 'Models of equipment with the ports that a new device of them has',
  access: 'network.read',
  response: z.object({ items: z.array(deviceTemplate) }),
})
export const createDeviceTemplate = route({
  method: 'POST',
  path: '/api/network/device-templates',
  summary: 'Describe a model of equipment',
  access: 'network.change',
  body: deviceTemplateForm,
  response: deviceTemplate,
})
export const changeDeviceTemplate = route({
  method: 'PUT',
  path: '/api/network/device-templates/:id',
  summary:
    'Change a model, archive it or take it back; devices that were made by it stay as they are',
  access: 'network.change',
  versioned: true,
  params: idParams,
  body: deviceTemplateForm.omit({ kind: true }).extend({ isArchived: z.boolean().default(false) }),
  response: deviceTemplate,
})

export const deviceGroup = z.object({
  id,
  name: z.string(),
  note: z.string(),
  devicesCount: z.number().int(),
  version,
})
export type DeviceGroup = z.output<typeof deviceGroup>
export const deviceGroupForm = z.object({ name: requiredText(100), note: text(500).default('') })
export const listDeviceGroups = route({
  method: 'GET',
  path: '/api/network/device-groups',
  summary: 'Groups of devices with how many are in them',
  access: 'network.read',
  response: z.object({ items: z.array(deviceGroup) }),
})
export const createDeviceGroup = route({
  method: 'POST',
  path: '/api/network/device-groups',
  summary: 'Make a group of devices',
  access: 'network.change',
  body: deviceGroupForm,
  response: deviceGroup,
})
export const changeDeviceGroup = route({
  method: 'PUT',
  path: '/api/network/device-groups/:id',
  summary: 'Rename a group of devices',
  access: 'network.change',
  versioned: true,
  params: idParams,
  body: deviceGroupForm,
  response: deviceGroup,
})
export const removeDeviceGroup = route({
  method: 'DELETE',
  path: '/api/network/device-groups/:id',
  summary: 'Remove a group; its devices stay',
  access: 'network.change',
  params: idParams,
  response: done,
})

export const deviceOption = z.object({
  id,
  name: z.string(),
  kind: z.enum(OPTION_KINDS),
  isUnique: z.boolean(),
  forKinds: z.array(deviceKind),
  note: z.string(),
  /** How many devices have a value of it. */
  valuesCount: z.number().int(),
  version,
})
export type DeviceOption = z.output<typeof deviceOption>
export const deviceOptionForm = z.object({
  name: requiredText(100),
  kind: z.enum(OPTION_KINDS),
  /** No two devices in service have the same value. */
  isUnique: z.boolean().default(false),
  forKinds: z.array(deviceKind).min(1, 'required').max(DEVICE_KINDS.length),
  note: text(500).default(''),
})
export const listDeviceOptions = route({
  method: 'GET',
  path: '/api/network/device-options',
  summary: 'What else may be said of a device: names and kinds of values',
  access: 'network.read',
  response: z.object({ items: z.array(deviceOption) }),
})
export const createDeviceOption = route({
  method: 'POST',
  path: '/api/network/device-options',
  summary: 'Name an option of devices',
  access: 'network.change',
  body: deviceOptionForm,
  response: deviceOption,
})
export const changeDeviceOption = route({
  method: 'PUT',
  path: '/api/network/device-options/:id',
  summary: 'Change an option of devices; its kind stays',
  access: 'network.change',
  versioned: true,
  params: idParams,
  body: deviceOptionForm.omit({ kind: true }),
  response: deviceOption,
})
export const removeDeviceOption = route({
  method: 'DELETE',
  path: '/api/network/device-options/:id',
  summary: 'Remove an option that no device has a value of',
  access: 'network.change',
  params: idParams,
  response: done,
})
