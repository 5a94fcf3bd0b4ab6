import type { Ground } from '#platform/context'
import type { Agent, FlowAgentCounters, FlowSettings } from '../../network/index.ts'
import { type CountingGround, createFlowCounter, type FlowCounter } from './flow-counter.ts'
import { type FlowListener, listenForFlows } from './flow-listener.ts'
import { createReceiveQueue, type ReceiveQueue } from './receive-queue.ts'

/** Why a datagram as a whole was not read. */
const UNREAD = ['too-short', 'bad-length', 'unknown-version', 'too-many-domains'] as const

/** An agent that is listened for: its port, and what came there. */
export type AgentPost = {
  agentId: number
  counter: FlowCounter
  /** Datagrams that came faster than they were counted. */
  overload(): number
  /** What to tell about it; the rate is that since the last report. */
  report(nowMs: number): Omit<FlowAgentCounters, 'waitingBatches'>
}

type Post = AgentPost & { version: number; listener: FlowListener }

/** The agents of this process. `place` opens, closes and moves their ports as they are set now. */
export function createAgentPosts(ground: Ground, host: string, counting: CountingGround) {
  const posts = new Map<number, Post>()
  const queue = createReceiveQueue(undefined, (error) => {
    ground.log.error({ error: String(error) }, 'a datagram could not be counted')
  })

  async function open(agent: Agent, settings: FlowSettings): Promise<void> {
    const post = await openPost(ground, { host, agent, settings, queue, counting })
    posts.set(agent.id, post)
    const fault = post.listener.fault()
    if (fault) ground.log.error({ agent: agent.name, port: settings.listenPort, fault }, 'deaf')
  }

  return {
    all: (): AgentPost[] => [...posts.values()],
    async place(agents: readonly Agent[]): Promise<void> {
      const working = agents.filter(({ stoppedAt }) => stoppedAt === null)
      const wanted = new Map(working.map((agent) => [agent.id, agent]))
      // First of all ports are given up: one agent may get that of another.
      for (const [id, post] of posts) {
        const isSame = wanted.get(id)?.version === post.version && post.listener.fault() === null
        if (isSame) continue
        post.listener.close()
        posts.delete(id)
      }
      for (const agent of working) {
        if (agent.flows && !posts.has(agent.id)) await open(agent, agent.flows)
      }
    },
    takeAll: () => queue.empty(),
    close(): void {
      for (const { listener } of posts.values()) listener.close()
      queue.empty()
    },
  }
}

async function openPost(
  ground: Ground,
  {
    host,
    agent,
    settings,
    queue,
    counting,
  }: {
    host: string
    agent: Agent
    settings: FlowSettings
    queue: ReceiveQueue
    counting: CountingGround
  },
): Promise<Post> {
  const counter = createFlowCounter({ agentId: agent.id, settings }, counting)
  let overload = 0
  let before = { atMs: ground.clock.now().epochMilliseconds, datagrams: 0 }
  const listener = await listenForFlows({ host, port: settings.listenPort }, (datagram, sender) => {
    const atMs = ground.clock.now().epochMilliseconds
    const isTaken = queue.push(datagram, (taken) => counter.receive(taken, { sender, atMs }))
    if (!isTaken) overload += 1
  })
  return {
    agentId: agent.id,
    version: agent.version,
    listener,
    counter,
    overload: () => overload,
    report(nowMs) {
      const { wire, fates, ...seen } = counter.counters()
      const datagrams = sum(wire.datagrams)
      const seconds = Math.max(1, (nowMs - before.atMs) / 1000)
      const datagramsPerSecond = Math.round(((datagrams - before.datagrams) / seconds) * 10) / 10
      before = { atMs: nowMs, datagrams }
      return {
        kind: 'flows',
        fault: listener.fault(),
        lastDatagramAt: toInstant(seen.lastDatagramMs),
        datagramsPerSecond,
        datagrams,
        unread: UNREAD.reduce((total, reason) => total + wire.dropped[reason], 0),
        flows: wire.records,
        countedFlows: fates.counted,
        lost: sum(wire.lost),
        waitingSets: wire.waitingSets,
        strangers: seen.strangers,
        lastStranger: seen.lastStranger,
        overload,
      }
    },
  }
}

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0)
}

function toInstant(epochMs: number | null): string | null {
  return epochMs === null ? null : Temporal.Instant.fromEpochMilliseconds(epochMs).toString()
}
