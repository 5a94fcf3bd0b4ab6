import { createEapServer, type EapServer } from '@altyn/radius'
import { type Ground, readingContext, systemActor } from '#platform/context'
import type { SecretBox } from '#platform/secret-box'
import { type Agent, listAgents, loginOf } from '../network/index.ts'
import type { NasPeer } from './memory/nas-peers.ts'
import type { Profiles } from './memory/profiles.ts'

const ACTOR = systemActor('radius')

/** 802.1X servers by agent. */
export type EapServers = {
  find(agentId: number): EapServer<NasPeer> | undefined
  /** Reads agents anew; conversations of an agent that is as it was go on. */
  reload(): Promise<void>
  stop(): void
}

type Running = { server: EapServer<NasPeer>; made: string }

export function createEapServers(ground: Ground, box: SecretBox, profiles: Profiles): EapServers {
  const running = new Map<number, Running>()

  function start({ radius, certificate, keySealed }: Agent): EapServer<NasPeer> {
    const tls =
      certificate && keySealed ? { cert: certificate, key: box.open(keySealed) } : undefined
    return createEapServer<NasPeer>({
      methods: radius?.eapMethods,
      tls,
      findPassword: async (identity, { agentId, settings }) =>
        (await profiles.find(agentId, loginOf(identity, settings)))?.password,
    })
  }

  function keep(agent: Agent): void {
    const before = running.get(agent.id)
    const isWanted = (agent.radius?.eapMethods.length ?? 0) > 0
    const made = JSON.stringify([agent.radius?.eapMethods, agent.certificate])
    if (isWanted && before?.made === made) return
    before?.server.close()
    running.delete(agent.id)
    if (!isWanted) return
    try {
      running.set(agent.id, { server: start(agent), made })
    } catch (error) {
      ground.log.error({ error: String(error), agent: agent.name }, 'no 802.1X for this agent')
    }
  }

  return {
    find: (agentId) => running.get(agentId)?.server,
    async reload() {
      for (const agent of await listAgents(readingContext(ground, ACTOR))) keep(agent)
    },
    stop() {
      for (const { server } of running.values()) server.close()
      running.clear()
    },
  }
}
