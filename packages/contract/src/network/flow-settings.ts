import { z } from 'zod'
import { instant } from '../values.ts'

const address = z.ipv4('ip').or(z.ipv6('ip'))
const network = z.string().regex(/^[0-9a-fA-F.:]+(\/\d{1,3})?$/, 'network')
const isWithoutRepeats = (items: readonly string[]) => new Set(items).size === items.length

/** What an agent takes from routers: NetFlow v5 and v9, IPFIX, sFlow, all on one port. */
export const flowSettings = z.object({
  /** UDP. */
  listenPort: z.coerce.number().int().min(1).max(65_535).default(2055),
  /** Routers that may send. Senders of UDP can be forged, so those of others are dropped. */
  exporters: z.array(address).min(1, 'required').max(100).refine(isWithoutRepeats, 'address-twice'),
  /** Traffic with addresses of these networks is not counted. */
  ignoredNetworks: z.array(network).max(1000).default([]),
  /** Does traffic between two subscribers count? For both, or for none. */
  countsLocal: z.boolean().default(true),
  /** Does traffic of accounts that are blocked count? */
  countsBlocked: z.boolean().default(true),
})
export type FlowSettings = z.output<typeof flowSettings>

/** Why a process does not listen: another program has the port, this user may not open it, or else. */
export const LISTEN_FAULTS = ['port-taken', 'port-forbidden', 'failed'] as const
const count = z.number().int()
export const flowCounters = z.object({
  kind: z.literal('flows'),
  fault: z.enum(LISTEN_FAULTS).nullable(),
  lastDatagramAt: instant.nullable(),
  /** Over the last minute. */
  datagramsPerSecond: z.number(),
  datagrams: count,
  /** Datagrams of an exporter that are of no format that we read, or broken. */
  unread: count,
  /** Records told by routers; of them, counted for accounts. */
  flows: count,
  countedFlows: count,
  /** Told to be missing by sequence numbers. */
  lost: count,
  /** Sets of records that wait for their template. */
  waitingSets: count,
  /** Datagrams of senders that are no exporters of the agent, and the last such sender. */
  strangers: count,
  lastStranger: z.string().nullable(),
  /** Datagrams dropped because they came faster than they were counted. */
  overload: count,
  /** Counted but not yet in the database. */
  waitingBatches: count,
})
export type FlowAgentCounters = z.output<typeof flowCounters>
