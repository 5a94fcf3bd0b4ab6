import { z } from 'zod'
import { ACCOUNT_STATES } from '../accounts.ts'
import { route } from '../route.ts'
import {
  done,
  flag,
  id,
  idParams,
  instant,
  listQuery,
  page,
  requiredText,
  text,
  version,
} from '../values.ts'
import { deviceKind, PORT_MEDIA, plainPorts } from './device-templates.ts'
import { lineFormat } from './lines/line-format.ts'
import { REACHES } from './polling.ts'

export const MAC_ADDRESS = /^([0-9a-f]{2}[:.-]?){5}[0-9a-f]{2}$/i
const OPTIONS_MAX = 100

/**
 * `link`: leads to another device; `onus`: a PON port with ONUs; `shared`: several accounts may be
 * on it; `active`, `blocked`: taken by an account that works, by one that does not.
 */
export const PORT_STATES = ['off', 'link', 'onus', 'shared', 'blocked', 'active', 'free'] as const
export type PortState = (typeof PORT_STATES)[number]

/** Another device as it is named in a line. */
const neighbour = z.object({ id, name: z.string(), portName: z.string() })
export const deviceLine = z.object({
  id,
  kind: deviceKind,
  templateId: id.nullable(),
  templateName: z.string(),
  name: z.string(),
  address: z.string().nullable(),
  serial: z.string(),
  location: z.string(),
  entrance: z.string(),
  groupIds: z.array(id),
  /** What it hangs on, and by which port of it. */
  parent: neighbour.nullable(),
  childrenCount: z.number().int(),
  portsCount: z.number().int(),
  /** Accounts that are on its ports and ONUs now. */
  boundCount: z.number().int(),
  /** Whether it answers when it is polled, and since when it has been so. */
  reach: z.enum(REACHES),
  reachSince: instant.nullable(),
  archivedAt: instant.nullable(),
})
export type DeviceLine = z.output<typeof deviceLine>
export const devicesQuery = listQuery.extend({
  /** A part of the name, of the address, of a serial number, of the place; or a whole MAC. */
  q: text(100).optional(),
  kind: deviceKind.optional(),
  groupId: id.optional(),
  templateId: id.optional(),
  /** Those that hang on this device; `root`: those that hang on none. */
  under: z.literal('root').or(id).optional(),
  archived: flag.optional(),
  reach: z.enum(REACHES).optional(),
})
export const listDevices = route({
  method: 'GET',
  path: '/api/network/devices',
  summary: 'Devices by their names',
  access: 'network.read',
  query: devicesQuery,
  response: page(deviceLine),
})

/** An account on a port or an ONU, now or before. */
export const portBinding = z.object({
  id,
  accountId: id,
  login: z.string(),
  accountState: z.enum(ACCOUNT_STATES),
  subscriberId: id,
  subscriberName: z.string(),
  contractNumber: z.string(),
  deviceId: id,
  deviceName: z.string(),
  portId: id,
  portName: z.string(),
  onuId: id.nullable(),
  onuSerial: z.string(),
  from: instant,
  until: instant.nullable(),
  author: z.string(),
  endedBy: z.string(),
})
export type PortBinding = z.output<typeof portBinding>

const vlan = z.coerce.number().int().min(1).max(4094).nullable().default(null)
export const devicePortForm = z.object({
  name: requiredText(40),
  medium: z.enum(PORT_MEDIA),
  speedMbps: z.coerce.number().int().min(0).max(1_000_000),
  isEnabled: z.boolean(),
  isShared: z.boolean(),
  clientOuterVlan: vlan,
  clientInnerVlan: vlan,
  guestOuterVlan: vlan,
  guestInnerVlan: vlan,
  note: text(500).default(''),
})
export const devicePort = devicePortForm.extend({
  id,
  deviceId: id,
  state: z.enum(PORT_STATES),
  /** Who is on the port itself; those behind ONUs stand with the ONUs. */
  bindings: z.array(portBinding),
  onusCount: z.number().int(),
  /** Devices that hang on this port. */
  children: z.array(z.object({ id, name: z.string() })),
  version,
})
export type DevicePort = z.output<typeof devicePort>

export const device = deviceLine.extend({
  mac: z.string(),
  /** What it calls itself in option 82. */
  relayId: z.string(),
  /** How it says there which line it is; null = as its template does. */
  lineFormat: lineFormat.nullable(),
  parentDeviceId: id.nullable(),
  parentPortId: id.nullable(),
  /** `{id of the option: value}`. */
  options: z.record(z.string(), z.string()),
  note: z.string(),
  createdAt: instant,
  /** Access servers in service that are this device. */
  servers: z.array(z.object({ id, name: z.string() })),
  onusCount: z.number().int(),
  ports: z.array(devicePort),
  version,
})
export type Device = z.output<typeof device>
export const deviceForm = z.object({
  name: requiredText(100),
  address: z.ipv4().or(z.ipv6()).or(z.literal('')).default(''),
  serial: text(64).default(''),
  mac: z.string().regex(MAC_ADDRESS, 'mac').or(z.literal('')).default(''),
  relayId: text(100).default(''),
  lineFormat: lineFormat.nullable().default(null),
  location: text(300).default(''),
  entrance: text(20).default(''),
  parentDeviceId: id.nullable().default(null),
  parentPortId: id.nullable().default(null),
  groupIds: z.array(id).max(50).default([]),
  options: z
    .record(z.string().regex(/^\d{1,9}$/), text(200))
    .refine((options) => Object.keys(options).length <= OPTIONS_MAX, 'too-many')
    .default({}),
  note: text(1000).default(''),
})
export const newDeviceForm = deviceForm.extend({
  /** Gives the kind and its ports; without one the kind is said here. */
  templateId: id.nullable().default(null),
  kind: deviceKind.default('other'),
  /** Besides those of the template. */
  ports: plainPorts.default([]),
})
export const readDevice = route({
  method: 'GET',
  path: '/api/network/devices/:id',
  summary: 'A device with its ports and who is on them',
  access: 'network.read',
  params: idParams,
  response: device,
})
export const createDevice = route({
  method: 'POST',
  path: '/api/network/devices',
  summary: 'Add a device with the ports of its template and others',
  access: 'network.change',
  idempotent: true,
  body: newDeviceForm,
  response: device,
})
export const changeDevice = route({
  method: 'PUT',
  path: '/api/network/devices/:id',
  summary: 'Change a device; its kind and template stay',
  access: 'network.change',
  versioned: true,
  params: idParams,
  body: deviceForm,
  response: device,
})
export const archiveDevice = route({
  method: 'POST',
  path: '/api/network/devices/:id/archive',
  summary: 'Take a device out of service: whoever is on it is taken off; or take it back',
  access: 'network.change',
  versioned: true,
  params: idParams,
  body: z.object({ isArchived: z.boolean().default(true) }),
  response: device,
})
export const removeDevice = route({
  method: 'DELETE',
  path: '/api/network/devices/:id',
  summary: 'Remove a device that nobody has ever been on',
  access: 'network.change',
  params: idParams,
  response: done,
})

export const addDevicePorts = route({
  method: 'POST',
  path: '/api/network/devices/:id/ports',
  summary: 'Add ports to a device',
  access: 'network.change',
  params: idParams,
  body: z.object({ ports: plainPorts.min(1, 'required') }),
  response: device,
})
export const changeDevicePort = route({
  method: 'PUT',
  path: '/api/network/device-ports/:id',
  summary: 'Change a port',
  access: 'network.change',
  versioned: true,
  params: idParams,
  body: devicePortForm,
  response: devicePort,
})
export const removeDevicePort = route({
  method: 'DELETE',
  path: '/api/network/device-ports/:id',
  summary: 'Remove a port that nobody has ever been on',
  access: 'network.change',
  params: idParams,
  response: done,
})
