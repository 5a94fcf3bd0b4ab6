import { z } from 'zod'
import { route } from '../route.ts'
import { done, editOf, id, idParams, instant, listQuery, page, version } from '../values.ts'
import { SNMP_VERSIONS, snmpSecrets, snmpSettings } from './snmp.ts'

/** `off`: nobody asks it; `waiting`: nobody has yet. */
export const REACHES = ['off', 'waiting', 'reachable', 'unreachable'] as const
/** `own`: settings of the device itself. */
export const POLLING_SOURCES = ['template', 'own', 'off'] as const
export const POLL_FAILURES = [
  'no-answer',
  'unknown-user',
  'wrong-password',
  'wrong-cipher',
  'refused',
  'bad-answer',
  'too-slow',
  'secret-missing',
  'unlike-dialect',
] as const
export type PollFailure = (typeof POLL_FAILURES)[number]
/** `errors`: works, but loses frames; `disabled`: switched off on the device. */
export const LINE_STATES = ['up', 'errors', 'down', 'disabled'] as const
/** −25 dBm and more, down to −27, below. */
export const OPTICAL_LEVELS = ['good', 'weak', 'bad'] as const

const pollingShape = snmpSettings.extend({
  source: z.enum(POLLING_SOURCES).default('template'),
  snmpVersion: z.enum(SNMP_VERSIONS).exclude(['none']).default('v2c'),
})
export const pollingForm = pollingShape.extend(snmpSecrets.shape)
export const devicePolling = pollingShape.extend({
  /** Secrets are kept sealed and never read back. */
  hasSnmpSecret: z.boolean(),
  hasSnmpPrivacySecret: z.boolean(),
  /** What its template says: with what own settings begin. Null: its template asks nobody. */
  template: snmpSettings
    .extend({ snmpVersion: z.enum(SNMP_VERSIONS).exclude(['none']) })
    .nullable(),
  reach: z.enum(REACHES),
  /** For how long it has been reachable or unreachable. */
  since: instant.nullable(),
  failure: z.enum(POLL_FAILURES).nullable(),
  polledAt: instant.nullable(),
  answeredAt: instant.nullable(),
  nextAt: instant.nullable(),
  isBeingPolled: z.boolean(),
  pollMs: z.number().int(),
  systemName: z.string(),
  systemText: z.string(),
  /** When it started last. */
  bootedAt: instant.nullable(),
  rebootsCount: z.number().int(),
  /** How many interfaces it told, and how many of them are ports of ours. */
  interfacesCount: z.number().int(),
  matchedCount: z.number().int(),
  version,
})
export type DevicePolling = z.output<typeof devicePolling>
export const readDevicePolling = route({
  method: 'GET',
  path: '/api/network/devices/:id/polling',
  summary: 'How a device is asked over SNMP, and what it said of itself',
  access: 'network.read',
  params: idParams,
  response: devicePolling,
})
export const changeDevicePolling = route({
  method: 'PUT',
  path: '/api/network/devices/:id/polling',
  summary: 'Change how a device is asked over SNMP; it is asked anew at once',
  access: 'network.change',
  versioned: true,
  params: idParams,
  body: editOf(pollingForm),
  response: devicePolling,
})
export const checkDevicePolling = route({
  method: 'POST',
  path: '/api/network/devices/:id/polling/check',
  summary: 'Ask a device with settings that are not kept, and tell what came of it',
  access: 'network.change',
  asks: true,
  params: idParams,
  body: editOf(pollingForm),
  response: z.object({
    /** Null: it answered. */
    failure: z.enum(POLL_FAILURES).nullable(),
    systemName: z.string(),
    systemText: z.string(),
    uptimeSeconds: z.number().int(),
  }),
})
export const pollDevice = route({
  method: 'POST',
  path: '/api/network/devices/:id/polling/run',
  summary: 'Have a device asked now and not at its next time',
  access: 'network.poll',
  params: idParams,
  response: done,
})

export const portLine = z.object({
  portId: id,
  ifIndex: z.number().int(),
  ifName: z.string(),
  ifAlias: z.string(),
  state: z.enum(LINE_STATES),
  since: instant,
  /** 0: not told. */
  speedMbps: z.number().int(),
  /** Since the poll before; null: not known. */
  inBps: z.number().nullable(),
  outBps: z.number().nullable(),
  errorsPerMinute: z.number().nullable(),
})
export type PortLine = z.output<typeof portLine>
export const listPortLines = route({
  method: 'GET',
  path: '/api/network/devices/:id/port-lines',
  summary: 'What the lines of a device were like when it was last asked',
  access: 'network.read',
  params: idParams,
  response: z.object({ items: z.array(portLine) }),
})

export const TRAFFIC_SPANS = ['day', 'week'] as const
export const readPortTraffic = route({
  method: 'GET',
  path: '/api/network/device-ports/:id/traffic',
  summary: 'What went over a line in a day or a week, in equal stretches of time',
  access: 'network.read',
  params: idParams,
  query: z.object({ span: z.enum(TRAFFIC_SPANS).default('day') }),
  response: z.object({
    stretchSeconds: z.number().int(),
    /** The stretches from the first to the last; those without a poll are null. */
    items: z.array(
      z.object({
        at: instant,
        inBps: z.number().nullable(),
        outBps: z.number().nullable(),
        errorsPerMinute: z.number().nullable(),
      }),
    ),
  }),
})

/** An ONU as its OLT told it. */
export const onuSight = z.object({
  isOnline: z.boolean(),
  rxDbm: z.number().nullable(),
  txDbm: z.number().nullable(),
  /** How well it hears the OLT; null: not known. */
  level: z.enum(OPTICAL_LEVELS).nullable(),
  distanceM: z.number().int().nullable(),
})
export const foundOnu = onuSight.extend({
  serial: z.string(),
  /** The port of ours it hangs on; null: none of ours matches. */
  portId: id.nullable(),
  portName: z.string(),
  /** What the OLT calls the port. */
  ponName: z.string(),
  firstSeenAt: instant,
  /** It is entered on another OLT, of this name. */
  enteredOn: z.string().nullable(),
})
export type FoundOnu = z.output<typeof foundOnu>
export const listFoundOnus = route({
  method: 'GET',
  path: '/api/network/devices/:id/found-onus',
  summary: 'ONUs that an OLT tells and that are not entered on it, by serial number',
  access: 'network.read',
  params: idParams,
  query: listQuery.omit({ total: true }),
  response: page(foundOnu),
})
