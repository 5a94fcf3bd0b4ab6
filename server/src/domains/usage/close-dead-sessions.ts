import type { Context } from '#platform/context'
import { listAgents, listNas } from '../network/index.ts'
import { closeSilentSessions } from './sessions.store.ts'

/** Closes the sessions that have been silent for longer than their agent allows. */
export async function closeDeadSessions(ctx: Context): Promise<number> {
  const servers = await listNas(ctx)
  let closed = 0
  for (const agent of await listAgents(ctx)) {
    const nasIds = servers.filter(({ agentId }) => agentId === agent.id).map(({ id }) => id)
    const silentSeconds = agent.deadSessionSeconds
    closed += await closeSilentSessions(ctx, { nasIds, silentSeconds })
  }
  return closed
}
