import { sql } from 'kysely'
import type { Context } from '#platform/context'

// A machine that has been silent for so long listens no more.
const FORGET_HOURS = 24

/** What an agent that takes flows has counted since the process on that machine began. */
export type FlowAgentCounters = {
  kind: 'flows'
  /** Why the process does not listen; null when it does. */
  fault: 'port-taken' | 'port-forbidden' | 'failed' | null
  lastDatagramAt: string | null
  /** Over the last minute. */
  datagramsPerSecond: number
  datagrams: number
  /** Datagrams of an exporter that are of no format that we read, or broken. */
  unread: number
  flows: number
  countedFlows: number
  /** Told to be missing by sequence numbers. */
  lost: number
  /** Sets of records that wait for their template. */
  waitingSets: number
  /** Datagrams of senders that are no exporters of the agent, and the last such sender. */
  strangers: number
  lastStranger: string | null
  overload: number
  waitingBatches: number
}

/** What a RADIUS process says of an agent; what came to it is counted by the minute, see `observed`. */
export type RadiusAgentCounters = { kind: 'radius'; liveSessions: number }

/** How an agent fares on one machine. */
export type AgentState<Counters = FlowAgentCounters | RadiusAgentCounters> = {
  agentId: number
  instance: string
  at: Temporal.Instant
  counters: Counters
}

export async function selectAgentStates(ctx: Context): Promise<AgentState[]> {
  const { rows } = await sql<AgentState>`
    select agent_id as "agentId", instance, at, counters
    from network.agent_states
    where at > ${ctx.now()}::timestamptz - make_interval(hours => ${FORGET_HOURS})
    order by agent_id, instance`.execute(ctx.tx)
  return rows
}

/** Writes down how agents fare on a machine, over what it said before; those long silent are forgotten. */
export async function upsertAgentStates(
  ctx: Context,
  states: readonly Omit<AgentState, 'at'>[],
): Promise<void> {
  const column = <Value>(read: (state: Omit<AgentState, 'at'>) => Value) => states.map(read)
  await sql`
    insert into network.agent_states (agent_id, instance, at, counters)
    select agent_id, instance, ${ctx.now()}, counters
    from unnest(${column((s) => s.agentId)}::int[], ${column((s) => s.instance)}::text[],
      ${column((s) => JSON.stringify(s.counters))}::jsonb[]) as i (agent_id, instance, counters)
    on conflict (agent_id, instance) do update
    set at = excluded.at, counters = excluded.counters`.execute(ctx.tx)
  await sql`
    delete from network.agent_states
    where at < ${ctx.now()}::timestamptz - make_interval(hours => ${FORGET_HOURS})`.execute(ctx.tx)
}
