import { z } from 'zod'
import { route } from '../route.ts'
import { done, editOf, id, idParams, instant, requiredText, text, version } from '../values.ts'

const PLACES_MAX = 1000
const tcpPort = (usual: number) => z.coerce.number().int().min(1).max(65_535).default(usual)
const places = z.array(id).max(PLACES_MAX).default([])
/** Printable, so that it cannot end the line in which it is sent. */
const typed = z.string().regex(/^[\x20-\x7e]{0,128}$/, 'secret-text')

export const deviceLoginForm = z.object({
  name: requiredText(100),
  login: z
    .string()
    .regex(/^[\x21-\x7e]{0,64}$/, 'login-text')
    .default(''),
  /** Of these, what is left out stays, and what is empty is forgotten. */
  password: typed.optional(),
  /** A private key in OpenSSH or PEM form. */
  key: z.string().max(20_000).optional(),
  passphrase: typed.optional(),
  /** What `{enablePassword}` stands for. */
  enablePassword: typed.optional(),
  /** Sent over HTTP as a bearer token instead of login and password. */
  token: z
    .string()
    .regex(/^[\x21-\x7e]{0,2000}$/, 'secret-text')
    .optional(),
  sshPort: tcpPort(22),
  telnetPort: tcpPort(23),
  httpPort: tcpPort(443),
  isHttps: z.boolean().default(true),
  /** A key that a device shows first is trusted without asking anybody. */
  trustsFirstKey: z.boolean().default(false),
  /** For old equipment: key exchanges and ciphers that are weak by now. */
  allowsOldAlgorithms: z.boolean().default(false),
  templateIds: places,
  groupIds: places,
  deviceIds: places,
  note: text(1000).default(''),
})
export const deviceLogin = z.object({
  id,
  name: z.string(),
  login: z.string(),
  /** Secrets are kept sealed and never read back. */
  hasPassword: z.boolean(),
  hasKey: z.boolean(),
  hasPassphrase: z.boolean(),
  hasEnablePassword: z.boolean(),
  hasToken: z.boolean(),
  sshPort: z.number().int(),
  telnetPort: z.number().int(),
  httpPort: z.number().int(),
  isHttps: z.boolean(),
  trustsFirstKey: z.boolean(),
  allowsOldAlgorithms: z.boolean(),
  templateIds: z.array(id),
  groupIds: z.array(id),
  deviceIds: z.array(id),
  note: z.string(),
  version,
})
export type DeviceLogin = z.output<typeof deviceLogin>
export const listDeviceLogins = route({
  method: 'GET',
  path: '/api/network/device-logins',
  summary: 'How devices are entered, and whom each login is for',
  access: 'network.scripts',
  response: z.object({ items: z.array(deviceLogin) }),
})
export const createDeviceLogin = route({
  method: 'POST',
  path: '/api/network/device-logins',
  summary: 'Add a login for devices',
  access: 'network.edit-scripts',
  body: deviceLoginForm,
  response: deviceLogin,
})
export const changeDeviceLogin = route({
  method: 'PATCH',
  path: '/api/network/device-logins/:id',
  summary: 'Change a login for devices',
  access: 'network.edit-scripts',
  versioned: true,
  params: idParams,
  body: editOf(deviceLoginForm),
  response: deviceLogin,
})
export const removeDeviceLogin = route({
  method: 'DELETE',
  path: '/api/network/device-logins/:id',
  summary: 'Remove a login; devices that had it have none',
  access: 'network.edit-scripts',
  params: idParams,
  response: done,
})

export const KEY_KINDS = ['ssh', 'https'] as const
/** By what a device proves who it is: `SHA256:…` of its SSH key or of its certificate. */
export const deviceKey = z.object({
  kind: z.enum(KEY_KINDS),
  trusted: z.string().nullable(),
  trustedAt: instant.nullable(),
  trustedBy: z.string(),
  /** Another one, that it showed since; nothing is sent until somebody trusts it. */
  offered: z.string().nullable(),
  offeredAt: instant.nullable(),
})
export type DeviceKey = z.output<typeof deviceKey>
export const deviceEntry = z.object({
  /** By which login it is entered; null = none is for it. */
  login: deviceLogin.pick({ id: true, name: true, login: true }).nullable(),
  keys: z.array(deviceKey),
})
export const readDeviceEntry = route({
  method: 'GET',
  path: '/api/network/devices/:id/entry',
  summary: 'How a device is entered, and the keys that it showed',
  access: 'network.scripts',
  params: idParams,
  response: deviceEntry,
})
export const trustDeviceKey = route({
  method: 'POST',
  path: '/api/network/devices/:id/trusted-keys',
  summary: 'Trust the key that a device showed',
  access: 'network.edit-scripts',
  params: idParams,
  body: z.object({ kind: z.enum(KEY_KINDS), fingerprint: requiredText(100) }),
  response: deviceEntry,
})
