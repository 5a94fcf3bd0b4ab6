import type { Context } from '#platform/context'
import { keepAgentStates, listAgents, listNas } from '../../network/index.ts'
import { countOpenSessions } from '../../usage/index.ts'

/** Tells that this process serves the RADIUS agents, and how many sessions each of them has. */
export async function tellAgentStates(ctx: Context, instance: string): Promise<void> {
  const sessions = await countOpenSessions(ctx)
  const live = new Map<number, number>()
  for (const { id, agentId } of await listNas(ctx)) {
    live.set(agentId, (live.get(agentId) ?? 0) + (sessions.get(id) ?? 0))
  }
  const agents = (await listAgents(ctx)).filter(({ radius }) => radius !== null)
  const states = agents.map(({ id }) => ({
    agentId: id,
    instance,
    counters: { kind: 'radius' as const, liveSessions: live.get(id) ?? 0 },
  }))
  await keepAgentStates(ctx, states)
}
