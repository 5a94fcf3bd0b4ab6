import type { Context } from '#platform/context'
import type { AgentRow } from './nas.store.ts'
import { changeAgent, getAgent } from './register-nas.ts'

type Edit = { id: number; version: number }

/**
 * Stops an agent: RADIUS answers none of its access servers, its port takes no flows, its exchange hands over no files.
 * Everything that it has stays as it is; stopped twice, it is stopped once.
 */
export async function stopAgent(ctx: Context, edit: Edit): Promise<AgentRow> {
  const agent = await getAgent(ctx, edit.id)
  if (agent.stoppedAt) return agent
  const change = { stopped_at: ctx.now(), stopped_by: ctx.actor.name }
  return changeAgent(ctx, { ...edit, change })
}

/** Starts an agent that was stopped; the processes serve it within a moment. */
export async function startAgent(ctx: Context, edit: Edit): Promise<AgentRow> {
  const agent = await getAgent(ctx, edit.id)
  if (!agent.stoppedAt) return agent
  return changeAgent(ctx, { ...edit, change: { stopped_at: null, stopped_by: null } })
}
