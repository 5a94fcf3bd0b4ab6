import { z } from 'zod'
import { route } from '../route.ts'
import { done, id, idParams, instant, listQuery, page, text, version } from '../values.ts'
import { portBinding } from './devices.ts'
import { onuSight } from './polling.ts'

/** `HWTC1A2B3C4D`, `48575443-1A2B3C4D`, a MAC of an EPON ONU: letter case does not matter. */
const onuSerial = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[0-9A-Z:.-]{4,32}$/, 'onu-serial')

export const onu = z.object({
  id,
  deviceId: id,
  portId: id,
  portName: z.string(),
  serial: z.string(),
  isShared: z.boolean(),
  note: z.string(),
  bindings: z.array(portBinding),
  /** As its OLT told it; null: it never has. */
  sight: onuSight
    .extend({
      /** When the OLT last listed it, and when it was last seen working. */
      listedAt: instant,
      onlineAt: instant.nullable(),
    })
    .nullable(),
  createdAt: instant,
  version,
})
export type Onu = z.output<typeof onu>
export const onuForm = z.object({
  portId: id,
  serial: onuSerial,
  /** Several accounts may be behind it at once: internet and telephony of one flat. */
  isShared: z.boolean().default(false),
  note: text(500).default(''),
})
export const onusQuery = listQuery.extend({
  /** A part of the serial number or of the note. */
  q: text(100).optional(),
  portId: id.optional(),
})
export const listOnus = route({
  method: 'GET',
  path: '/api/network/devices/:id/onus',
  summary: 'ONUs of an OLT by port and serial number, with who is behind them',
  access: 'network.read',
  params: idParams,
  query: onusQuery,
  response: page(onu),
})
export const registerOnu = route({
  method: 'POST',
  path: '/api/network/devices/:id/onus',
  summary: 'Register an ONU on a port of an OLT',
  access: 'network.change',
  params: idParams,
  body: onuForm,
  response: onu,
})
export const changeOnu = route({
  method: 'PUT',
  path: '/api/network/onus/:id',
  summary: 'Change an ONU, or move it to another port of its OLT',
  access: 'network.change',
  versioned: true,
  params: idParams,
  body: onuForm,
  response: onu,
})
export const removeOnu = route({
  method: 'DELETE',
  path: '/api/network/onus/:id',
  summary: 'Take an ONU out of service; its serial number is free again, its history stays',
  access: 'network.change',
  params: idParams,
  response: done,
})

export const bindingsQuery = listQuery.extend({
  accountId: id.optional(),
  portId: id.optional(),
  onuId: id.optional(),
  deviceId: id.optional(),
})
export const listPortBindings = route({
  method: 'GET',
  path: '/api/network/port-bindings',
  summary: 'Who is and was where, the newest first: of an account, a port, an ONU or a device',
  access: 'network.read',
  query: bindingsQuery,
  response: page(portBinding),
})
export const bindAccount = route({
  method: 'POST',
  path: '/api/network/port-bindings',
  summary: 'Put an account on a port or behind an ONU from now on',
  access: 'network.change',
  idempotent: true,
  body: z
    .object({ accountId: id, portId: id.optional(), onuId: id.optional() })
    .refine(({ portId, onuId }) => (portId === undefined) !== (onuId === undefined), {
      message: 'port-or-onu',
      path: ['portId'],
    }),
  response: portBinding,
})
export const endPortBinding = route({
  method: 'POST',
  path: '/api/network/port-bindings/:id/end',
  summary: 'Take an account off its port or ONU now; the history stays',
  access: 'network.change',
  params: idParams,
  response: portBinding,
})
