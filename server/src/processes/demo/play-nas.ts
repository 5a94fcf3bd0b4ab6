import {
  ATTRIBUTE,
  CODE,
  createRadiusClient,
  createRadiusServer,
  createRequest,
  type Packet,
  type RadiusClient,
  VALUE,
} from '@altyn/radius'
import type { Config } from '#platform/config'
import { passwordOf, stationOf } from './half-year.ts'
import { DEMO_NAS, NAS_SECRET } from './house.ts'
import type { Dice } from './seed.ts'

const INTERIM_MS = 60_000
const SECONDS_PER_INTERIM = 60
const ONLINE_MAX = 600
const STATUS = VALUE['Acct-Status-Type']
const secret = Buffer.from(NAS_SECRET)

type Router = { accountId: number; login: string; isBusiness: boolean }
type Session = {
  router: Router
  id: string
  address: string
  classText: string
  startedMs: number
  octetsIn: number
  octetsOut: number
}

/**
 * Plays the access servers of the demo: routers sign in with real packets, report their counters
 * every minute, and go when the system says Disconnect. Until it is stopped.
 */
export async function playNas(
  stations: readonly Station[],
  routers: readonly Router[],
  { dice, say }: { dice: Dice; say(line: string): void },
): Promise<() => Promise<void>> {
  const chosen = [...routers].sort(() => dice.below(3) - 1).slice(0, ONLINE_MAX)
  let refused = 0
  for (const router of chosen) {
    const station = stations[stationIndex(router)]
    if (station && !(await station.connect(router))) refused += 1
  }
  say(`${chosen.length - refused} routers are on-line, ${refused} were refused`)
  const timer = setInterval(() => {
    for (const station of stations) station.report(dice)
  }, INTERIM_MS)
  return async () => {
    clearInterval(timer)
    await Promise.all(stations.map((station) => station.stop()))
  }
}

export type Station = Awaited<ReturnType<typeof startStation>>

/** Opens the stations on their addresses. Fails at once when another demo holds their ports. */
export function openStations(radius: Config['radius']): Promise<Station[]> {
  return Promise.all(DEMO_NAS.map((nas) => startStation(nas, radius)))
}

function stationIndex({ isBusiness, accountId }: Router): number {
  return isBusiness ? 2 : accountId % 2
}

async function startStation(nas: (typeof DEMO_NAS)[number], radius: Config['radius']) {
  const sessions = new Map<string, Session>()
  const client = createRadiusClient({ host: nas.address })
  const send = (port: number, request: ReturnType<typeof createRequest>) =>
    client.send({ host: '127.0.0.1', port, request })
  const tell = (session: Session, status: number, cause?: number) =>
    send(radius.acctPort, accounting(session, status, cause))

  const dae = await createRadiusServer({
    kind: 'dae',
    host: nas.address,
    port: nas.daePort,
    findClient: () => ({ secret, requireMessageAuthenticator: false }),
    handle(request, context) {
      const id = request.readString(ATTRIBUTE['Acct-Session-Id']) ?? ''
      const session = sessions.get(id)
      const isDisconnect = request.code === CODE['Disconnect-Request']
      if (!session) return context.reply(isDisconnect ? CODE['Disconnect-NAK'] : CODE['CoA-NAK'])
      if (!isDisconnect) return context.reply(CODE['CoA-ACK'])
      sessions.delete(id)
      tell(session, STATUS.Stop, VALUE['Acct-Terminate-Cause']['Admin-Reset']).catch(
        () => undefined,
      )
      return context.reply(CODE['Disconnect-ACK'])
    },
  })

  return {
    async connect(router: Router): Promise<boolean> {
      const result = await send(radius.authPort, signIn(router))
      if (result.kind !== 'reply' || result.packet.code !== CODE['Access-Accept']) return false
      const session = toSession(router, result.packet)
      sessions.set(session.id, session)
      await tell(session, STATUS.Start)
      return true
    },
    report(dice: Dice): void {
      for (const session of sessions.values()) {
        session.octetsIn += dice.below(4_000_000) * SECONDS_PER_INTERIM
        session.octetsOut += dice.below(400_000) * SECONDS_PER_INTERIM
        tell(session, STATUS['Interim-Update']).catch(() => undefined)
      }
    },
    async stop(): Promise<void> {
      await Promise.all([...sessions.values()].map((session) => tell(session, STATUS.Stop)))
      await dae.close()
      await (client as RadiusClient).close()
    },
  }
}

function signIn({ login, accountId }: Router) {
  const request = createRequest(CODE['Access-Request'], { secret, messageAuthenticator: true })
  request.addString(ATTRIBUTE['User-Name'], login)
  request.addString(ATTRIBUTE['User-Password'], passwordOf(login))
  request.addString(ATTRIBUTE['Calling-Station-Id'], stationOf(accountId))
  return request.addInteger(ATTRIBUTE['Framed-Protocol'], VALUE['Framed-Protocol'].PPP)
}

function toSession(router: Router, accept: Packet): Session {
  return {
    router,
    id: `demo-${router.accountId}-${Math.round(performance.timeOrigin)}`,
    address: accept.readIpv4(ATTRIBUTE['Framed-IP-Address']) ?? '',
    classText: accept.readString(ATTRIBUTE.Class) ?? '',
    startedMs: performance.now(),
    octetsIn: 0,
    octetsOut: 0,
  }
}

const GIGAWORD = 2 ** 32

function accounting(session: Session, status: number, cause?: number) {
  const { router, octetsIn, octetsOut } = session
  const request = createRequest(CODE['Accounting-Request'], { secret })
  request.addInteger(ATTRIBUTE['Acct-Status-Type'], status)
  request.addString(ATTRIBUTE['Acct-Session-Id'], session.id)
  request.addString(ATTRIBUTE['User-Name'], router.login)
  request.addString(ATTRIBUTE.Class, session.classText)
  request.addString(ATTRIBUTE['Calling-Station-Id'], stationOf(router.accountId))
  if (session.address) request.addIpv4(ATTRIBUTE['Framed-IP-Address'], session.address)
  const seconds = Math.round((performance.now() - session.startedMs) / 1000)
  request.addInteger(ATTRIBUTE['Acct-Session-Time'], seconds)
  request.addInteger(ATTRIBUTE['Acct-Output-Octets'], octetsIn % GIGAWORD)
  request.addInteger(ATTRIBUTE['Acct-Output-Gigawords'], Math.floor(octetsIn / GIGAWORD))
  request.addInteger(ATTRIBUTE['Acct-Input-Octets'], octetsOut % GIGAWORD)
  request.addInteger(ATTRIBUTE['Acct-Input-Gigawords'], Math.floor(octetsOut / GIGAWORD))
  if (cause !== undefined) request.addInteger(ATTRIBUTE['Acct-Terminate-Cause'], cause)
  return request
}
