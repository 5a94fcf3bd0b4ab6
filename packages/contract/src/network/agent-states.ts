import { z } from 'zod'
import { agent } from '../network.ts'
import { route } from '../route.ts'
import { id, idParams, instant } from '../values.ts'
import { flowCounters } from './flow-settings.ts'

const count = z.number().int()
const radiusCounters = z.object({
  kind: z.literal('radius'),
  /** Sessions of the agent that were open then; the same from each process. */
  liveSessions: count,
})

/** How an agent fares on one machine. */
export const agentState = z.object({
  agentId: id,
  /** The machine, and of RADIUS the port. */
  instance: z.string(),
  at: instant,
  counters: z.discriminatedUnion('kind', [flowCounters, radiusCounters]),
})
export type AgentState = z.output<typeof agentState>
export const listAgentStates = route({
  method: 'GET',
  path: '/api/network/agent-states',
  summary: 'How agents fare, as each process that serves them tells once a minute',
  access: 'network.read',
  response: z.object({ items: z.array(agentState) }),
})

/** What came in a minute from all access servers of an agent. */
const agentMinute = z.object({
  minute: instant,
  signIns: count,
  rejects: count,
  accounting: count,
})
export type AgentMinute = z.output<typeof agentMinute>
export const listAgentRates = route({
  method: 'GET',
  path: '/api/network/agent-rates',
  summary:
    'What came to RADIUS agents in each minute of the last hour, and when the last packet did',
  access: 'network.read',
  response: z.object({
    items: z.array(
      z.object({
        agentId: id,
        lastContactAt: instant.nullable(),
        /** The last sixty whole minutes. */
        minutes: z.array(agentMinute),
      }),
    ),
  }),
})

export const stopAgent = route({
  method: 'POST',
  path: '/api/network/agents/:id/stop',
  summary: 'Stop an agent: it answers, listens to and takes nothing until it is started',
  access: 'network.stop',
  versioned: true,
  params: idParams,
  response: agent,
})
export const startAgent = route({
  method: 'POST',
  path: '/api/network/agents/:id/start',
  summary: 'Start an agent that was stopped',
  access: 'network.stop',
  versioned: true,
  params: idParams,
  response: agent,
})
