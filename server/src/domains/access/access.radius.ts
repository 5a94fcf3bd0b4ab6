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
import { startRestServer } from './front/rest-server.ts'
import { hearEvents } from './memory/hear-events.ts'
import type { NasPeer, NasPeers } from './memory/nas-peers.ts'
import { createRadiusMemory, readAll } from './memory/radius-memory.ts'
import { countPackets, showStopped } from './radius-metrics.ts'
import { readRadSecTls } from './read-radsec-tls.ts'
import { createRejectionLog } from './rejection-log.ts'
import { createStationLearner } from './station-learner.ts'

/**
 * What waits in the socket when more sign-ins come than can be answered: some 2,000, a tenth of a second. A longer queue
 * answers nobody sooner, and an access server asks again anyway.
 */
const AUTH_BUFFER_BYTES = 1024 * 1024

export type RadiusOptions = {
  host: string
  authPort: number
  acctPort: number
  /** The port of RADIUS over TLS, and the folder of its certificates. */
  radsecPort: number
  radsecFolder: string
  /** Where a FreeRADIUS in front asks over HTTP; nowhere when undefined. */
  rest: { host: string; port: number } | undefined
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
  const memory = createRadiusMemory(ground, box)
  const { peers } = memory
  const counters = createNasCounters(ground, `${hostname()}/${options.instance}`)
  const learner = createStationLearner(ground)
  const rejections = createRejectionLog(ground, counters.refused)
  const journal = createAccountingJournal(options.journalFolder, options.instance)
  const writer = createAccountingWriter(ground, journal)
  await readAll(memory)
  const handlers = createHandlers(counters, {
    doorkeeper: { ground, learner, rejections, ...memory },
    bookkeeper: { ground, writer, ...memory },
  })
  const { auth, acct, radsec } = await openPorts(options, peers, { counters, handlers })
  const rest =
    options.rest &&
    (await startRestServer({
      ...options.rest,
      peers,
      // Nothing has to be signed: the secret was shown.
      handleAuth: handlers.auth('tls'),
      handleAcct: handlers.acct,
      log: ground.log,
    }))
  countPackets(metrics, { auth, acct, ...(radsec && { radsec }) })
  showStopped(metrics, peers.stoppedAgents)
  void counters.report()
  return {
    authPort: auth.port,
    acctPort: acct.port,
    radsecPort: radsec?.port,
    restPort: rest?.port,
    hear: (events: DomainEvent[]) => hearEvents(events, memory),
    catchUp: () => readAll(memory),
    /** What access servers have sent so far is in the database when it resolves. */
    report: counters.report,
    async stop(): Promise<void> {
      await Promise.all([auth.close(), acct.close(), radsec?.close(), rest?.close()])
      await counters.stop()
      memory.eap.stop()
      memory.marks.stop()
      await learner.stop()
      await memory.emergency.stop()
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
    limits: { socketBufferBytes: AUTH_BUFFER_BYTES },
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
