import { RADSEC_SECRET, type RadiusPeer, type RadSecPeer } from '@altyn/radius'
import { type Ground, readingContext, systemActor } from '#platform/context'
import type { SecretBox } from '#platform/secret-box'
import {
  type DialectName,
  listAgents,
  listNas,
  listPools,
  type RadiusSettings,
} from '../../network/index.ts'
import { type PoolsHere, poolsAt } from '../rules/pools.ts'

const ACTOR = systemActor('radius')

/** An access server as the RADIUS server knows it. */
export type NasPeer = RadiusPeer &
  PoolsHere & {
    nasId: number
    agentId: number
    /** Groups that its device is in. */
    deviceGroupIds: readonly number[]
    dialect: DialectName
    interimSeconds: number
    sessionSecondsMax: number
    settings: RadiusSettings
  }
export type StoppedState = { agentId: number; kind: string; isStopped: boolean }
export type NasPeers = {
  find(address: string): NasPeer | undefined
  /** The server that a certificate names, by its subject's CN or one of its other names. */
  findByCertificate(certificate: RadSecPeer): NasPeer | undefined
  /** Does an agent look at the MAC addresses of its accounts? */
  looksAtStations(agentId: number): boolean
  /** Does an agent look at the lines that its accounts come by? */
  looksAtLines(agentId: number): boolean
  /** Which agents of any kind somebody has stopped. */
  stoppedAgents(): readonly StoppedState[]
  reload(): Promise<void>
}

/** Access servers by their address, in memory. `reload` reads them anew. */
export function createNasPeers(ground: Ground, box: SecretBox): NasPeers {
  let peers = new Map<string, NasPeer>()
  let byTlsName = new Map<string, NasPeer>()
  let looking = new Set<number>()
  let lining = new Set<number>()
  let stopped: StoppedState[] = []
  return {
    find: (address) => peers.get(address),
    findByCertificate(certificate) {
      for (const name of namesOf(certificate)) {
        const peer = byTlsName.get(name)
        if (peer) return peer
      }
      return undefined
    },
    looksAtStations: (agentId) => looking.has(agentId),
    looksAtLines: (agentId) => lining.has(agentId),
    stoppedAgents: () => stopped,
    async reload() {
      const ctx = readingContext(ground, ACTOR)
      const agents = new Map((await listAgents(ctx)).map((agent) => [agent.id, agent]))
      const pools = await listPools(ctx)
      const fresh = new Map<string, NasPeer>()
      const freshByName = new Map<string, NasPeer>()
      for (const nas of await listNas(ctx)) {
        const agent = agents.get(nas.agentId)
        // To a server of an agent that was stopped nothing is answered.
        if (!agent?.radius || agent.stoppedAt) continue
        const peer: NasPeer = {
          nasId: nas.id,
          agentId: nas.agentId,
          deviceGroupIds: nas.deviceGroupIds,
          dialect: nas.dialect,
          settings: agent.radius,
          secret: Buffer.from(box.open(nas.secretSealed)),
          requireMessageAuthenticator: nas.requiresMessageAuthenticator,
          limitProxyState: nas.limitsProxyState,
          interimSeconds: nas.interimSeconds ?? agent.interimSeconds,
          sessionSecondsMax: nas.sessionSecondsMax ?? agent.sessionSecondsMax,
          ...poolsAt({ agentId: nas.agentId, nasId: nas.id }, pools),
        }
        fresh.set(nas.address, peer)
        if (nas.tlsName) freshByName.set(nas.tlsName.toLowerCase(), overTls(peer))
      }
      peers = fresh
      byTlsName = freshByName
      stopped = [...agents.values()].map(({ id, kind, stoppedAt }) => ({
        agentId: id,
        kind,
        isStopped: stoppedAt !== null,
      }))
      const idsWhere = (looks: (settings: RadiusSettings) => boolean) =>
        new Set(
          [...agents.values()].filter(({ radius }) => radius && looks(radius)).map(({ id }) => id),
        )
      looking = idsWhere((of) => of.authenticatesByMac || of.learnsMac || of.checksMac)
      lining = idsWhere(looksAtLines)
    },
  }
}

/** Where nobody asks for the line of a request, nobody looks it up. */
export function looksAtLines({ checksLine, authenticatesByLine }: RadiusSettings): boolean {
  return checksLine || authenticatesByLine
}

/** TLS proves who it is and what it sends: the secret is a constant (RFC 6614 §2.3), nothing has to be signed. */
function overTls(peer: NasPeer): NasPeer {
  return {
    ...peer,
    secret: RADSEC_SECRET,
    requireMessageAuthenticator: false,
    limitProxyState: false,
  }
}

function namesOf({ subject, subjectAltNames }: RadSecPeer): string[] {
  const common = subject.split('\n').flatMap((line) => /^CN=(.+)$/.exec(line)?.[1] ?? [])
  const others = subjectAltNames.map((name) => name.slice(name.indexOf(':') + 1))
  return [...others, ...common].map((name) => name.toLowerCase())
}
