import {
  createRadiusServer,
  createRadSecServer,
  type RadiusCounters,
  type RadiusServer,
  type RadSecServer,
  type RadSecServerOptions,
} from '@altyn/radius'
import { Gauge, type Registry } from 'prom-client'
import type { Ground } from '#platform/context'
import type { DomainEvent } from '#platform/outbox'
import type { SecretBox } from '#platform/secret-box'
import { createAccountingJournal } from './accounting/accounting-journal.ts'
import { createAccountingWriter } from './accounting/accounting-writer.ts'
import { countSession } from './accounting/count-session.ts'
import { authoriseLogin } from './authorise-login.ts'
import { createEapServers, type EapServers } from './eap-servers.ts'
import { createEmergencyWatch, type EmergencyWatch } from './memory/emergency-watch.ts'
import { createMacLogins } from './memory/mac-logins.ts'
import { createNasPeers, type NasPeer, type NasPeers } from './memory/nas-peers.ts'
import { createProfiles } from './memory/profiles.ts'
import { createReplyRows, type ReplyRows } from './memory/reply-rows.ts'
import { createSessionMarks } from './memory/session-marks.ts'
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
  const profiles = createProfiles(ground, box, {
    atStations: peers.looksAtStations,
    atGroups: rows.looksAtGroups,
  })
  const macs = createMacLogins(ground, profiles)
  const eap = createEapServers(ground, box, profiles)
  const learner = createStationLearner(ground)
  const emergency = createEmergencyWatch(ground)
  const marks = createSessionMarks(ground)
  const rejections = createRejectionLog(ground)
  const journal = createAccountingJournal(options.journalFolder, options.instance)
  const writer = createAccountingWriter(ground, journal)
  await peers.reload()
  await eap.reload()
  await marks.refresh()
  await emergency.reload()
  await rows.reload()
  const doorkeeper = { ground, profiles, rows, macs, eap, learner, emergency, marks, rejections }
  const bookkeeper = { ground, profiles, marks, emergency, writer }
  const shared = { host: options.host, reusePort: options.reusePort, findClient: peers.find }
  const auth = await createRadiusServer({
    ...shared,
    kind: 'auth',
    port: options.authPort,
    handle: (request, context) => authoriseLogin(doorkeeper, request, context),
  })
  const acct = await createRadiusServer({
    ...shared,
    kind: 'acct',
    port: options.acctPort,
    handle: (request, context) => countSession(bookkeeper, request, context),
  })
  const radsec = await startRadSec(options, peers, {
    handleAuth: (request, context) => authoriseLogin(doorkeeper, request, context),
    handleAcct: (request, context) => countSession(bookkeeper, request, context),
  })
  countPackets(metrics, { auth, acct, ...(radsec && { radsec }) })
  return {
    authPort: auth.port,
    acctPort: acct.port,
    radsecPort: radsec?.port,
    hear: (events: DomainEvent[]) => hear(events, { peers, profiles, rows, eap, emergency }),
    /** After a loss of contact: what was missed is unknown, so everything is asked anew. */
    async catchUp(): Promise<void> {
      profiles.evictAll()
      await profiles.rereadHours()
      await peers.reload()
      await eap.reload()
      await emergency.reload()
      await rows.reload()
      await marks.refresh()
    },
    async stop(): Promise<void> {
      await Promise.all([auth.close(), acct.close(), radsec?.close()])
      eap.stop()
      marks.stop()
      await learner.stop()
      await emergency.stop()
      await writer.stop()
      await rejections.stop()
    },
  }
}

type Handlers = Pick<RadSecServerOptions<NasPeer>, 'handleAuth' | 'handleAcct'>

/** The same answers over TLS, for servers across networks that nobody trusts; off without certificates. */
async function startRadSec(
  { host, radsecPort, radsecFolder, reusePort }: RadiusOptions,
  peers: NasPeers,
  handlers: Handlers,
): Promise<RadSecServer | undefined> {
  const tls = readRadSecTls(radsecFolder)
  if (!tls) return undefined
  const findClient = peers.findByCertificate
  return createRadSecServer({ ...handlers, host, port: radsecPort, reusePort, tls, findClient })
}

type Memory = {
  peers: ReturnType<typeof createNasPeers>
  profiles: ReturnType<typeof createProfiles>
  eap: EapServers
  emergency: EmergencyWatch
  rows: ReplyRows
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

const HEARD: Record<string, (memory: Memory) => Promise<void> | void> = {
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
  async 'network.nas-changed'({ peers, eap, profiles }) {
    await peers.reload()
    await eap.reload()
    // What profiles hold depends on the settings of their agent.
    profiles.evictAll()
  },
}

type Counted = Pick<RadiusServer, 'counters'>
type Servers = { auth: Counted; acct: Counted; radsec?: Counted }
type Counts = Record<string, number>

/** The servers count by themselves; these metrics only show it. */
function countPackets(registry: Registry, servers: Servers): void {
  show('altyn_radius_received_total', 'Packets received', 'code', ({ received }) => received)
  show('altyn_radius_sent_total', 'Packets sent', 'code', ({ sent }) => sent)
  show('altyn_radius_dropped_total', 'Packets dropped', 'reason', ({ dropped }) => dropped)
  show('altyn_radius_in_flight', 'Packets being answered', 'state', ({ inFlight, waiting }) => ({
    inFlight,
    waiting,
  }))

  function show(
    metric: string,
    help: string,
    label: string,
    read: (counters: RadiusCounters) => Counts,
  ): void {
    new Gauge({
      name: metric,
      help,
      labelNames: ['server', label],
      registers: [registry],
      collect() {
        for (const [name, server] of Object.entries(servers)) {
          for (const [key, count] of Object.entries(read(server.counters()))) {
            this.set({ server: name, [label]: key }, count)
          }
        }
      },
    })
  }
}
