import { hostname } from 'node:os'
import type { Registry } from 'prom-client'
import { type Ground, readingContext, systemActor } from '#platform/context'
import type { DomainEvent } from '#platform/outbox'
import { inTransaction } from '#platform/transaction'
import {
  type AgentState,
  type FlowAgentCounters,
  keepAgentStates,
  listAgents,
} from '../network/index.ts'
import { createAgentPosts } from './flows/agent-posts.ts'
import { createBatchJournal } from './flows/batch-journal.ts'
import { createBatchWriter } from './flows/batch-writer.ts'
import { createCategoryMemory } from './flows/category-memory.ts'
import { showCounters } from './flows/flow-metrics.ts'
import { createHolderMemory } from './flows/holder-memory.ts'
import { createTrafficSums } from './rules/traffic-sums.ts'

const MINUTE_MS = 60_000
/** Accounts × hours × categories between two batches: some 200 MiB. */
const SUMS_MAX = 1_000_000
const ACTOR = systemActor('collector')

export type FlowOptions = {
  host: string
  /** Where counted traffic is kept while the database is away. */
  journalFolder: string
}

/** Counts what routers tell of flows for the accounts of their agents, as long as it runs. */
export async function startFlowCounting(ground: Ground, options: FlowOptions, metrics: Registry) {
  const sums = createTrafficSums(SUMS_MAX)
  const memory = createHolderMemory(ground)
  const categories = createCategoryMemory(ground)
  const posts = createAgentPosts(ground, options.host, {
    holders: memory.holders,
    categories,
    sums,
  })
  let turn: Promise<unknown> = Promise.resolve()

  /** One after another, so that a port is opened once. */
  function reload(): Promise<void> {
    const placed = turn.then(placeAgents)
    turn = placed.catch(() => undefined)
    return placed
  }

  /** Without an agent that listens nothing is remembered and nothing is read. */
  async function placeAgents(): Promise<void> {
    const agents = await listAgents(readingContext(ground, ACTOR))
    const isFirst = posts.all().length === 0
    if (isFirst && agents.some(({ flows }) => flows)) await readMemory()
    await posts.place(agents)
  }

  async function readMemory(): Promise<void> {
    await categories.refresh()
    await memory.walk()
  }

  async function everyMinute(): Promise<void> {
    await reload()
    if (posts.all().length === 0) return
    await readMemory()
    await report(ground, states())
  }

  function states(): Omit<AgentState<FlowAgentCounters>, 'at'>[] {
    const nowMs = ground.clock.now().epochMilliseconds
    return posts.all().map((post) => ({
      agentId: post.agentId,
      instance: hostname(),
      counters: { ...post.report(nowMs), waitingBatches: writer.waiting() },
    }))
  }

  await reload()
  const journal = createBatchJournal(options.journalFolder, 'collector')
  const writer = createBatchWriter(ground, sums, journal)
  showCounters(metrics, posts.all, writer)
  let isBusy = false
  const timer = setInterval(async () => {
    if (isBusy) return
    isBusy = true
    await everyMinute().catch((error: unknown) => {
      ground.log.warn({ error: String(error) }, 'the collector knows only what it knew before')
    })
    isBusy = false
  }, MINUTE_MS)

  return {
    hear: async (events: DomainEvent[]) => {
      if (events.some(({ name }) => name === 'network.flow-agents-changed')) await reload()
      if (posts.all().length > 0) await memory.refresh(accountsIn(events))
    },
    /** After a loss of contact what was missed is unknown, so everything is asked anew. */
    catchUp: everyMinute,
    /** What has come so far is in the database when it resolves. */
    async flush(): Promise<void> {
      posts.takeAll()
      await writer.flush()
    },
    /** How the agents fare on this machine, and the same for people to see. */
    states,
    report: () => report(ground, states()),
    async stop(): Promise<void> {
      clearInterval(timer)
      posts.close()
      await writer.stop()
    },
  }
}

const NEWS_OF_ADDRESSES = ['network.lease-moved', 'usage.dhcp-leases-changed']

/** Whose addresses may have changed. */
function accountsIn(events: readonly DomainEvent[]): number[] {
  const ids = events
    .filter(({ name }) => name.startsWith('accounts.') || NEWS_OF_ADDRESSES.includes(name))
    .flatMap(({ payload }) => (payload.accountIds as number[] | undefined) ?? [])
  return [...new Set(ids)]
}

async function report(ground: Ground, states: readonly Omit<AgentState, 'at'>[]): Promise<void> {
  await inTransaction(ground, ACTOR, (ctx) => keepAgentStates(ctx, states))
}
