import { hostname } from 'node:os'
import {
  createRadiusServer,
  createRadSecServer,
  type RadSecServer,
  type RadSecServerOptions,
} from '@altyn/radius'
import type { Registry } from 'prom-client'
import type { Ground } from '#platform/context'
import type { DomainEvent } from '#platform/outbox'
import type { SecretBox } from '#platform/secret-box'
import { createAccountingJournal } from './accounting/accounting-journal.ts'
import { createAccountingWriter } from './accounting/accounting-writer.ts'
import { countSession } from './accounting/count-session.ts'
import { authoriseLogin } from './authorise-login.ts'
import { createNasCounters, type NasCounters } from './counters/nas-counters.ts'
import { createEapServers, type EapServers } from './eap-servers.ts'
import { type BarredStations, createBarredStations } from './memory/barred-stations.ts'
import { createEmergencyWatch, type EmergencyWatch } from './memory/emergency-watch.ts'
import { createMacLogins } from './memory/mac-logins.ts'
import { createNasPeers, type NasPeer, type NasPeers } from './memory/nas-peers.ts'
import { createProfiles } from './memory/profiles.ts'
import { createReplyRows, type ReplyRows } from './memory/reply-rows.ts'
import { createSessionMarks } from './memory/session-marks.ts'
import { createSessionServices, type SessionServices } from './memory/session-services.ts'
import { countPackets, showStopped } from './radius-metrics.ts'
import { readRadSecTls } from './read-radsec-tls.ts'
import { createRejectionLog } from './rejection-log.ts'
import { createStationLearner } from './station-learner.ts'

export type RadiusOptions = {
  host: string
  authPort: number
  acctPort: number
  /** The port of RADIUS over TLS, and the folder of its certificates. */
  radsecPort: number
  radsecFolder: string
  /** Where accounting is kept while the database is away. */
  journalFolder: string
  instance: string
  reusePort?: boolean
}

/** The RADIUS side of the house: both servers with everything that they remember. */
export async function startAccessRadius(
  ground: Ground,
  box: SecretBox,
  options: RadiusOptions,
  metrics: Registry,
) {
  const peers = createNasPeers(ground, box)
  const rows = createReplyRows(ground)
  const barred = createBarredStations(ground)
  const services = createSessionServices(ground)
  const counters = createNasCounters(ground, `${hostname()}/${options.instance}`)
  const profiles = createProfiles(ground, box, {
    atStations: peers.looksAtStations,
    atGroups: () => rows.looksAtGroups() || barred.looksAtGroups(),
    atBought: services.looksAtBought,
  })
  const macs = createMacLogins(ground, profiles)
  const eap = createEapServers(ground, box, profiles)
  const learner = createStationLearner(ground)
  const emergency = createEmergencyWatch(ground)
  const marks = createSessionMarks(ground)
  const rejections = createRejectionLog(ground, counters.refused)
  const journal = createAccountingJournal(options.journalFolder, options.instance)
  const writer = createAccountingWriter(ground, journal)
  await peers.reload()
  await eap.reload()
  await marks.refresh()
  await emergency.reload()
  await rows.reload()
  await barred.reload()
  await services.reload()
  const people = { profiles, macs, eap, learner, emergency, marks, rejections }
  const handlers = createHandlers(counters, {
    doorkeeper: { ground, rows, barred, services, ...people },
    bookkeeper: { ground, profiles, marks, emergency, services, writer },
  })
  const { auth, acct, radsec } = await openPorts(options, peers, { counters, handlers })
  countPackets(metrics, { auth, acct, ...(radsec && { radsec }) })
  showStopped(metrics, peers.stoppedAgents)
  void counters.report()
  return {
    authPort: auth.port,
    acctPort: acct.port,
    radsecPort: radsec?.port,
    hear: (events: DomainEvent[]) =>
      hear(events, { peers, profiles, rows, barred, services, eap, emergency }),
    /** After a loss of contact: what was missed is unknown, so everything is asked anew. */
    async catchUp(): Promise<void> {
      profiles.evictAll()
      await profiles.rereadHours()
      await peers.reload()
      await eap.reload()
      await emergency.reload()
      await rows.reload()
      await barred.reload()
      await services.reload()
      await marks.refresh()
    },
    /** What access servers have sent so far is in the database when it resolves. */
    report: counters.report,
    async stop(): Promise<void> {
      await Promise.all([auth.close(), acct.close(), radsec?.close()])
      await counters.stop()
      eap.stop()
      marks.stop()
      await learner.stop()
      await emergency.stop()
      await writer.stop()
      await rejections.stop()
    },
  }
}

type Handlers = {
  auth(carrier: 'udp' | 'tls'): RadSecServerOptions<NasPeer>['handleAuth']
  acct: RadSecServerOptions<NasPeer>['handleAcct']
}
type Keepers = {
  doorkeeper: Parameters<typeof authoriseLogin>[0]
  bookkeeper: Parameters<typeof countSession>[0]
}

/** What is done with requests, counted by who sent them. */
function createHandlers(counters: NasCounters, { doorkeeper, bookkeeper }: Keepers): Handlers {
  return {
    auth: (carrier) => (request, context) => {
      counters.asked(context.client.nasId, request, carrier)
      return authoriseLogin(doorkeeper, request, context)
    },
    acct(request, context) {
      counters.accounted(context.client.nasId)
      return countSession(bookkeeper, request, context)
    },
  }
}

/** Listens on all ports; the one of TLS only with certificates. */
async function openPorts(
  options: RadiusOptions,
  peers: NasPeers,
  { counters, handlers }: { counters: NasCounters; handlers: Handlers },
) {
  const shared = { host: options.host, reusePort: options.reusePort, findClient: peers.find }
  const auth = await createRadiusServer<NasPeer>({
    ...shared,
    kind: 'auth',
    port: options.authPort,
    handle: handlers.auth('udp'),
    onDrop(reason, address, { datagram }) {
      const nas = peers.find(address)
      if (nas) counters.dropped(nas.nasId, { reason, datagram })
    },
  })
  const acct = await createRadiusServer<NasPeer>({
    ...shared,
    kind: 'acct',
    port: options.acctPort,
    handle: handlers.acct,
  })
  return { auth, acct, radsec: await startRadSec(options, peers, handlers) }
}

/** The same answers over TLS, for servers across networks that nobody trusts; off without certificates. */
async function startRadSec(
  { host, radsecPort, radsecFolder, reusePort }: RadiusOptions,
  peers: NasPeers,
  handlers: Handlers,
): Promise<RadSecServer | undefined> {
  const tls = readRadSecTls(radsecFolder)
  if (!tls) return undefined
  const findClient = peers.findByCertificate
  const handle = { handleAuth: handlers.auth('tls'), handleAcct: handlers.acct }
  return createRadSecServer({ ...handle, host, port: radsecPort, reusePort, tls, findClient })
}

type Memory = {
  peers: ReturnType<typeof createNasPeers>
  profiles: ReturnType<typeof createProfiles>
  eap: EapServers
  emergency: EmergencyWatch
  rows: ReplyRows
  barred: BarredStations
  services: SessionServices
}

const NEWS_OF_ACCOUNTS = ['network.lease-moved', 'access.speeds-due']

/** Forgets what events have made old. */
async function hear(events: DomainEvent[], memory: Memory): Promise<void> {
  for (const event of events) {
    if (event.name.startsWith('accounts.') || NEWS_OF_ACCOUNTS.includes(event.name)) {
      forgetAccounts(event, memory)
    }
    await HEARD[event.name]?.(memory)
  }
}

function forgetAccounts({ name, payload }: DomainEvent, { profiles }: Memory): void {
  profiles.evictAccounts((payload.accountIds as number[] | undefined) ?? [])
  if (name === 'accounts.opened' || name === 'accounts.changed') profiles.evictStrangers()
}

/** Profiles know their groups only where somebody looks at them. */
async function reloadBarred({ barred, profiles }: Memory): Promise<void> {
  const didLook = barred.looksAtGroups()
  await barred.reload()
  if (barred.looksAtGroups() && !didLook) profiles.evictAll()
}

/** Profiles know what was bought only where a session gets something for it. */
async function reloadServices({ services, profiles }: Memory): Promise<void> {
  const didLook = services.looksAtBought()
  await services.reload()
  if (services.looksAtBought() && !didLook) profiles.evictAll()
}

const HEARD: Record<string, (memory: Memory) => Promise<void> | void> = {
  'network.station-barred': reloadBarred,
  'network.station-pardoned': reloadBarred,
  'network.session-services-changed': reloadServices,
  'catalogue.tariff-changed': ({ profiles }) => profiles.evictAll(),
  'catalogue.hours-changed': ({ profiles }) => profiles.rereadHours(),
  'access.emergency-changed': ({ emergency }) => emergency.reload(),
  async 'network.attributes-changed'({ rows, profiles }) {
    await rows.reload()
    profiles.evictAll()
  },
  async 'network.segments-changed'({ peers, profiles }) {
    await peers.reload()
    // Whoever had no prefix may get one now.
    profiles.evictAll()
  },
  'network.flow-agents-changed': ({ peers }) => peers.reload(),
  async 'network.nas-changed'({ peers, eap, profiles }) {
    await peers.reload()
    await eap.reload()
    // What profiles hold depends on the settings of their agent.
    profiles.evictAll()
  },
}
