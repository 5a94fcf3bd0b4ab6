import { ATTRIBUTE, type AttributeName, type Packet } from '@altyn/radius'
import { type Ground, readingContext, systemActor } from '#platform/context'
import {
  chooseServices,
  dialectOf,
  type GivenService,
  listSessionServices,
  type ServiceOccasion,
  type SessionService,
} from '../../network/index.ts'
import type { AccountingRecord } from '../../usage/index.ts'
import type { NasPeer } from './nas-peers.ts'

const ACTOR = systemActor('radius')
const KNOWN_MAX = 50_000
const NOTHING: readonly GivenService<SessionService>[] = []

type Whose = Omit<ServiceOccasion, 'agentId'>
type Server = Pick<NasPeer, 'agentId' | 'dialect'>

/** The services that access servers give within sessions, in memory. */
export type SessionServices = {
  /** Is one given for what is bought? Only then a profile knows what its account has bought. */
  looksAtBought(): boolean
  /** What a session gets at a server; nothing where the server knows no services. */
  given(server: Server, whose: Whose): readonly GivenService<SessionService>[]
  /** The service that a packet of accounting counts, and how it counts here; undefined = it counts its session. */
  partOf(server: Server, request: Packet): AccountingRecord['part']
  /** May sessions of a server have services that are counted by themselves? */
  divides(server: Server): boolean
  reload(): Promise<void>
}

export function createSessionServices(ground: Ground): SessionServices {
  let all: SessionService[] = []
  let inUse: SessionService[] = []
  // Few answers for many sign-ins: what comes out is the same until the services are others.
  const known = new Map<string, readonly GivenService<SessionService>[]>()
  const isAt = ({ agentId }: SessionService, server: Server) =>
    agentId === null || agentId === server.agentId

  return {
    looksAtBought: () => inUse.some(({ serviceIds }) => serviceIds.length > 0),
    given(server, whose) {
      if (inUse.length === 0 || !dialectOf(server.dialect).services) return NOTHING
      const { isGuest, tariffId, boughtIds } = whose
      const key = `${server.agentId} ${isGuest} ${tariffId} ${boughtIds.join(',')}`
      const remembered = known.get(key)
      if (remembered) return remembered
      const given = chooseServices(inUse, { ...whose, agentId: server.agentId })
      if (known.size >= KNOWN_MAX) known.clear()
      known.set(key, given)
      return given
    },
    partOf(server, request) {
      const words = dialectOf(server.dialect).services
      const mark = words?.readMark((name: AttributeName) => request.readStrings(ATTRIBUTE[name]))
      if (!mark) return undefined
      // One that is in the archive goes on counting as it did until its server has ended it.
      const service = all.find((one) => one.name === mark.name && isAt(one, server))
      return {
        ...mark,
        serviceId: service?.id ?? null,
        counting: service?.counting ?? 'session',
        category: service?.category ?? null,
      }
    },
    divides: (server) =>
      dialectOf(server.dialect).services !== undefined &&
      all.some((one) => one.counting !== 'session' && isAt(one, server)),
    async reload() {
      all = await listSessionServices(readingContext(ground, ACTOR))
      inUse = all.filter(({ archivedAt }) => archivedAt === null)
      known.clear()
    },
  }
}
